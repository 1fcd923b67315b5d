import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { role } from '../../src/identity/organizations/organizations-tables.ts'
import { isPermitted, permissions, type RoleName, roleNames } from '../../src/identity/organizations/permissions.ts'
import { mayAct } from '../../src/identity/organizations/role-conditions-store.ts'
import { markEmailVerified } from '../../src/identity/people/emails-store.ts'
import { findPersonByEmail } from '../../src/identity/people/people-store.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { oneValue } from '../support/database.ts'
import { deliverMail } from '../support/mailbox.ts'
import { withSchools } from '../support/organizations.ts'
import { type TestPerson, testPerson } from '../support/people.ts'
import { type World, world } from '../support/world.ts'

const path = '/api/v1/organizations'
const statusesOf = async (...responses: Promise<Response>[]) =>
  (await Promise.all(responses)).map(({ status }) => status)

async function showAddress({ platform }: Pick<World, 'platform'>, person: TestPerson) {
  await markEmailVerified(platform.db, { personId: person.id, email: person.email, at: 1 })
}

describe('roles', () => {
  test('mean in SQL exactly what the table of permissions says', async () => {
    const { platform, state, lakeside, oak, elm, hillview, join } = await withSchools(await world())
    const person = await join('Many Roles', [])
    const path = [oak, lakeside, state]
    for (const place of [oak, lakeside, state, elm, hillview]) {
      for (const name of roleNames) {
        await platform.db.delete(role).where(sql`person_id = ${person.id}`)
        await platform.db.insert(role).values({ personId: person.id, organizationId: place, name, createdAt: 1 })
        const asked = permissions.map((permission) => sql`${mayAct(platform.db, person.id, permission, oak)}`)
        const [answers = []] = await platform.db.values<number[]>(sql`select ${sql.join(asked, sql`, `)}`)
        const roles = [{ name, organizationId: place, isSuspended: false }]
        const expected = permissions.map((permission) =>
          isPermitted({ personId: person.id, isSuspended: false, roles }, permission, { path, isClosed: false })
            ? 1
            : 0,
        )
        expect([place, name, answers]).toEqual([place, name, expected])
      }
    }
  })

  test('an organization keeps an owner, its own or one above', async () => {
    const { ada, sam, stella, oak, state, lakeside, grace } = await withSchools(await world())
    const leave = (person: TestPerson, at: string) => person.delete(`${path}/${at}/people/${person.id}/roles/owner`)
    // Above Oak there are owners still.
    expect((await leave(sam, oak)).status).toBe(204)
    expect((await leave(ada, lakeside)).status).toBe(204)
    // Of the state three are owners, and only all but one of them can leave.
    const left = await statusesOf(leave(ada, state), leave(stella, state), leave(grace, state))
    expect(left.sort()).toEqual([204, 204, 409])
  })
})

