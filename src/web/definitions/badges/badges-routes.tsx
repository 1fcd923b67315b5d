import { type Context, Hono } from 'hono'
import { drawIcon, listUndrawableWords, renderArtwork, shapeArtwork } from '../../../definitions/badges/artwork.ts'
import { badgeSettings, changeBadgeSettings } from '../../../definitions/badges/change-settings.ts'
import { defineBadge, editBadge } from '../../../definitions/badges/define-badge.ts'
import { publishBadge } from '../../../definitions/badges/publish-badge.ts'
import { listOwnBadges } from '../../../definitions/badges/read-badge.ts'
import { getDraft, readDraft } from '../../../definitions/badges/read-draft.ts'
import { retireBadge } from '../../../definitions/badges/retire-badge.ts'
import { requireActor } from '../../../http/actor.ts'
import { maxBody, readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { idParam } from '../../../http/params.ts'
import { getOwnIssuer } from '../../../identity/issuers/read-issuers.ts'
import { mayWith } from '../../../identity/organizations/permissions.ts'
import type { PersonActor } from '../../../identity/people/actor.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Speech } from '../../../platform/language/speech.ts'
import { readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import {
  badgeFieldOf,
  changeRubric,
  emptyBadgeForm,
  readBadgeForm,
  readFormAction,
  readPreview,
  toBadgeForm,
  toDefinition,
} from './badge-form.ts'
import { BadgePage } from './badge-page.tsx'
import { BadgesPage, type IssuerBadges } from './badges-page.tsx'
import { EditBadgePage } from './edit-badge-page.tsx'

/** A whole rubric of the longest allowed texts, in a form's encoding. */
const maxFormBytes = 1024 * 1024

export function badgesRoutes(site: Site) {
  const { platform } = site
  const showBadge = async (c: Context<HttpEnv>, problem?: { note: string; status: 409 | 412 | 422 }) => {
    const { badge, issuer, latest, origin, ...known } = await readDraft(platform, requireActor(c), idParam(c))
    const view = {
      ...badge,
      ...known,
      issuerName: issuer.name,
      undrawable: await listUndrawableWords(platform.images, badge.draft, issuer.name),
      latest: latest && { id: latest.id, number: latest.number, publishedAt: new Date(latest.publishedAt) },
      origin: origin && {
        versionId: origin.version.id,
        name: origin.version.definition.name,
        issuerName: origin.issuer.name,
      },
      ...(problem && { note: problem.note }),
    }
    return site.page(c, <BadgePage view={view} />, problem?.status)
  }
  return new Hono<HttpEnv>()
    .get('/icons/:file{[a-z0-9-]+\\.svg}', (c) => {
      const icon = drawIcon(c.req.param('file').slice(0, -'.svg'.length))
      if (icon === undefined) throw new AppError('not-found', 'refused.noPicture')
      c.header('Cache-Control', 'public, max-age=86400')
      return drawing(c, icon)
    })
    .use('/badges', requireViewer)
    .use('/badges/*', requireViewer)
    .get('/badges', async (c) => site.page(c, <BadgesPage issuers={await listByIssuer(site, requireActor(c))} />))
    .get('/badges/new', async (c) => {
      const issuer = await getOwnIssuer(platform, requireActor(c), issuerQuery(c), 'badge.define')
      const { t } = await site.speechFor(c)
      const levels = (['lowest', 'middle', 'goal'] as const).map((level) => t(`badges.usualLevel.${level}`))
      return site.page(c, <EditBadgePage view={{ form: emptyBadgeForm(levels), issuer }} />)
    })
    .post('/badges/new', maxBody(maxFormBytes), async (c) => {
      const actor = requireActor(c)
      const issuer = await getOwnIssuer(platform, actor, issuerQuery(c), 'badge.define')
      const fields = await readForm(c)
      const form = readBadgeForm(fields)
      const action = readFormAction(fields.get('action'))
      if (action) return site.page(c, <EditBadgePage view={{ form: changeRubric(form, action), issuer }} />)
      try {
        const badge = await defineBadge(platform, actor, issuer.id, toDefinition(form))
        return c.redirect(`/badges/${badge.id}`, 303)
      } catch (error) {
        const problem = readFailure(await site.speechFor(c), error, badgeFieldOf)
        return site.page(c, <EditBadgePage view={{ form, issuer, problem }} />, problem.status)
      }
    })
    .get('/badges/preview.svg', async (c) => {
      requireActor(c)
      const asked = readPreview((name) => c.req.query(name))
      if (!asked) throw new AppError('validation', 'refused.notDrawable')
      const { name, artwork, issuerName } = asked
      const context = { issuerName, year: platform.now().getUTCFullYear() }
      const shaped = await shapeArtwork(platform.images, { name, artwork }, issuerName)
      return drawing(c, renderArtwork({ name, language: 'en', artwork }, context, shaped).svg)
    })
    .get('/badges/:id', (c) => showBadge(c))
    .get('/badges/:id/edit', async (c) => {
      const { badge, issuer } = await getDraft(platform, requireActor(c), idParam(c))
      return site.page(c, <EditBadgePage view={{ form: toBadgeForm(badge.draft), badge, issuer }} />)
    })
    .post('/badges/:id/edit', maxBody(maxFormBytes), async (c) => {
      const actor = requireActor(c)
      const { issuer, ...known } = await getDraft(platform, actor, idParam(c))
      const { id } = known.badge
      const fields = await readForm(c)
      const form = readBadgeForm(fields)
      const badge = { id, revision: Number(fields.get('revision')) }
      const action = readFormAction(fields.get('action'))
      if (action) return site.page(c, <EditBadgePage view={{ form: changeRubric(form, action), badge, issuer }} />)
      try {
        await editBadge(platform, actor, id, { definition: toDefinition(form), revision: badge.revision })
        return c.redirect(`/badges/${id}`, 303)
      } catch (error) {
        const problem = readFailure(await site.speechFor(c), error, badgeFieldOf)
        return site.page(c, <EditBadgePage view={{ form, badge, issuer, problem }} />, problem.status)
      }
    })
    .get('/badges/:id/artwork.svg', async (c) => {
      const { badge, issuer } = await getDraft(platform, requireActor(c), idParam(c))
      const context = { issuerName: issuer.name, year: platform.now().getUTCFullYear() }
      const shaped = await shapeArtwork(platform.images, badge.draft, issuer.name)
      return drawing(c, renderArtwork(badge.draft, context, shaped).svg)
    })
    .post('/badges/:id/publish', async (c) => {
      const revision = Number((await readForm(c)).get('revision'))
      try {
        await publishBadge(platform, requireActor(c), idParam(c), { revision })
        return c.redirect(`/badges/${idParam(c)}`, 303)
      } catch (error) {
        return showBadge(c, readNote(await site.speechFor(c), error))
      }
    })
    .post('/badges/:id/settings', async (c) => {
      try {
        const form = await readForm(c)
        const settings = { starters: form.get('starters'), issuing: form.get('issuing') }
        await changeBadgeSettings(platform, requireActor(c), idParam(c), badgeSettings.parse(settings))
        return c.redirect(`/badges/${idParam(c)}`, 303)
      } catch (error) {
        return showBadge(c, readNote(await site.speechFor(c), error))
      }
    })
    .post('/badges/:id/retire', async (c) => {
      const isSure = (await readForm(c)).get('sure') === 'yes'
      if (!isSure) return showBadge(c, { note: (await site.speechFor(c)).t('badges.retireUnsure'), status: 422 })
      try {
        await retireBadge(platform, requireActor(c), idParam(c))
        return c.redirect(`/badges/${idParam(c)}`, 303)
      } catch (error) {
        return showBadge(c, readNote(await site.speechFor(c), error))
      }
    })
}

const drawing = (c: Context<HttpEnv>, svg: string) =>
  c.body(svg, 200, {
    'Content-Type': 'image/svg+xml',
    // Opened by itself, an SVG is a document: it gets no script and nothing from elsewhere.
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  })

const issuerQuery = (c: Context<HttpEnv>) => c.req.query('issuer')?.slice(0, 64) ?? ''

function readNote(speech: Speech, error: unknown): { note: string; status: 409 | 412 | 422 } {
  const { status, note } = readFailure(speech, error)
  return { note: note ?? speech.t('form.checkFields'), status: status === 409 || status === 412 ? status : 422 }
}

async function listByIssuer({ platform }: Site, actor: PersonActor): Promise<IssuerBadges[]> {
  const own = await listOwnBadges(platform, actor, { limit: 200 })
  return own.map(({ issuer: { id, name, roles }, badges }) => ({
    id,
    name,
    mayEdit: mayWith(roles, 'issuer.edit'),
    badges: badges.map(({ badge, latest }) => ({
      id: badge.id,
      name: badge.draft.name,
      state: badge.state,
      version: latest?.number,
      changedAt: new Date(badge.updatedAt),
    })),
  }))
}
