import * as openid from 'openid-client'
import { AppError } from '../../platform/errors.ts'
import type { Exchange, Platform } from '../../platform/platform.ts'
import { type ProviderClaims, providerClaims } from './provider-claims.ts'

/** A provider as the protocol needs it. */
export interface OpenIdClient {
  issuer: string
  clientId: string
  clientSecret: string
}
/** What only the browser that left may bring back. */
export interface OpenIdChecks {
  state: string
  nonce: string
  verifier: string
}

/** Where a browser goes to show the provider who it is. */
export async function authorizationUrl(
  platform: Pick<Platform, 'config' | 'exchange' | 'providerDocuments'>,
  client: OpenIdClient,
  { state, nonce, verifier, email }: OpenIdChecks & { email?: string | undefined },
): Promise<string> {
  const configuration = await discover(platform, client)
  return openid.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri(platform),
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(email !== undefined && { login_hint: email }),
  }).href
}

/** Trades the code that came back for what the provider says of somebody. Throws what openid-client throws where anything is not as it should be. */
export async function fetchClaims(
  platform: Pick<Platform, 'config' | 'exchange' | 'providerDocuments'>,
  client: OpenIdClient,
  { search, state, nonce, verifier }: OpenIdChecks & { search: string },
): Promise<ProviderClaims> {
  const configuration = await discover(platform, client)
  try {
    const tokens = await openid.authorizationCodeGrant(configuration, new URL(`${redirectUri(platform)}${search}`), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const parsed = providerClaims.safeParse(tokens.claims())
    if (!parsed.success) throw new AppError('remote-error', 'refused.tokenNamesNobody', {}, { cause: 'token' })
    const claims = parsed.data
    const all = { ...(await furtherClaims(configuration, claims, tokens.access_token)), ...claims }
    keepKeys(platform, client, configuration)
    return all
  } catch (error) {
    // Whatever was remembered may be why: the next one asks anew.
    platform.providerDocuments.forget(client.issuer)
    throw error
  }
}

/** Some say the address only where it is asked for with the access token (OpenID Connect Core 5.4). */
async function furtherClaims(
  configuration: openid.Configuration,
  { email, sub }: ProviderClaims,
  accessToken: string,
): Promise<Partial<ProviderClaims>> {
  if (email !== undefined || configuration.serverMetadata().userinfo_endpoint === undefined) return {}
  const further = await openid.fetchUserInfo(configuration, accessToken, sub)
  return furtherClaim.parse(further)
}

const furtherClaim = providerClaims.pick({ email: true, email_verified: true, name: true }).strip()

/** The one address that providers send people back to. */
export const redirectUri = ({ config }: Pick<Platform, 'config'>) => `${config.origin}/signin/callback`

/** Signatures that we take. Whatever else a provider offers, `none` and shared keys (HS…) are not among them. */
const signatures = ['RS256', 'ES256', 'PS256', 'EdDSA', 'Ed25519', 'RS384', 'RS512', 'ES384', 'ES512']

/** From what the provider said of itself lately, or asks it. */
async function discover(
  { exchange, providerDocuments }: Pick<Platform, 'exchange' | 'providerDocuments'>,
  { issuer, clientId, clientSecret }: OpenIdClient,
): Promise<openid.Configuration> {
  const kept = providerDocuments.find(issuer)
  // As openid-client gave it.
  const server =
    (kept?.server as openid.ServerMetadata | undefined) ?? (await askForMetadata(exchange, issuer, clientId))
  if (!kept) providerDocuments.keep(issuer, { server })
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const authentication = methods.includes('client_secret_post')
    ? openid.ClientSecretPost(clientSecret)
    : openid.ClientSecretBasic(clientSecret)
  const offered = server.id_token_signing_alg_values_supported ?? ['RS256']
  const chosen = signatures.find((name) => offered.includes(name)) ?? 'RS256'
  const configuration = new openid.Configuration(
    server,
    clientId,
    { id_token_signed_response_alg: chosen },
    authentication,
  )
  configuration[openid.customFetch] = guardedFetch(exchange)
  // TLS alone would do by the standard; a signature does not depend on who can be reached under a name.
  openid.enableNonRepudiationChecks(configuration)
  // As old as lets openid-client use them, and fetch them anew where a token names a key that is not among them.
  if (kept?.keys)
    openid.setJwksCache(configuration, { jwks: kept.keys as unknown as openid.JWKS, uat: secondsNow() - oldEnough })
  return configuration
}

/** Younger sets than this openid-client believes to be complete, and a minute is long for who waits to get in. */
const oldEnough = 60

async function askForMetadata(exchange: Exchange, issuer: string, clientId: string): Promise<openid.ServerMetadata> {
  const found = await openid.discovery(new URL(issuer), clientId, undefined, openid.None(), {
    [openid.customFetch]: guardedFetch(exchange),
    timeout: 10,
  })
  return found.serverMetadata()
}

/** Those that were just fetched; what was remembered before gets no older by being used. */
function keepKeys(
  { providerDocuments }: Pick<Platform, 'providerDocuments'>,
  { issuer }: OpenIdClient,
  configuration: openid.Configuration,
) {
  const fetched = openid.getJwksCache(configuration)
  if (!fetched || fetched.uat <= secondsNow() - oldEnough) return
  const { server } = providerDocuments.find(issuer) ?? { server: configuration.serverMetadata() }
  // A JWK Set is an object of JSON.
  providerDocuments.keep(issuer, { server, keys: fetched.jwks as unknown as Record<string, unknown> })
}

/** By the same clock as openid-client. */
const secondsNow = () => Math.floor(Date.now() / 1000)

const guardedFetch =
  (exchange: Exchange): openid.CustomFetch =>
  async (url, { method, headers, body }) => {
    const answer = await exchange(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(body !== null && body !== undefined && { body: String(body) }),
      maxBytes: 256 * 1024,
    })
    const isEmpty = [204, 205, 304].includes(answer.status) || answer.status < 200
    return new Response(isEmpty ? null : answer.bytes, {
      status: answer.status < 200 ? 502 : answer.status,
      headers: { 'content-type': answer.contentType },
    })
  }
