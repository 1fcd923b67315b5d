import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { limitRate } from '../../../http/rate-limit.ts'
import { readShortCookie, setShortCookie } from '../../../http/short-cookie.ts'
import {
  addPasskey,
  listOwnPasskeys,
  offerPasskey,
  removePasskey,
  renamePasskey,
} from '../../../identity/sign-in/manage-passkeys.ts'
import { challengeMinutes, challengePasskey, signInByPasskey } from '../../../identity/sign-in/sign-in-by-passkey.ts'
import { AppError } from '../../../platform/errors.ts'
import { sayRefusal } from '../../../platform/language/say-refusal.ts'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import { localPath, requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { browserOf, finishSignIn } from './finish-sign-in.ts'
import { PasskeysPage } from './passkeys-page.tsx'
import { showSignIn } from './sign-in-routes.tsx'

export function passkeyRoutes(site: Site) {
  const { platform } = site
  /** Each costs a row; a sign-in page asks once. */
  const limitChallenges = limitRate(platform, { name: 'passkey-challenge', requests: 600, windowSeconds: 60 })
  const list = async (c: Context<HttpEnv>, failure?: FormFailure) => {
    const passkeys = await listOwnPasskeys(platform, requireActor(c))
    return site.page(c, <PasskeysPage passkeys={passkeys} form={failure} />, failure?.status)
  }
  return new Hono<HttpEnv>()
    .post('/signin/passkey/challenge', limitChallenges, async (c) => {
      const { options, binding } = await challengePasskey(platform)
      setShortCookie(c, platform.config, 'passkey', { value: binding, minutes: challengeMinutes })
      c.header('Cache-Control', 'no-store')
      return c.json(options)
    })
    .post('/signin/passkey', async (c) => {
      const form = await readForm(c)
      const next = localPath(form.get('next') ?? undefined, '/home')
      const isShared = form.get('shared') === 'yes'
      try {
        const signed = { answer: form.get('passkey') ?? '', binding: readShortCookie(c, platform.config, 'passkey') }
        const session = await signInByPasskey(platform, signed, browserOf(c, platform, isShared))
        return finishSignIn(c, platform, { session, next })
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'validation') throw error
        return showSignIn(
          site,
          c,
          { next, isShared, form: { note: sayRefusal(error.refusal, await site.speechFor(c)) } },
          422,
        )
      }
    })
    .get('/me/passkeys', requireViewer, (c) => list(c))
    .post('/me/passkeys/challenge', async (c) => {
      c.header('Cache-Control', 'no-store')
      return c.json(await offerPasskey(platform, requireActor(c)))
    })
    .post('/me/passkeys', async (c) => {
      const actor = requireActor(c)
      const form = await readForm(c)
      try {
        await addPasskey(platform, actor, { name: form.get('name') ?? '', answer: form.get('passkey') ?? '' })
      } catch (error) {
        return list(
          c,
          readFailure(await site.speechFor(c), error, (path) => path || 'name'),
        )
      }
      return c.redirect('/me/passkeys', 303)
    })
    .post('/me/passkeys/:id/name', async (c) => {
      const actor = requireActor(c)
      const name = (await readForm(c)).get('name') ?? ''
      try {
        await renamePasskey(platform, actor, c.req.param('id'), { name })
      } catch (error) {
        return list(
          c,
          readFailure(await site.speechFor(c), error, () => `name-${c.req.param('id')}`),
        )
      }
      return c.redirect('/me/passkeys', 303)
    })
    .post('/me/passkeys/:id/remove', async (c) => {
      await removePasskey(platform, requireActor(c), c.req.param('id'))
      return c.redirect('/me/passkeys', 303)
    })
}
