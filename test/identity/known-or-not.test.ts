import { describe, expect, test } from 'vitest'
import { role } from '../../src/identity/organizations/organizations-tables.ts'
import { markEmailVerified } from '../../src/identity/people/emails-store.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { deliverMail } from '../support/mailbox.ts'
import { withSchools } from '../support/organizations.ts'
import type { TestPerson } from '../support/people.ts'
import { type World, world } from '../support/world.ts'

const peopleOf = (organizationId: string) => `/api/v1/organizations/${organizationId}/people`
const grant = (owner: Pick<TestPerson, 'post'>, organizationId: string, email: string, as = 'author') =>
  owner.post(peopleOf(organizationId), { name: 'As the owner calls them', email, role: as })

/** Everything that an owner can read about who is here, without ids and times. */
async function seenBy(owner: TestPerson, organizationId: string, email: string) {
  const texts = await Promise.all(
    [
      peopleOf(organizationId),
      `/api/v1/issuers/${organizationId}/people`,
      `/api/v1/organizations/${organizationId}/invitations`,
    ].map(async (path) => (await owner.get(path)).text()),
  )
  const page = await (await owner.browser.get(`/organizations/${organizationId}/people`)).text()
  return [...texts, page].map((text) =>
    text
      .replaceAll(email, 'the-address')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'an-id')
      .replaceAll(/nonce="[^"]*"/g, ''),
  )
}

describe('giving a role to an address', () => {
  test('answers, lists and writes alike whether or not somebody elsewhere has it', async () => {
    const ask = async (email: (place: World) => string) => {
      const place = await world()
      const address = email(place)
      const answer = await grant(place.ada, place.lakeside, address)
      const body = JSON.stringify(await bodyOf(answer))
      const seen = await seenBy(place.ada, place.lakeside, address)
      expect(seen.join()).not.toContain('Otto')
      await deliverMail(place.platform)
      const mails = place.platform.mailbox.map(({ to, subject }) => [to === address, subject])
      return [answer.status, body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'an-id'), seen, mails]
    }
    const known = await ask(({ otto }) => otto.email)
    expect(known).toEqual(await ask(() => 'new@nowhere.example'))
    expect(known[0]).toBe(202)
  })

  test('counts once its owner accepts, who alone can', async () => {
    const { ada, otto, lena, lakeside, platform } = await world()
    await markEmailVerified(platform.db, { personId: otto.id, email: otto.email, at: 1 })
    const { invitation_id: id } = await bodyOf(await grant(ada, lakeside, otto.email))
    expect((await otto.get(`/api/v1/organizations/${lakeside}`)).status).toBe(404)
    expect(await problemOf(await lena.post(`/api/v1/me/invitations/${id}/accept`))).toEqual([404, 'not-found'])
    expect((await otto.post(`/api/v1/me/invitations/${id}/accept`)).status).toBe(200)
    expect((await otto.get(`/api/v1/organizations/${lakeside}`)).status).toBe(200)
    const { items } = await bodyOf(await ada.get(peopleOf(lakeside)))
    expect(items.filter(({ email }: { email: string }) => email === otto.email)).toMatchObject([{ roles: ['author'] }])
  })

  test('is done at once for whoever stands in a list that the owner sees, here or at another place of theirs', async () => {
    const { ada, sam, lena, oak, lakeside } = await withSchools(await world())
    expect((await grant(ada, lakeside, lena.email)).status).toBe(201)
    expect((await grant(ada, oak, lena.email, 'reviewer')).status).toBe(201)
    // Now she stands in the list of Oak, which is all that Sam sees; Ravi does not.
    const { ravi } = await withSchools(await world())
    expect((await grant(sam, oak, lena.email, 'coach')).status).toBe(201)
    expect((await grant(sam, oak, ravi.email, 'coach')).status).toBe(202)
  })

  test('does not tell that a further address belongs to somebody who is here', async () => {
    const { ada, lena, lakeside, platform } = await world()
    await lena.post('/api/v1/me/emails', { email: 'lena@home.example', kind: 'personal' })
    await markEmailVerified(platform.db, { personId: lena.id, email: 'lena@home.example', at: 1 })
    expect((await grant(ada, lakeside, 'lena@home.example')).status).toBe(202)
    const { items } = await bodyOf(await ada.get(`${peopleOf(lakeside)}?q=lena`))
    expect(items).toMatchObject([{ email: lena.email, roles: ['learner'] }])
  })

  test('is for owners, of roles and addresses that there are, and only one of two at once is invited', async () => {
    const { ada, ravi, otto, visitor, lakeside } = await world()
    const address = 'new@nowhere.example'
    expect((await grant(ravi, lakeside, address)).status).toBe(403)
    expect((await grant(otto, lakeside, address)).status).toBe(404)
    expect((await grant(visitor, lakeside, address)).status).toBe(401)
    expect(await problemOf(await grant(ada, lakeside, 'no address'))).toEqual([422, 'validation'])
    expect(await problemOf(await grant(ada, lakeside, address, 'king'))).toEqual([422, 'validation'])
    const both = await Promise.all([grant(ada, lakeside, address), grant(ada, lakeside, address)])
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409])
  })

  test('is not done where the owner was one until just now', async () => {
    const { ada, lena, join, lakeside, platform } = await world()
    const mira = await join('Mira Owner', ['owner'])
    const [left, granted] = await Promise.all([
      ada.delete(`${peopleOf(lakeside)}/${mira.id}/roles/owner`),
      grant(mira, lakeside, lena.email),
    ])
    expect(left.status).toBe(204)
    const roles = await platform.db.select({ name: role.name, at: role.personId }).from(role)
    const has = roles.some(({ name, at }) => name === 'author' && at === lena.id)
    expect([granted.status, has]).toBeOneOf([
      [201, true],
      [403, false],
      [404, false],
      [409, false],
    ])
  })
})

test('asking to join accounts answers alike, and writes only to who has the other one', async () => {
  const { lena, otto, platform } = await world()
  const answers = []
  for (const email of [otto.email, 'new@nowhere.example', lena.email]) {
    const answer = await lena.post('/api/v1/me/merge', { email })
    answers.push([answer.status, await answer.text()])
  }
  expect(new Set(answers.map(String)).size).toBe(1)
  await deliverMail(platform)
  await deliverMail(platform)
  expect(platform.mailbox.map(({ to }) => to)).toEqual([otto.email])
})
