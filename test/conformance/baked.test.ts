import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  bakePng,
  bakeSvg,
  decodeStatusList,
  extractCredential,
  parseStatusEntry,
  readBit,
} from '../../src/openbadges/index.ts'

test.each([
  ['ob3/baked/simple-json.png', 'png', 'open-badges-3', /^\{\s*"@context": \[\s*"https:\/\/www\.w3\.org/],
  ['ob3/baked/simple-jwt_v1.png', 'png', 'open-badges-3', /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/],
  ['ob3/baked/simple-jwt.svg', 'svg', 'open-badges-3', /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/],
  ['ob20/simple-badge.png', 'png', 'open-badges-2', /^\{"@context":"https:\/\/w3id\.org\/openbadges\/v2"/],
  ['ob20/basic-assertion.json', 'json', 'open-badges-2', /^\{/],
  ['ob20/simple.jwt', 'jws', 'open-badges-2', /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/],
  ['ob3/jwt/simple.jwt', 'jws', 'open-badges-3', /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/],
  ['ob3/valid/simple.json', 'json', 'open-badges-3', /^\{/],
  ['clr20/simple.json', 'json', 'open-badges-3', /^\{/],
])('the badge in %s is found', async (name, container, kind, text) => {
  expect(await extractCredential(read(name))).toMatchObject({ container, kind, text: expect.stringMatching(text) })
})

test('a baked sample baked again with its own credential keeps the order of its chunks', async () => {
  const sample = read('ob3/baked/simple-json.png')
  const { text } = await extractCredential(sample)
  const chunkTypes = (png: Uint8Array) =>
    Buffer.from(png)
      .toString('latin1')
      .match(/iTXt|IEND|IDAT|tEXt/g)
  expect(chunkTypes(bakePng(sample, text))).toEqual(chunkTypes(sample))
  expect(JSON.parse((await extractCredential(bakePng(sample, text))).text)).toEqual(JSON.parse(text))
})

test('the SVG sample takes a credential of ours in place of its own', async () => {
  const baked = bakeSvg(new TextDecoder().decode(read('ob3/baked/simple-jwt.svg')), '{"a":1}')
  expect((await extractCredential(new TextEncoder().encode(baked))).text).toBe('{"a":1}')
})

test('the sample of a revoked badge points at a set bit of the sample list', async () => {
  const { credentialStatus } = JSON.parse(text('ob3/status/credential-status-revoked.json'))
  const { credentialSubject } = JSON.parse(text('ob3/status/testlist'))
  const [entry] = parseStatusEntry(credentialStatus)
  const list = await decodeStatusList(credentialSubject.encodedList)
  expect({ ...entry, isSet: readBit(list, entry?.index ?? -1) }).toMatchObject({
    purpose: 'revocation',
    index: 23,
    isSet: true,
  })
})

test('the older revocation list of 1EdTech is a status that cannot be checked here', () => {
  const { credentialStatus } = JSON.parse(text('ob3/status/credential-status-revoked-1edtechrevocationlist.json'))
  expect(() => parseStatusEntry(credentialStatus)).toThrow(expect.objectContaining({ code: 'schema' }))
})

function read(name: string): Uint8Array {
  const folder = process.env.SIGNET_CONFORMANCE ?? '../shared/conformance'
  return Uint8Array.from(readFileSync(`${folder}/${name}`))
}

function text(name: string): string {
  return new TextDecoder().decode(read(name))
}
