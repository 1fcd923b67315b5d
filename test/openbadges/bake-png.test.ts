import { expect, test } from 'vitest'
import { bakePng, extractCredential } from '../../src/openbadges/index.ts'
import { internationalText, pngChunk, pngEnd, pngFile, pngHeader, pngPixels } from '../support/picture-files.ts'

const plain = pngFile(pngHeader(4, 4), pngPixels(4), pngEnd)
const jws = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln'

test('what was baked into a PNG comes out as the same JSON', async () => {
  const credential = { name: 'Enseñanza 数学 🎓', narrative: 'a "quoted" \\ line\n' }
  const { container, kind, text } = await extractCredential(bakePng(plain, JSON.stringify(credential)))
  expect({ container, kind, credential: JSON.parse(text) }).toEqual({
    container: 'png',
    kind: 'open-badges-3',
    credential,
  })
})

test('a compact JWS comes out of a PNG letter by letter', async () => {
  expect((await extractCredential(bakePng(plain, jws))).text).toBe(jws)
})

test('the chunk is uncompressed, without language, in ASCII, after the pixels and before the end', () => {
  const baked = bakePng(plain, '{"name":"ñ"}')
  const expected = pngFile(
    pngHeader(4, 4),
    pngPixels(4),
    internationalText('openbadgecredential', '{"name":"\\u00f1"}'),
    pngEnd,
  )
  expect(baked).toEqual(expected)
})

test('baking again replaces the credential and leaves everything else alone', async () => {
  const other = internationalText('openbadges', '{"older":true}')
  const note = pngChunk('tEXt', Buffer.from('Title\0A badge'))
  const start = pngFile(pngHeader(4, 4), other, note, pngPixels(4), pngEnd)
  const twice = bakePng(bakePng(start, '{"first":1}'), '{"second":2}')
  expect(twice).toEqual(bakePng(start, '{"second":2}'))
  expect((await extractCredential(twice)).text).toBe('{"second":2}')
})

test('only a JSON object or a compact JWS can be baked', () => {
  for (const text of ['', '[]', '"text"', 'a.b', 'https://badges.example/1']) {
    expect(() => bakePng(plain, text)).toThrow(expect.objectContaining({ code: 'not-a-credential' }))
  }
})

test('a damaged picture is not baked', () => {
  expect(() => bakePng(plain.subarray(0, -12), '{}')).toThrow(expect.objectContaining({ code: 'malformed-image' }))
  expect(() => bakePng(new Uint8Array(40), '{}')).toThrow(expect.objectContaining({ code: 'unsupported-media' }))
})

test('baking into a picture of 100 kB stays far below a millisecond', () => {
  const noise = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251)
  const picture = pngFile(pngHeader(600, 600), pngChunk('IDAT', noise), pngEnd)
  const credential = JSON.stringify({ narrative: 'a'.repeat(4000) })
  const times = Array.from({ length: 300 }, () => {
    const start = performance.now()
    bakePng(picture, credential)
    return performance.now() - start
  }).sort((a, b) => a - b)
  // The median is 0.06 ms on a quiet machine; the bound leaves room for a busy one.
  expect(times[150]).toBeLessThan(0.5)
})
