import { describe, expect, test } from 'vitest'
import { getIssuer } from '../../src/identity/issuers/issuers-store.ts'
import { loadSigningKey } from '../../src/identity/issuers/signing-keys.ts'
import { signCredential } from '../../src/openbadges/index.ts'
import { messages } from '../../src/platform/language/messages.ts'
import { bodyOf, problemOf } from '../support/answers.ts'
import { openBrowser } from '../support/browsing.ts'
import { issueAward } from '../support/progress.ts'
import {
  badgeOfNobody,
  badgeOfOpenBadges1,
  createStranger,
  presentationOf,
  strangersBadge,
} from '../support/strangers.ts'
import { type World, world } from '../support/world.ts'

const path = '/api/v1/verify'

/** A world with an award of Lena's and the credential as everybody gets it. */
async function awarded() {
  const here = await world()
  const id = await issueAward(here)
  return { here, id, credential: await bodyOf(await here.visitor.get(`/c/${id}.json`)) }
}
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
const verdictOf = async (response: Response) => {
  const { verdict, finding } = await bodyOf(response)
  return [verdict, finding]
}
const check = (body: { checks: { id: string }[] }, id: string) => body.checks.find((entry) => entry.id === id)
const revoke = ({ ada }: World, id: string, details: object) => ada.post(`/api/v1/awards/${id}/revoke`, details)

