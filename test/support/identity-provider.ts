import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'
import { Agent, fetch } from 'undici'
import { sealClientSecret } from '../../src/identity/sign-in/client-secret.ts'
import { redirectUri } from '../../src/identity/sign-in/openid.ts'
import { insertProvider, replacingDomains } from '../../src/identity/sign-in/providers-store.ts'
import { createFetchDocument } from '../../src/node/fetch-document.ts'
import { selfSignedCertificate } from './certificate.ts'
import type { TestPlatform } from './platform.ts'
import { workerAddress } from './worker-address.ts'
import type { World } from './world.ts'

export interface IdentityProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** Who signs in there next, and what the provider says of them. */
  person: { sub: string } & Record<string, unknown>
  /** Signs the person in there as a browser does. Returns the path that they come back to us with. */
  visit(url: string): Promise<string>
  /** Signs with another key from now on; the former is gone. `kid` is what it is called. */
  rotateKey(kid: string): Promise<void>
  /** Whether it answers nothing that is asked for. */
  isDown: boolean
  /** Paths that were asked for. */
  asked: string[]
  close(): Promise<void>
}

/** A certified provider on a port of this machine, under a public name that leads there alone, for the platform's way out too. */
export async function openIdentityProvider({ platform }: Pick<World, 'platform'>): Promise<IdentityProvider> {
  const { key, cert } = selfSignedCertificate('*.issuer.org')
  const server = createServer({ key, cert })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  // The Worker's internet finds the way by this name (workers-internet.ts).
  const host = `idp-${port}.issuer.org`
  const opened: IdentityProvider = {
    issuer: `https://${host}`,
    clientId: 'signet',
    clientSecret: 'a-secret-of-the-tests-that-is-long-enough',
    person: { sub: 'nobody' },
    asked: [],
    isDown: false,
    rotateKey: async (kid) => {
      answer = (await createProvider(opened, redirectUri(platform), kid)).callback()
    },
    visit: (url) => visit(url, { host, port, cert, origin: platform.config.origin }),
    close: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
  let answer = (await createProvider(opened, redirectUri(platform), 'k-1')).callback()
  server.on('request', (request, response) => {
    request.headers.host = host
    opened.asked.push(new URL(request.url ?? '', opened.issuer).pathname)
    if (opened.isDown) response.writeHead(503).end()
    else answer(request, response)
  })
  if (workerAddress() === undefined) {
    const out = createFetchDocument({
      ownOrigin: platform.config.origin,
      lookup: (_, __, done) => done(null, [{ address: '93.184.216.34', family: 4 }]),
      connectTo: { address: '127.0.0.1', port },
      certificateAuthority: cert,
    })
    platform.exchange = out.exchange
    const { close } = opened
    opened.close = async () => {
      await out.close()
      await close()
    }
  }
  return opened
}

async function createProvider(opened: IdentityProvider, redirect: string, kid: string): Promise<Provider> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const provider = new Provider(opened.issuer, {
    clients: [
      {
        client_id: opened.clientId,
        client_secret: opened.clientSecret,
        redirect_uris: [redirect],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'ES256' }] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    cookies: { keys: ['of-the-tests'] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'hd', 'tid', 'xms_edov'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    // Said so, or it warns of each that it chose.
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => ({ ...opened.person, sub }) }),
    async loadExistingGrant({ oidc }: { oidc: { client?: { clientId: string }; session?: { accountId: string } } }) {
      const grant = new provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  provider.use(async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return await next()
    const { sub } = opened.person
    await provider.interactionFinished(
      context.req,
      context.res,
      sub === 'refused'
        ? { error: 'access_denied', error_description: 'Your account may not use this app.' }
        : { login: { accountId: sub } },
    )
  })
  return provider
}

async function visit(
  start: string,
  { host, port, cert, origin }: { host: string; port: number; cert: string; origin: string },
): Promise<string> {
  const agent = new Agent({ connect: { ca: cert, servername: host, lookup: toLoopback } })
  const jar = new Map<string, string>()
  let url = new URL(start)
  for (let steps = 0; steps < 10 && url.origin !== origin; steps++) {
    url.port = String(port)
    const response = await fetch(url, {
      dispatcher: agent,
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`The provider stopped at ${url.pathname}: ${await response.text()}`)
    await response.body?.cancel()
    url = new URL(location, `https://${host}${url.pathname}`)
  }
  await agent.close()
  return url.pathname + url.search
}

const toLoopback = (
  _: string,
  options: { all?: boolean | undefined },
  done: (error: null, address: string | { address: string; family: number }[], family?: number) => void,
) => (options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4))

/** As an administrator has saved it. Returns its id. */
export async function addProvider(
  platform: TestPlatform,
  { issuer, clientId, clientSecret }: Pick<IdentityProvider, 'issuer' | 'clientId' | 'clientSecret'>,
  more: {
    organizationId: string
    domains: string[]
    allowsJoining?: boolean
    preset?: 'google' | 'microsoft' | 'other'
  },
): Promise<string> {
  const id = platform.newId()
  const createdAt = platform.now().getTime()
  const { domains, ...settings } = more
  const row = {
    preset: 'other' as const,
    ...settings,
    id,
    issuer,
    clientId,
    name: 'Lakeside account',
    sealedClientSecret: await sealClientSecret(platform, { issuer, clientId, clientSecret }),
    createdAt,
    updatedAt: createdAt,
  }
  await platform.db.batch([insertProvider(platform.db, row), ...replacingDomains(platform.db, id, domains)])
  return id
}
