import { type Context, Hono } from 'hono'
import { cleanFileName } from '../../assessment/submissions/evidence-file.ts'
import { awardFileName } from '../../credentials/awards/award-file-name.ts'
import { getAwardToken } from '../../credentials/awards/award-token.ts'
import type { AwardWithCredential } from '../../credentials/awards/awards-store.ts'
import { bakeAward, bakedDigest } from '../../credentials/awards/bake-award.ts'
import { getPublishedStatusList } from '../../credentials/awards/publish-status-list.ts'
import { getPublicAward } from '../../credentials/awards/read-awards.ts'
import { getSharedEvidence } from '../../credentials/awards/shared-evidence.ts'
import { toAchievement } from '../../definitions/badges/achievement.ts'
import { getBadgeVersion } from '../../definitions/badges/read-badge.ts'
import { entityResponse, namedFile } from '../../http/entity.ts'
import { fileResponse } from '../../http/file-response.ts'
import { publicPreflight, publicResource } from '../../http/headers.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { preferredType } from '../../http/negotiate.ts'
import { idParam } from '../../http/params.ts'
import { logoUrl, toProfile } from '../../identity/issuers/issuer-profile.ts'
import { didAt } from '../../identity/issuers/own-origins.ts'
import { getPublicIssuer } from '../../identity/issuers/read-issuers.ts'
import { getDidDocument } from '../../identity/issuers/signing-keys.ts'
import { contextUrls, type JsonObject, multikeyToJwk } from '../../openbadges/index.ts'
import { AppError } from '../../platform/errors.ts'
import type { Platform } from '../../platform/platform.ts'

/** What verifiers and wallets read, by address and without asking who they are. */
export function publicRoutes(platform: Platform) {
  const { origin } = platform.config
  return new Hono<HttpEnv>()
    .get('/c/:id', publicResource, async (c) => {
      const award = await getPublicAward(platform, idParam(c))
      const type = preferredType(c, [...credentialTypes, ...tokenTypes])
      if (type === undefined) throw notAcceptable()
      return isTokenType(type) ? tokenResponse(c, platform, award, type) : credentialResponse(c, award, type)
    })
    .get('/achievements/:id', publicResource, async (c) => {
      const { version, issuer } = await getBadgeVersion(platform, idParam(c))
      return linkedDataResponse(c, toAchievement(version, askedFor(c, issuer), c.var.formerOrigin ?? origin))
    })
    .get('/issuers/:id', publicResource, async (c) => {
      const issuer = askedFor(c, await getPublicIssuer(platform, idParam(c)))
      return linkedDataResponse(c, toProfile(issuer, logoUrl(c.var.formerOrigin ?? origin, issuer)))
    })
    .get('/issuers/:id/logo/:file{[\\w-]+\\.png}', publicResource, async (c) => {
      const issuer = await getPublicIssuer(platform, idParam(c))
      const file = issuer.logoKey?.endsWith(`/${c.req.param('file')}`) && (await platform.files.get(issuer.logoKey))
      if (!file) throw new AppError('not-found', 'refused.noPicture')
      return c.body(file.body, 200, {
        'Content-Type': 'image/png',
        'Content-Length': String(file.size),
        'Cache-Control': 'public, max-age=31536000, immutable',
      })
    })
    .get('/issuers/:id/did.json', publicResource, async (c) => {
      const document = await getDidDocument(platform, askedFor(c, await getPublicIssuer(platform, idParam(c))))
      if (document.verificationMethod.length === 0) throw new AppError('not-found', 'refused.noKey')
      return entityResponse(c, {
        content: JSON.stringify(document),
        headers: { 'Content-Type': 'application/did+json', 'Cache-Control': 'public, max-age=300' },
      })
    })
    .get('/issuers/:id/keys/:key', publicResource, async (c) => {
      const issuer = askedFor(c, await getPublicIssuer(platform, idParam(c)))
      const { verificationMethod } = await getDidDocument(platform, issuer)
      const method = verificationMethod.find(({ id }) => id === `${issuer.did}#${idParam(c, 'key')}`)
      const jwk = method && toJwk(method)
      if (!jwk) throw new AppError('not-found', 'refused.noKey')
      return entityResponse(c, {
        content: JSON.stringify(jwk),
        headers: { 'Content-Type': 'application/jwk+json', 'Cache-Control': 'public, max-age=300' },
      })
    })
    .get('/status/:id', publicResource, async (c) => {
      const { credential, digest } = await getPublishedStatusList(platform, idParam(c))
      return entityResponse(c, {
        content: credential,
        digest,
        headers: { 'Content-Type': 'application/vc', 'Cache-Control': 'public, max-age=60, must-revalidate' },
      })
    })
    .options('/c/:id', publicPreflight)
    .options('/achievements/:id', publicPreflight)
    .options('/issuers/:id', publicPreflight)
    .options('/issuers/:id/did.json', publicPreflight)
    .options('/issuers/:id/keys/:key', publicPreflight)
    .options('/status/:id', publicPreflight)
}