describe('suspension', () => {
  test('ends all that somebody may do there and below, until it is lifted', async () => {
    const { ada, sam, lakeside, oak, join } = await withSchools(await world())
    const maya = await join('Maya Ortiz', ['author'])
    await ada.post(`${path}/${oak}/people`, { name: 'Maya Ortiz', email: maya.email, role: 'reviewer' })
    const seen = () => statusesOf(maya.get(`${path}/${lakeside}`), maya.get(`${path}/${oak}`))
    expect((await ada.post(`${path}/${lakeside}/people/${maya.id}/suspend`)).status).toBe(204)
    expect(await seen()).toEqual([404, 404])
    expect((await ada.post(`${path}/${lakeside}/people/${maya.id}/suspend`)).status).toBe(409)
    const { items } = await bodyOf(await ada.get(`${path}/${oak}/people?q=maya`))
    expect(items).toMatchObject([{ roles: ['reviewer'], suspended: ['reviewer'] }])
    // Who owns the school alone lifts what counts there, and no more.
    expect((await sam.post(`${path}/${oak}/people/${maya.id}/reinstate`)).status).toBe(204)
    expect(await seen()).toEqual([404, 200])
    expect((await ada.post(`${path}/${lakeside}/people/${maya.id}/reinstate`)).status).toBe(204)
    expect(await seen()).toEqual([200, 200])
  })

  test('is for owners, of people who are there, and never of the last owner', async () => {
    const { ada, ravi, otto, lena, visitor, lakeside, hillview } = await world()
    const suspend = (by: Pick<TestPerson, 'post'>, who: TestPerson, at = lakeside) =>
      by.post(`${path}/${at}/people/${who.id}/suspend`)
    expect(await statusesOf(suspend(ravi, lena), suspend(otto, lena), suspend(visitor, lena))).toEqual([403, 404, 401])
    expect(await statusesOf(suspend(ada, otto), suspend(otto, otto, hillview))).toEqual([404, 409])
  })

  test('of two owners by each other at once leaves one', async () => {
    const { ada, join, lakeside } = await world()
    const olga = await join('Olga Owner', ['owner'])
    const suspend = (by: TestPerson, who: TestPerson) => by.post(`${path}/${lakeside}/people/${who.id}/suspend`)
    const statuses = await statusesOf(suspend(ada, olga), suspend(olga, ada))
    expect([
      [204, 409],
      [204, 404],
    ]).toContainEqual(statuses.sort())
  })
})

describe('removing somebody', () => {
  test('takes every role away, here and below, and leaves the last owner', async () => {
    const { ada, otto, lena, lakeside, hillview } = await world()
    expect((await ada.delete(`${path}/${lakeside}/people/${lena.id}`)).status).toBe(204)
    expect((await lena.get(`${path}/${lakeside}`)).status).toBe(404)
    expect((await ada.delete(`${path}/${lakeside}/people/${lena.id}`)).status).toBe(404)
    expect((await otto.delete(`${path}/${hillview}/people/${otto.id}`)).status).toBe(409)
  })
})

describe('the people of an organization', () => {
  test('are found by name and address, by role, and in pages', async () => {
    const { ada, lakeside } = await world()
    const names = async (query: string) =>
      (await bodyOf(await ada.get(`${path}/${lakeside}/people${query}`))).items.map(
        ({ name }: { name: string }) => name,
      )
    expect(await names('')).toEqual(['Ada Alvarez', 'Lena Lindqvist', 'Ravi Rao'])
    expect(await names('?q=RAO')).toEqual(['Ravi Rao'])
    expect(await names('?q=lena@lakeside')).toEqual(['Lena Lindqvist'])
    expect(await names('?role=learner')).toEqual(['Lena Lindqvist'])
    const { next } = await bodyOf(await ada.get(`${path}/${lakeside}/people?limit=2`))
    expect(await names(new URL(next, 'https://signet.example').search)).toEqual(['Ravi Rao'])
  })

  test('are for owners and program managers to see', async () => {
    const { ravi, lena, otto, visitor, join, lakeside } = await world()
    const manager = await join('Mo Manager', ['program-manager'])
    const see = (person: Pick<TestPerson, 'get'>) => person.get(`${path}/${lakeside}/people`)
    expect(await statusesOf(see(manager), see(ravi), see(lena), see(otto), see(visitor))).toEqual([
      200, 403, 403, 404, 401,
    ])
    expect((await manager.delete(`${path}/${lakeside}/people/${lena.id}`)).status).toBe(403)
  })
})

