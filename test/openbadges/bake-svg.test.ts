import { expect, test } from 'vitest'
import { bakeSvg, extractCredential } from '../../src/openbadges/index.ts'
import { svgFile, utf8 } from '../support/picture-files.ts'

const plain = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><title>A badge</title></svg>'
const jws = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.c2ln'

test('JSON stands in a CDATA section directly after the root tag, its namespace on the root', () => {
  expect(bakeSvg(plain, '{"name":"ñ"}')).toBe(
    '<svg xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">' +
      '<openbadges:credential><![CDATA[{"name":"\\u00f1"}]]></openbadges:credential><title>A badge</title></svg>',
  )
})

test('a JWS is the verify attribute of an empty element', () => {
  expect(bakeSvg(plain, jws)).toContain(`viewBox="0 0 8 8"><openbadges:credential verify="${jws}"/><title>`)
})

test('what was baked into an SVG comes out as the same JSON, even when it holds the end of a CDATA section', async () => {
  const credential = { name: 'Enseñanza ]]> 🎓', narrative: '<script>&amp;</script>' }
  const { container, kind, text } = await extractCredential(utf8(bakeSvg(plain, JSON.stringify(credential))))
  expect({ container, kind, credential: JSON.parse(text) }).toEqual({
    container: 'svg',
    kind: 'open-badges-3',
    credential,
  })
})

test('baking again replaces the credential', () => {
  expect(bakeSvg(bakeSvg(plain, '{"first":1}'), '{"second":2}')).toBe(bakeSvg(plain, '{"second":2}'))
  expect(bakeSvg(bakeSvg(plain, jws), '{"second":2}')).toBe(bakeSvg(plain, '{"second":2}'))
})

test('the root is found by parsing: comments, declarations, prefixes and signs inside attributes do not mislead', async () => {
  for (const picture of [
    `<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- <svg> -->\r\n<svg xmlns="http://www.w3.org/2000/svg"\r\n aria-label="a > b">\r\n<g/></svg>`,
    '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" />',
    '\ufeff<svg xmlns="http://www.w3.org/2000/svg"><text>🎓</text></svg>',
  ]) {
    expect((await extractCredential(utf8(bakeSvg(picture, '{"a":1}')))).text).toBe('{"a":1}')
  }
})

test('a picture that carries an Open Badges 2.0 assertion keeps it, and the newer credential is read', async () => {
  const older = svgFile('<openbadges:assertion verify="https://badges.example/1"/>', {
    attributes: 'xmlns:openbadges="http://openbadges.org"',
  })
  const both = bakeSvg(older, '{"a":1}')
  expect(both).toContain('verify="https://badges.example/1"')
  expect((await extractCredential(utf8(both))).text).toBe('{"a":1}')
})

test('a picture that is not a plain SVG is not baked', () => {
  expect(() => bakeSvg('<html/>', '{}')).toThrow(expect.objectContaining({ code: 'unsupported-media' }))
  expect(() => bakeSvg('<svg', '{}')).toThrow(expect.objectContaining({ code: 'malformed-image' }))
  expect(() => bakeSvg(`<!DOCTYPE svg [<!ENTITY a "b">]>${plain}`, '{}')).toThrow(
    expect.objectContaining({ code: 'doctype-forbidden' }),
  )
})
