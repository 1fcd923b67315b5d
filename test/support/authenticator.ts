import { encode } from 'cborg'
import { fromBase64url, toBase64url } from '../../src/platform/encoding.ts'

/** A passkey in software: what a browser and an authenticator do together, with knobs for what they should not. */
export interface Authenticator {
  /** As `navigator.credentials.create` answers, written as JSON. */
  create(options: { challenge: string }, lies?: Lies): Promise<string>
  /** As `navigator.credentials.get` does. */
  sign(options: { challenge: string }, lies?: Lies): Promise<string>
  counter: number
}
interface Lies {
  origin?: string
  host?: string
  challenge?: string
  type?: string
  isVerified?: boolean
  isSigned?: boolean
}

export async function createAuthenticator(origin: string): Promise<Authenticator> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', keys.publicKey)
  const id = toBase64url(crypto.getRandomValues(new Uint8Array(16)))
  const clientData = (type: string, challenge: string, lies: Lies) =>
    new TextEncoder().encode(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? origin,
        crossOrigin: false,
      }),
    )
  const authenticatorData = async (flags: number, { host, isVerified = true }: Lies, attested = new Uint8Array()) => {
    const rpIdHash = await sha256(new TextEncoder().encode(host ?? new URL(origin).hostname))
    const counter = new Uint8Array(4)
    new DataView(counter.buffer).setUint32(0, authenticator.counter)
    return joined(rpIdHash, Uint8Array.of(flags | (isVerified ? 0x04 : 0)), counter, attested)
  }
  const credential = (response: object) =>
    JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} })

  const authenticator: Authenticator = {
    counter: 0,
    async create({ challenge }, lies = {}) {
      // COSE: an EC2 key for ES256 on P-256.
      const key = new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, fromBase64url(x)],
        [-3, fromBase64url(y)],
      ])
      const attested = joined(new Uint8Array(16), Uint8Array.of(0, 16), fromBase64url(id), encode(key))
      const authData = await authenticatorData(0x41, lies, attested)
      return credential({
        clientDataJSON: toBase64url(clientData('webauthn.create', challenge, lies)),
        attestationObject: toBase64url(encode({ fmt: 'none', attStmt: {}, authData })),
        transports: ['internal'],
      })
    },
    async sign({ challenge }, lies = {}) {
      const client = clientData('webauthn.get', challenge, lies)
      const data = await authenticatorData(0x01, lies)
      const signed = joined(data, await sha256(lies.isSigned === false ? new Uint8Array(1) : client))
      const raw = new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, signed))
      return credential({
        clientDataJSON: toBase64url(client),
        authenticatorData: toBase64url(data),
        signature: toBase64url(derOf(raw)),
      })
    },
  }
  return authenticator
}

const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(parts.flatMap((part) => [...part]))
}

/** WebAuthn takes signatures as DER; WebCrypto makes the two numbers bare. */
function derOf(raw: Uint8Array): Uint8Array {
  const numbers = [raw.subarray(0, 32), raw.subarray(32)].map((bytes) => {
    const from = bytes.findIndex((byte) => byte !== 0)
    const digits = [...bytes.subarray(from)]
    if ((digits[0] ?? 0) >= 0x80) digits.unshift(0)
    return [0x02, digits.length, ...digits]
  })
  const content = numbers.flat()
  return Uint8Array.from([0x30, content.length, ...content])
}