describe('a badge of ours', () => {
  test('is valid in every form it is given out in, for anybody', async () => {
    const { here, id, credential } = await awarded()
    const { visitor } = here
    expect(await verdictOf(await visitor.post(path, credential))).toEqual(['valid', 'valid-known'])
    for (const [ending, type] of [
      ['json', 'application/vc+ld+json'],
      ['json', 'application/vc'],
      ['json', 'application/ld+json'],
      ['png', 'image/png'],
      ['svg', 'image/svg+xml'],
    ]) {
      const file = await bytesOf(await visitor.get(`/c/${id}.${ending}`))
      expect(await verdictOf(await visitor.post(path, file, { 'content-type': `${type}` }))).toEqual([
        'valid',
        'valid-known',
      ])
    }
  })

  test('is valid as a file of a form', async () => {
    const { here, id } = await awarded()
    const form = new FormData()
    form.set('badge', new File([await bytesOf(await here.visitor.get(`/c/${id}.png`))], 'badge.png'))
    expect(await verdictOf(await here.visitor.post(path, form))).toEqual(['valid', 'valid-known'])
  })

  test('is valid as a token in either dialect', async () => {
    const { here, id } = await awarded()
    for (const accept of ['text/plain', 'application/vc+jwt']) {
      const token = await (await here.visitor.get(`/c/${id}.jwt`, { accept })).text()
      const response = await here.visitor.post(path, token, { 'content-type': 'application/jwt' })
      const body = await bodyOf(response)
      expect([body.verdict, body.container, body.proofs[0].cryptosuite]).toEqual(['valid', 'jws', 'ES256'])
    }
  })

  test('is found by its address without a request to ourselves', async () => {
    const { here, id } = await awarded()
    for (const ending of ['', '.json', '.png', '.jwt']) {
      const url = `${here.platform.config.origin}/c/${id}${ending}`
      expect(await verdictOf(await here.visitor.post(path, { url }))).toEqual(['valid', 'valid-known'])
    }
  })

  test('is answered with what was checked, when, and whose it is', async () => {
    const { here, credential } = await awarded()
    const response = await here.visitor.post(path, credential)
    const body = await bodyOf(response)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(body).toMatchObject({
      verdict: 'valid',
      headline: 'This credential is valid',
      sentence: expect.stringContaining('Lakeside School District gave it to Lena Lindqvist on May 14, 2026 (UTC).'),
      standard: 'open-badges-3.0',
      checked_at: '2026-05-14T15:00:00.000Z',
      issuer: { id: credential.issuer.id, method: 'did:web', known: 'this-server' },
      credential: { recipient_name: 'Lena Lindqvist', has_recipient_email: true },
    })
    expect(check(body, 'proof')).toEqual({
      id: 'proof',
      state: 'passed',
      code: null,
      detail: { passed: 1, count: 1 },
      checked_at: '2026-05-14T15:00:00.000Z',
    })
    expect(check(body, 'refresh')).toMatchObject({ state: 'not_applicable', checked_at: null })
  })

  test('is revoked from the moment it is taken back, with a reason only where it is public', async () => {
    const { here, id, credential } = await awarded()
    await here.visitor.post(path, credential)
    expect((await revoke(here, id, { reason: 'Issued twice', is_reason_public: true })).status).toBe(200)
    const body = await bodyOf(await here.visitor.post(path, credential))
    expect([body.verdict, check(body, 'status')]).toMatchObject(['revoked', { state: 'failed', code: 'revoked' }])
    expect(body.sentence).toBe(
      'Lakeside School District revoked this on May 14, 2026 (UTC). Reason: Issued twice. Do not rely on it.',
    )
  })

  test('keeps a private reason private', async () => {
    const { here, id, credential } = await awarded()
    await revoke(here, id, { reason: 'Found out something' })
    expect(JSON.stringify(await bodyOf(await here.visitor.post(path, credential)))).not.toContain('Found out')
  })

  test('with another name in it is altered', async () => {
    const { here, credential } = await awarded()
    expect(await verdictOf(await here.visitor.post(path, { ...credential, name: 'Other' }))).toEqual([
      'invalid',
      'altered',
    ])
  })

  test('that our key signed but nobody awarded was not issued', async () => {
    const { here, credential } = await awarded()
    const issuer = await getIssuer(here.platform.db, here.lakeside)
    const key = await loadSigningKey(here.platform, issuer, 'Ed25519')
    const { proof: _, ...unsigned } = credential
    const forge = (changes: object) => signCredential({ ...unsigned, ...changes }, key, { created: here.clock.now() })
    const origin = here.platform.config.origin
    for (const changes of [{ id: `${origin}/c/00000000-0000-4000-8000-000000000000` }, { name: 'Better badge' }]) {
      expect(await verdictOf(await here.visitor.post(path, await forge(changes)))).toEqual(['invalid', 'not-issued'])
    }
    // The recorded proof beside the forged one is no record of what the forged one says.
    const both = await forge({ name: 'Better badge' })
    const smuggled = { ...both, proof: [...both.proof, ...credential.proof] }
    expect(await verdictOf(await here.visitor.post(path, smuggled))).toEqual(['invalid', 'not-issued'])
  })

  test('that names an issuer we do not have is nobody’s', async () => {
    const { here, credential } = await awarded()
    const did = `${credential.issuer.id.replace(here.lakeside, 'nobody')}`
    const [proof] = credential.proof
    const renamed = {
      ...credential,
      issuer: { ...credential.issuer, id: did },
      proof: [{ ...proof, verificationMethod: `${did}#k1` }],
    }
    expect(await verdictOf(await here.visitor.post(path, renamed))).toEqual(['invalid', 'foreign-key'])
  })
})

describe('a badge of a stranger', () => {
  test('with a bare key is real, by somebody unknown', async () => {
    const { visitor } = await world()
    const somebody = await createStranger('did:key')
    const { credentialStatus: _, ...unsigned } = strangersBadge(somebody.did)
    const body = await bodyOf(await visitor.post(path, await somebody.sign(unsigned)))
    expect([body.verdict, body.headline, body.issuer.known]).toEqual([
      'unknown-issuer',
      'Real file, unknown issuer',
      null,
    ])
  })

  test('that has ended says when', async () => {
    const { visitor } = await world()
    const somebody = await createStranger('did:key')
    const { credentialStatus: _, ...unsigned } = strangersBadge(somebody.did, { validUntil: '2026-05-02T00:00:00Z' })
    const body = await bodyOf(await visitor.post(path, await somebody.sign(unsigned)))
    expect([body.verdict, body.headline]).toEqual(['expired', 'Expired on May 2, 2026 (UTC)'])
  })
})