describe('an invitation', () => {
  const maya = {
    name: 'Maya Ortiz',
    email: 'Maya@lakeside.example',
    roles: ['reviewer', 'learner'] satisfies RoleName[],
  }
  const send = (by: Pick<TestPerson, 'post'>, organizationId: string, details: object = maya) =>
    by.post(`${path}/${organizationId}/invitations`, details)

  test('is mailed, and gives its roles to whoever has shown that the address is theirs', async () => {
    const lakeside = await world()
    const { ada, platform, join } = lakeside
    const sent = await bodyOf(await send(ada, lakeside.lakeside))
    expect(sent).toMatchObject({ email: 'maya@lakeside.example', roles: ['reviewer', 'learner'] })
    await deliverMail(platform)
    const [mail] = platform.mailbox
    expect([mail?.to, mail?.text]).toEqual(['maya@lakeside.example', expect.stringContaining('/invitations/')])

    const person = await join('Maya Ortiz', [])
    const known = await oneValue(platform, sql`select count(*) from person where email = 'maya@lakeside.example'`)
    expect(known).toBe(1)
    // Somebody else, and somebody who has not shown it.
    const accept = (by: TestPerson) => by.post(`/api/v1/me/invitations/${sent.id}/accept`)
    expect((await accept(person)).status).toBe(404)
    const invited = await signInAs(lakeside, 'maya@lakeside.example')
    expect((await accept(invited)).status).toBe(404)
    await showAddress(lakeside, invited)
    expect((await bodyOf(await invited.get('/api/v1/me/invitations'))).items).toMatchObject([{ id: sent.id }])
    expect((await accept(invited)).status).toBe(200)
    expect((await accept(invited)).status).toBe(404)
    expect((await bodyOf(await invited.get(`${path}/${lakeside.lakeside}`))).roles.sort()).toEqual([
      'learner',
      'reviewer',
    ])
  })

  test('says the same of an address that is known and of one that is not', async () => {
    const { ada, otto, lakeside } = await world()
    const keys = async (email: string) => {
      const response = await send(ada, lakeside, { ...maya, email })
      const { id: _, email: __, ...rest } = await bodyOf(response)
      return [response.status, rest]
    }
    expect(await keys(otto.email)).toEqual(await keys('nobody.knows@lakeside.example'))
  })

  test('can be sent again after a while, withdrawn, and ends after two weeks', async () => {
    const lakeside = await world()
    const { ada, clock, platform } = lakeside
    const { id } = await bodyOf(await send(ada, lakeside.lakeside))
    const at = `${path}/${lakeside.lakeside}/invitations`
    expect((await send(ada, lakeside.lakeside)).status).toBe(409)
    expect((await ada.post(`${at}/${id}/resend`)).status).toBe(409)
    clock.forward({ days: 13 })
    expect((await ada.post(`${at}/${id}/resend`)).status).toBe(204)
    const invited = await signInAs(lakeside, 'maya@lakeside.example')
    await showAddress(lakeside, invited)
    clock.forward({ days: 13 })
    expect((await bodyOf(await invited.get('/api/v1/me/invitations'))).items).toHaveLength(1)
    clock.forward({ days: 2 })
    expect((await bodyOf(await invited.get('/api/v1/me/invitations'))).items).toHaveLength(0)
    expect((await invited.post(`/api/v1/me/invitations/${id}/accept`)).status).toBe(404)
    expect((await ada.delete(`${at}/${id}`)).status).toBe(204)
    expect((await ada.delete(`${at}/${id}`)).status).toBe(409)
    expect((await ada.post(`${at}/${id}/resend`)).status).toBe(409)
    await deliverMail(platform)
    expect(platform.mailbox).toHaveLength(2)
  })

  test('is accepted once, however often that is asked at once', async () => {
    const lakeside = await world()
    const { ada, platform } = lakeside
    const { id } = await bodyOf(await send(ada, lakeside.lakeside))
    const invited = await signInAs(lakeside, 'maya@lakeside.example')
    await showAddress(lakeside, invited)
    const accept = () => invited.post(`/api/v1/me/invitations/${id}/accept`)
    expect((await statusesOf(accept(), accept())).sort()).toEqual([200, 404])
    expect(await oneValue(platform, sql`select count(*) from audit_entry where action = 'invitation.accepted'`)).toBe(1)
  })

  test.each([
    [{ ...maya, roles: [] }],
    [{ ...maya, roles: ['superintendent'] }],
    [{ ...maya, email: 'nobody' }],
    [{ ...maya, name: '' }],
  ])('is not sent with %o', async (details) => {
    const { ada, lakeside } = await world()
    expect(await problemOf(await send(ada, lakeside, details))).toEqual([422, 'validation'])
  })

  test('is for owners to send, and nobody else to see', async () => {
    const { ada, ravi, otto, visitor, lakeside, hillview } = await world()
    expect(await statusesOf(send(ravi, lakeside), send(otto, lakeside), send(visitor, lakeside))).toEqual([
      403, 404, 401,
    ])
    const { id } = await bodyOf(await send(ada, lakeside))
    expect((await ravi.get(`${path}/${lakeside}/invitations`)).status).toBe(403)
    expect((await otto.delete(`${path}/${hillview}/invitations/${id}`)).status).toBe(404)
  })
})

