import type { Platform, SealedSecret } from '../../platform/platform.ts'

/** Bound to the issuer and the client it is for, so that a row that was copied or repointed does not open. */
const bindingOf = ({ issuer, clientId }: ClientOfSecret) => ['identity-provider', issuer, clientId]

interface ClientOfSecret {
  issuer: string
  clientId: string
}

export const sealClientSecret = (
  { sealer }: Pick<Platform, 'sealer'>,
  { clientSecret, ...client }: ClientOfSecret & { clientSecret: string },
): Promise<SealedSecret> => sealer.seal(new TextEncoder().encode(clientSecret), bindingOf(client))

export const unsealClientSecret = async (
  { sealer }: Pick<Platform, 'sealer'>,
  { sealedClientSecret, ...client }: ClientOfSecret & { sealedClientSecret: SealedSecret },
): Promise<string> => new TextDecoder().decode(await sealer.unseal(sealedClientSecret, bindingOf(client)))