/** As it is called at the address that was asked. */
const askedFor = <Issuer extends { id: string; did: string }>(c: Context<HttpEnv>, issuer: Issuer): Issuer =>
  c.var.formerOrigin === undefined ? issuer : { ...issuer, did: didAt(c.var.formerOrigin, issuer.id) }

/** The copies of a credential. Their addresses have endings, so they come before the pages at the same place. */
export function credentialFileRoutes(platform: Platform) {
  return new Hono<HttpEnv>()
    .get('/c/:file{[\\w-]+\\.(?:json|jwt|png|svg)}', publicResource, async (c) => {
      const [id = '', format = ''] = c.req.param('file').split('.')
      const award = await getPublicAward(platform, id)
      if (format === 'json')
        return credentialResponse(c, award, preferredType(c, credentialTypes) ?? credentialTypes[0])
      if (format === 'jwt') return tokenResponse(c, platform, award, preferredType(c, tokenTypes) ?? tokenTypes[0])
      return pictureResponse(c, platform, award, format === 'png' ? 'png' : 'svg')
    })
    .options('/c/:file{[\\w-]+\\.(?:json|jwt|png|svg)}', publicPreflight)
    .get('/c/:id/evidence/:evidence', async (c) => {
      const { file, open } = await getSharedEvidence(platform, idParam(c), idParam(c, 'evidence'))
      return fileResponse(c, { ...file, name: cleanFileName(file.name, file.mediaType) }, open)
    })
}

/** Open Badges 3.0 asks for the first, VCDM 2.0 for the second. */
const credentialTypes = ['application/vc+ld+json', 'application/vc', 'application/ld+json', 'application/json'] as const
/** Open Badges 3.0 serves a JWS as plain text; VC-JOSE-COSE has a type of its own and other rules for the token. */
const tokenTypes = ['text/plain', 'application/vc+jwt'] as const
const isTokenType = (type: string): type is (typeof tokenTypes)[number] =>
  (tokenTypes as readonly string[]).includes(type)

const credentialResponse = (c: Context<HttpEnv>, award: AwardWithCredential, type: string) =>
  entityResponse(c, {
    content: award.award.credential,
    digest: award.award.digest,
    headers: {
      'Content-Type': type,
      'Content-Disposition': namedFile('inline', `${awardFileName(award)}.json`),
      'Cache-Control': 'public, max-age=300',
      Vary: 'Accept',
    },
  })

async function tokenResponse(
  c: Context<HttpEnv>,
  platform: Platform,
  award: AwardWithCredential,
  type: (typeof tokenTypes)[number],
) {
  const dialect = type === 'application/vc+jwt' ? 'vc-jose-cose' : 'open-badges'
  return entityResponse(c, {
    content: await getAwardToken(platform, award.award.id, dialect),
    headers: {
      'Content-Type': type,
      'Content-Disposition': namedFile('inline', `${awardFileName(award)}.jwt`),
      'Cache-Control': 'public, max-age=300',
      Vary: 'Accept',
    },
  })
}

async function pictureResponse(
  c: Context<HttpEnv>,
  platform: Platform,
  award: AwardWithCredential,
  format: 'png' | 'svg',
) {
  return entityResponse(c, {
    content: () => bakeAward(platform, award, format),
    digest: bakedDigest(platform, award, format),
    headers: {
      'Content-Type': format === 'png' ? 'image/png' : 'image/svg+xml',
      'Content-Disposition': namedFile('inline', `${awardFileName(award)}.${format}`),
      // Proxies that make pictures smaller throw the credential away.
      'Cache-Control': 'public, max-age=300, no-transform',
      // Opened by itself, an SVG is a document: it gets no script and nothing from elsewhere.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  })
}

/** An object of the standard by itself, with the contexts that give its words their meaning. */
function linkedDataResponse(c: Context<HttpEnv>, object: object) {
  const type = preferredType(c, ['application/ld+json', 'application/json'])
  if (type === undefined) throw notAcceptable()
  const document = { '@context': [contextUrls.credentialsV2, contextUrls.openBadges], ...object }
  return entityResponse(c, {
    content: JSON.stringify(document),
    headers: { 'Content-Type': type, 'Cache-Control': 'public, max-age=300', Vary: 'Accept' },
  })
}

function toJwk(method: { publicKeyMultibase?: string; publicKeyJwk?: JsonObject }): JsonObject | undefined {
  return method.publicKeyJwk ?? ((method.publicKeyMultibase && multikeyToJwk(method.publicKeyMultibase)) || undefined)
}

const notAcceptable = () =>
  new AppError('not-acceptable', 'refused.askForCredential', {
    types: 'application/vc+ld+json, application/vc, application/json, application/vc+jwt',
  })