describe('a file that is not simply one good badge is told alike at the API and on the page', () => {
  const pageOf = async ({ app, platform }: World, text: string, language = 'en') => {
    const response = await openBrowser(app, platform).post('/verify', { text }, { 'accept-language': language })
    return { status: response.status, html: await response.text() }
  }
  const somebodysBadge = async (unsigned = badgeOfNobody) => {
    const somebody = await createStranger('did:key')
    return somebody.sign(unsigned(somebody.did))
  }
  const named = (did: string) => {
    const { credentialStatus: _, ...unsigned } = strangersBadge(did)
    return unsigned
  }

  test('a badge that names nobody', async () => {
    const here = await world()
    const badge = await somebodysBadge()
    const body = await bodyOf(await here.visitor.post(path, badge))
    expect([body.verdict, body.finding, check(body, 'subject')]).toEqual([
      'indeterminate',
      'nobody-named',
      expect.objectContaining({ state: 'failed', code: 'nobody-named' }),
    ])
    const { status, html } = await pageOf(here, JSON.stringify(badge))
    expect([status, html.includes('It does not say whom it is for'), html.includes('it names no one')]).toEqual([
      200,
      true,
      true,
    ])
    expect((await pageOf(here, JSON.stringify(badge), 'es')).html).toContain(
      messages.es['verdict.nobody-named.headline'],
    )
  })

  test('a badge of Open Badges 1', async () => {
    const here = await world()
    const response = await here.visitor.post(path, badgeOfOpenBadges1)
    expect(await problemOf(response)).toEqual([422, 'open-badges-1'])
    for (const [language, catalog] of [
      ['en', messages.en],
      ['es', messages.es],
    ] as const) {
      const { status, html } = await pageOf(here, JSON.stringify(badgeOfOpenBadges1), language)
      expect([status, html.includes(catalog['problem.open-badges-1.cause'])]).toEqual([422, true])
    }
  })

  test('a presentation of one badge, which is told as that badge', async () => {
    const here = await world()
    const presentation = presentationOf(await somebodysBadge(named))
    const body = await bodyOf(await here.visitor.post(path, presentation))
    expect([body.finding, body.contained]).toEqual(['unknown-issuer', []])
    const { html } = await pageOf(here, JSON.stringify(presentation))
    expect(html).toContain('Real file, unknown issuer')
  })

  test('a presentation of several, of which one was changed', async () => {
    const here = await world()
    const presentation = presentationOf(
      await somebodysBadge(named),
      { ...(await somebodysBadge(named)), name: 'Better badge' },
      await somebodysBadge(),
    )
    const body = await bodyOf(await here.visitor.post(path, presentation))
    const findings = body.contained.map(({ finding }: { finding: string }) => finding)
    expect([body.finding, findings]).toEqual(['altered', ['unknown-issuer', 'altered', 'nobody-named']])
    const { status, html } = await pageOf(here, JSON.stringify(presentation))
    expect([status, html.includes('3 credentials inside'), html.includes('Do not trust this file')]).toEqual([
      200,
      true,
      true,
    ])
  })
})

