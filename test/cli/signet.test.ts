import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  badgeOfNobody,
  badgeOfOpenBadges1,
  createStranger,
  presentationOf,
  strangersBadge,
} from '../support/strangers.ts'

const program = fileURLToPath(new URL('../../dist/cli/signet.js', import.meta.url))
const demoFile = (name: string) => fileURLToPath(new URL(`../../scripts/demo-files/${name}`, import.meta.url))

let folder: string
const made = { issuer: '', badge: '', submission: '', award: '' }

/** What a person would type, in an empty folder of its own. */
function signet(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://badges.lakeside.example' },
  })
  return { status, stdout: stdout.trim(), stderr: stderr.trim() }
}

/** The last line of the output of a command that must succeed. */
function done(...words: string[]): string {
  const { status, stdout, stderr } = signet(...words)
  expect([status, stderr]).toEqual([0, expect.any(String)])
  return stdout.split('\n').at(-1) ?? ''
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signet-cli-'))
  done('people', 'add', 'ada@lakeside.example', 'Ada Okafor', '--administrator')
  made.issuer = done(
    ...['issuer', 'create', 'Lakeside District', '--url', 'https://lakeside.example'],
    ...['--email', 'learning@lakeside.example', '--as', 'ada@lakeside.example'],
  )
  for (const [person, role] of [
    ['ravi@lakeside.example Ravi', 'reviewer'],
    ['lena@lakeside.example Lena', 'learner'],
  ] as const) {
    const [email = '', name = ''] = person.split(' ')
    done('issuer', 'grant', made.issuer, email, name, role, '--as', 'ada@lakeside.example')
  }
  made.badge = done('badge', 'define', made.issuer, demoFile('badge.json'), '--as', 'ada@lakeside.example')
  done('badge', 'publish', made.badge, '--as', 'ada@lakeside.example')
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

test('the whole chain is done with commands, and its badge verifies from a file', () => {
  const { badge } = made
  made.submission = done(
    ...['submit', badge, demoFile('lesson-plan.pdf'), demoFile('exit-check.png'), demoFile('reflection.txt')],
    ...['--as', 'lena@lakeside.example'],
  )
  // The demonstration's own review, as a reviewer would keep it in a file.
  const { rubric } = JSON.parse(readFileSync(demoFile('badge.json'), 'utf8')) as {
    rubric: { id: string; requiredLevelId: string }[]
  }
  const review = join(folder, 'review.json')
  const scores = rubric.map(({ id, requiredLevelId }) => ({ criterionId: id, levelId: requiredLevelId }))
  writeFileSync(
    review,
    JSON.stringify({ attemptNumber: 1, decision: 'approved', comment: 'Clear and careful.', scores }),
  )
  expect(signet('review', made.submission, review, '--as', 'lena@lakeside.example').status).toBe(4)
  done('review', made.submission, review, '--as', 'ravi@lakeside.example')

  const url = done('issue', made.submission, '--as', 'ada@lakeside.example')
  expect(url).toMatch(/^https:\/\/badges\.lakeside\.example\/c\/[0-9a-f-]{36}$/)
  made.award = url.split('/').at(-1) ?? ''

  const json = join(folder, 'credential.json')
  const picture = join(folder, 'badge.png')
  writeFileSync(json, signet('verify', url, '--json').stdout)
  const { verdict, credential } = JSON.parse(readFileSync(json, 'utf8')) as { verdict: string; credential: object }
  expect(verdict).toBe('valid')
  writeFileSync(json, JSON.stringify(credential))
  done('bake', demoFile('exit-check.png'), json, '--output', picture)
  expect(JSON.parse(signet('extract', picture).stdout)).toEqual(credential)
  expect(signet('verify', picture)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('This credential is valid'),
  })
}, 60_000)