describe('asking to join', () => {
  const ask = (person: Pick<TestPerson, 'post'>, organizationId: string) =>
    person.post(`${path}/${organizationId}/join-requests`)

  test('is possible where the organization, or one above it, lets people ask', async () => {
    const lakeside = await withSchools(await world())
    const { ada, otto, oak, platform } = lakeside
    expect((await ask(otto, oak)).status).toBe(404)
    await ada.put(`${path}/${lakeside.lakeside}/settings`, { joining: 'ask' })
    const { id } = await bodyOf(await ask(otto, oak))
    expect((await ask(otto, oak)).status).toBe(409)
    await deliverMail(platform)
    expect(platform.mailbox.map(({ to }) => to)).toEqual([lakeside.sam.email])
    const decide = (by: TestPerson, decision: string) => by.post(`${path}/${oak}/join-requests/${id}`, { decision })
    expect(await statusesOf(decide(lakeside.ravi, 'approved'), decide(otto, 'approved'))).toEqual([403, 404])
    expect((await statusesOf(decide(lakeside.sam, 'approved'), decide(ada, 'declined'))).sort()).toEqual([204, 409])
    await deliverMail(platform)
    expect(platform.mailbox.at(-1)?.to).toBe(otto.email)
  })

  test('is possible with an address in a domain of the organization, once that is shown', async () => {
    const lakeside = await world()
    const { ada, otto, sam } = await withSchools(lakeside)
    await ada.put(`${path}/${lakeside.lakeside}/settings`, { domains: ['hillview.example'] })
    expect((await ask(otto, lakeside.lakeside)).status).toBe(404)
    await showAddress(lakeside, otto)
    await showAddress(lakeside, sam)
    expect((await ask(sam, lakeside.lakeside)).status).toBe(404)
    const { id } = await bodyOf(await ask(otto, lakeside.lakeside))
    const requests = `${path}/${lakeside.lakeside}/join-requests`
    expect((await bodyOf(await ada.get(requests))).items).toMatchObject([{ id, name: otto.name }])
    expect((await ada.post(`${requests}/${id}`, { decision: 'approved', role: 'reviewer' })).status).toBe(204)
    expect((await bodyOf(await otto.get(`${path}/${lakeside.lakeside}`))).roles).toEqual(['reviewer'])
    expect((await bodyOf(await ada.get(requests))).items).toEqual([])
  })

  test('looks the same at an organization that does not let anybody as at none', async () => {
    const { otto, lakeside } = await world()
    const bodies = await Promise.all(
      [lakeside, 'nothing'].map(async (id) => {
        const { instance: _, request_id: __, ...rest } = await bodyOf(await ask(otto, id))
        return rest
      }),
    )
    expect(bodies[0]).toEqual(bodies[1])
  })
})

/** The account that an invitation made. */
async function signInAs({ platform, app }: World, email: string): Promise<TestPerson> {
  const person = await findPersonByEmail(platform.db, email)
  if (!person) throw new Error('There is nobody by this address.')
  return await testPerson(app, platform, person)
}