describe('a check that could not be made says why, and what can be done', () => {
  const unknown = 'https://words.example.net/v1'
  const changed = async (changes: object) => {
    const somebody = await createStranger('did:key')
    const { credentialStatus: _, ...unsigned } = strangersBadge(somebody.did)
    return { ...(await somebody.sign(unsigned)), ...changes }
  }
  const withUnknownWords = () =>
    changed({ '@context': [...(strangersBadge('did:x:y')['@context'] as string[]), unknown] })

  test('of words that are unknown, in the reader’s language', async () => {
    const { visitor } = await world()
    const badge = await withUnknownWords()
    const english = await bodyOf(await visitor.post(path, badge))
    expect([english.verdict, english.sentence]).toEqual([
      'indeterminate',
      `It uses words that we do not know, from ${unknown}. So we cannot tell what it says. Ask the issuer what it means.`,
    ])
    const spanish = await bodyOf(await visitor.post(path, badge, { 'accept-language': 'es' }))
    expect(spanish.sentence).toBe(
      `Usa palabras que no conocemos, de ${unknown}. Por eso no sabemos qué dice. Pregunte a la entidad emisora qué significa.`,
    )
  })

  test('of an issuer that is not looked up', async () => {
    const { visitor } = await world()
    const did = 'did:web:issuer.org%3A8443'
    const { proof } = await changed({})
    const badge = await changed({
      issuer: { id: did, type: ['Profile'], name: 'District One' },
      proof: [{ ...(proof as object[])[0], verificationMethod: `${did}#k1` }],
    })
    expect((await bodyOf(await visitor.post(path, badge))).sentence).toBe(
      'We cannot look up this kind of issuer name. Try another Open Badges checker.',
    )
  })
})

describe('what is refused', () => {
  test.each<[string, string | Uint8Array<ArrayBuffer>, string | undefined, number, string]>([
    ['no content type', '{}', undefined, 415, 'unsupported-media'],
    ['another content type', '<x/>', 'application/xml', 415, 'unsupported-media'],
    ['JSON as plain text', '{"a":1}', 'text/plain', 415, 'unsupported-media'],
    ['a charset that is not UTF-8', '{}', 'application/json; charset=utf-7', 415, 'unsupported-media'],
    ['an ordinary form', 'a=b', 'application/x-www-form-urlencoded', 415, 'unsupported-media'],
    ['a form without a boundary', 'x', 'multipart/form-data', 400, 'bad-request'],
    ['an empty body', '', 'application/json', 400, 'malformed-json'],
    ['a word', 'hello', 'application/jwt', 400, 'malformed-jws'],
    ['an address that is no text', '{"url":1}', 'application/json', 422, 'validation'],
    ['something that is no credential', '{"a":1}', 'application/json', 422, 'unknown-context'],
    ['a picture without a badge', onePixel(), 'image/png', 422, 'no-baked-credential'],
    ['more than a mebibyte of JSON', ' '.repeat(1024 * 1024 + 1), 'application/json', 413, 'payload-too-large'],
  ])('%s', async (_, body, type, status, problem) => {
    const { app, platform } = await world()
    const response = await app.request(`${platform.config.origin}${path}`, {
      method: 'POST',
      headers: type === undefined ? {} : { 'content-type': type },
      body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    })
    expect(await problemOf(response)).toEqual([status, problem])
  })

  test('a form without a file', async () => {
    const { visitor } = await world()
    const form = new FormData()
    form.set('badge', 'text')
    expect(await problemOf(await visitor.post(path, form))).toEqual([400, 'bad-request'])
  })

  test('addresses that are not for us to open, all in the same words', async () => {
    const { visitor, platform } = await world()
    const answers = new Set<string>()
    for (const url of [
      'http://issuer.org/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://localhost/',
      'file:///etc/passwd',
      `${platform.config.origin}/api/v1/badges`,
      `${platform.config.origin}/c/nobody`,
    ]) {
      const { instance: _, request_id: __, ...body } = await bodyOf(await visitor.post(path, { url }))
      answers.add(JSON.stringify(body))
    }
    expect([...answers].map((answer) => JSON.parse(answer).type)).toEqual([
      `${platform.config.origin}/problems/url-not-allowed`,
    ])
  })

  test('more than ten addresses in a minute', async () => {
    const { visitor, clock } = await world()
    const ask = async () => (await visitor.post(path, { url: 'https://localhost/' })).status
    const statuses = []
    for (let count = 0; count < 11; count++) statuses.push(await ask())
    expect(statuses).toEqual([...Array(10).fill(422), 429])
    clock.forward({ minutes: 1 })
    expect(await ask()).toBe(422)
  })
})

/** The smallest whole PNG, with no badge in it. */
function onePixel(): Uint8Array<ArrayBuffer> {
  const base64 = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