test('a changed credential ends with 5, an unreadable file with 5, a missing one with 3', () => {
  const credential = readFileSync(join(folder, 'credential.json'), 'utf8')
  writeFileSync(join(folder, 'changed.json'), credential.replace('Lena', 'Lara'))
  expect(signet('verify', 'changed.json')).toMatchObject({
    status: 5,
    stdout: expect.stringContaining('Do not trust this file'),
  })
  writeFileSync(join(folder, 'list.txt'), 'milk, bread')
  expect(signet('verify', 'list.txt').status).toBe(5)
  expect(signet('verify', 'nowhere.json').status).toBe(3)
}, 60_000)

test('a badge that names nobody ends with 6, one of Open Badges 1 with 5, and a presentation as what it holds', async () => {
  const somebody = await createStranger('did:key')
  const { credentialStatus: _, ...unsigned } = strangersBadge(somebody.did)
  const badge = await somebody.sign(unsigned)
  for (const [file, content, status, words] of [
    ['nobody.json', await somebody.sign(badgeOfNobody(somebody.did)), 6, 'It does not say whom it is for'],
    ['one.json', presentationOf(badge), 6, 'Real file, unknown issuer'],
    ['two.json', presentationOf(badge, { ...badge, name: 'Better badge' }), 5, 'Do not trust this file'],
    ['old.json', badgeOfOpenBadges1, 5, 'Open Badges 1'],
  ] as const) {
    writeFileSync(join(folder, file), JSON.stringify(content))
    const ended = signet('verify', file)
    expect([file, ended.status, ended.stdout + ended.stderr]).toEqual([file, status, expect.stringContaining(words)])
  }
}, 60_000)

test('what is taken back is no longer valid, and the log of it all is whole', () => {
  done('revoke', made.award, '--as', 'ada@lakeside.example', '--reason', 'Given by mistake', '--public-reason')
  expect(signet('verify', `https://badges.lakeside.example/c/${made.award}`)).toMatchObject({
    status: 5,
    stdout: expect.stringContaining('Taken back by the issuer'),
  })
  expect(JSON.parse(done('audit', 'verify'))).toMatchObject({ state: 'intact' })
}, 60_000)

test('a rotated key signs from now on and the old one stays listed', () => {
  done('keys', 'rotate', made.issuer, '--as', 'ada@lakeside.example')
  const states = signet('keys', 'list', '--as', 'ada@lakeside.example')
    .stdout.split('\n')
    .map((line) => line.split('\t').slice(1, 3).join(' '))
  expect(states.sort()).toEqual(['Ed25519 active', 'Ed25519 retired', 'P-256 active'])
}, 60_000)

test('a wrong word ends with 2, a stranger with 3, and nothing is asked', () => {
  expect(signet('issu').status).toBe(2)
  expect(signet('keys', 'list', '--as', 'nobody@lakeside.example').status).toBe(3)
  expect(signet('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('signet demo') })
}, 60_000)

test('what is no file, or a folder, is said so in words, with the exit code that README names', () => {
  for (const words of [
    ['verify', '.'],
    ['extract', '.'],
    ['bake', '.', demoFile('badge.json'), '-o', 'out.png'],
    ['bake', demoFile('exit-check.png'), demoFile('badge.json'), '-o', '.'],
    ['badge', 'define', made.issuer, '.', '--as', 'ada@lakeside.example'],
    ['submit', made.badge, '.', '--as', 'ravi@lakeside.example'],
  ]) {
    const { status, stderr } = signet(...words)
    expect([status, stderr]).toEqual([2, expect.stringContaining('is a folder. Name a file in it.')])
    expect(stderr).not.toMatch(/EISDIR|node:|at .*:\d+:\d+/)
  }
  const { status, stderr } = signet('extract', 'nowhere.png')
  expect([status, stderr]).toEqual([3, expect.stringContaining('There is no file nowhere.png.')])
})

test('the template that help shows is a badge that can be defined', () => {
  const { stdout } = signet('badge', 'define', '--help')
  writeFileSync(join(folder, 'template.json'), stdout.slice(stdout.indexOf('\n{')))
  expect(done('badge', 'define', made.issuer, 'template.json', '--as', 'ada@lakeside.example')).toMatch(/^[\w-]+$/)
})
