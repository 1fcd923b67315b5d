import { Hono } from 'hono'
import * as z from 'zod'
import { requireActor } from '../../http/actor.ts'
import { readJson } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { wholeList } from '../../http/paging.ts'
import { idParam } from '../../http/params.ts'
import { limitRate } from '../../http/rate-limit.ts'
import { addEmail, newEmail } from '../../identity/people/add-email.ts'
import { chooseMainEmail } from '../../identity/people/choose-main-email.ts'
import { confirmEmail } from '../../identity/people/confirm-email.ts'
import { editProfile } from '../../identity/people/edit-profile.ts'
import { emailAddress } from '../../identity/people/email-address.ts'
import { profileChange } from '../../identity/people/person.ts'
import { readProfile } from '../../identity/people/read-profile.ts'
import { removeEmail } from '../../identity/people/remove-email.ts'
import {
  addPosition,
  editPosition,
  listOwnPositions,
  listPositionsOf,
} from '../../identity/positions/change-positions.ts'
import { newPosition, positionChange } from '../../identity/positions/position.ts'
import type { Platform } from '../../platform/platform.ts'
import { accountRoutes } from './account-routes.ts'
import { toEmailResponse, toPersonResponse, toPositionResponse } from './person-responses.ts'

export function personRoutes(platform: Platform) {
  const limitChecks = limitRate(platform, { name: 'email-check', requests: 10, windowSeconds: 3600 })
  const oneEmail = z.strictObject({ email: emailAddress })
  return (
    new Hono<HttpEnv>()
      .route('/', accountRoutes(platform))
      .get('/me', async (c) => c.json(toPersonResponse((await readProfile(platform, requireActor(c))).person)))
      .patch('/me', async (c) => {
        const person = await editProfile(platform, requireActor(c), await readJson(c, profileChange))
        return c.json(toPersonResponse(person))
      })
      .get('/me/emails', async (c) => {
        const { emails } = await readProfile(platform, requireActor(c))
        return wholeList(c, emails.map(toEmailResponse))
      })
      .post('/me/emails', limitChecks, async (c) => {
        const email = await addEmail(platform, requireActor(c), await readJson(c, newEmail))
        return c.json({ email, verified_at: null }, 202)
      })
      .post('/me/emails/confirm', async (c) => {
        const actor = requireActor(c)
        const { secret } = await readJson(c, z.strictObject({ secret: z.string().max(100) }))
        return c.json({ email: await confirmEmail(platform, actor, secret) })
      })
      .put('/me/emails/main', async (c) => {
        const actor = requireActor(c)
        await chooseMainEmail(platform, actor, (await readJson(c, oneEmail)).email)
        return c.body(null, 204)
      })
      // In the body and not in the path, which ends up in logs of proxies.
      .post('/me/emails/remove', async (c) => {
        const actor = requireActor(c)
        await removeEmail(platform, actor, (await readJson(c, oneEmail)).email)
        return c.body(null, 204)
      })
      .get('/me/positions', async (c) => {
        const positions = await listOwnPositions(platform, requireActor(c))
        return wholeList(c, positions.map(toPositionResponse))
      })
      .get('/people/:id/positions', async (c) => {
        const positions = await listPositionsOf(platform, requireActor(c), idParam(c))
        return wholeList(c, positions.map(toPositionResponse))
      })
      .post('/organizations/:id/positions', async (c) => {
        const position = await addPosition(platform, requireActor(c), idParam(c), await readJson(c, newPosition))
        return c.json(toPositionResponse(position), 201)
      })
      .patch('/positions/:id', async (c) => {
        const position = await editPosition(platform, requireActor(c), idParam(c), await readJson(c, positionChange))
        return c.json(toPositionResponse(position))
      })
  )
}
