import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { extractCredential, OpenBadgeError } from '../../src/openbadges/index.ts'
import {
  internationalText,
  pngChunk,
  pngEnd,
  pngFile,
  pngHeader,
  pngPixels,
  svgFile,
  utf8,
} from '../support/picture-files.ts'

const credential = '{"@context":["https://www.w3.org/ns/credentials/v2"]}'
const assertion = '{"@context":"https://w3id.org/openbadges/v2"}'
const token = (payload: string) => `eyJhbGciOiJFUzI1NiJ9.${Buffer.from(payload).toString('base64url')}.c2ln`
const picture = (...texts: Uint8Array[]) => pngFile(pngHeader(4, 4), ...texts, pngPixels(4), pngEnd)
const presentation = '{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiablePresentation"}'
const element = `<openbadges:credential>${credential}</openbadges:credential>`
const baked = internationalText('openbadgecredential', credential)

describe('a badge is found', () => {
  test.each<[string, Uint8Array, string, string, string]>([
    ['in an iTXt chunk', picture(baked), 'png', 'open-badges-3', credential],
    [
      'in a compressed iTXt chunk, which others write although it is forbidden',
      picture(internationalText('openbadgecredential', deflateSync(credential), { compressed: true, language: 'en' })),
      'png',
      'open-badges-3',
      credential,
    ],
    [
      'in a learner record',
      picture(internationalText('clrcredential', credential)),
      'png',
      'open-badges-3',
      credential,
    ],
    ['of 2.0 in an iTXt chunk', picture(internationalText('openbadges', assertion)), 'png', 'open-badges-2', assertion],
    [
      'of 1.0 as an address in a tEXt chunk',
      picture(pngChunk('tEXt', Buffer.from('openbadges\0https://badges.example/1'))),
      'png',
      'open-badges-2',
      'https://badges.example/1',
    ],
    [
      'of 3.0 beside one of 2.0',
      picture(internationalText('openbadges', assertion), baked),
      'png',
      'open-badges-3',
      credential,
    ],
    [
      'in the body of an SVG element',
      utf8(svgFile(`<openbadges:credential> ${credential.replaceAll('"', '&quot;')} </openbadges:credential>`)),
      'svg',
      'open-badges-3',
      credential,
    ],
    [
      'in an attribute of an SVG element',
      utf8(svgFile(`<openbadges:credential verify="${token(credential)}"/>`)),
      'svg',
      'open-badges-3',
      token(credential),
    ],
    [
      'of a learner record in an SVG',
      utf8(svgFile(`<r:credential xmlns:r="https://purl.imsglobal.org/clr/v2p0">${credential}</r:credential>`)),
      'svg',
      'open-badges-3',
      credential,
    ],
    [
      'of 2.0 in an SVG, hosted, with its JSON inside',
      utf8(
        svgFile(
          `<b:assertion xmlns:b="http://openbadges.org" verify="https://badges.example/1">${assertion}</b:assertion>`,
        ),
      ),
      'svg',
      'open-badges-2',
      assertion,
    ],
    [
      'of 2.0 in an SVG, by address only',
      utf8(svgFile('<b:assertion xmlns:b="http://openbadges.org" verify="https://badges.example/1"/>')),
      'svg',
      'open-badges-2',
      'https://badges.example/1',
    ],
    [
      'in an SVG with the declaration that drawing programs write',
      utf8(
        svgFile(`<openbadges:credential>${credential}</openbadges:credential>`, {
          before:
            '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
        }),
      ),
      'svg',
      'open-badges-3',
      credential,
    ],
    [
      'in an SVG with the bare document type of HTML 5',
      utf8(svgFile(element, { before: '<!DOCTYPE svg>' })),
      'svg',
      'open-badges-3',
      credential,
    ],
    [
      'in an SVG with notes of a drawing program, and what it says of style',
      utf8(
        svgFile(`<?xpacket begin="" id="W5M0"?>${element}<?xpacket end="w"?>`, {
          before: '<?xml version="1.0" encoding="utf-8"?><?xml-stylesheet href="http://127.0.0.1/"?>',
        }),
      ),
      'svg',
      'open-badges-3',
      credential,
    ],
    ...['US-ASCII', 'ascii', 'UTF8', 'iso-8859-1', 'windows-1252'].map(
      (encoding): [string, Uint8Array, string, string, string] => [
        `in an SVG of ASCII alone that says it is ${encoding}`,
        utf8(svgFile(element, { before: `<?xml version="1.0" encoding="${encoding}"?>` })),
        'svg',
        'open-badges-3',
        credential,
      ],
    ),
    ['in a JSON file with a byte order mark', utf8(`\ufeff${credential}`), 'json', 'open-badges-3', credential],
    [
      'in a JWS file with a byte order mark',
      utf8(`\ufeff${token(credential)}`),
      'jws',
      'open-badges-3',
      token(credential),
    ],
    [
      'in an iTXt chunk with a byte order mark',
      picture(internationalText('openbadgecredential', `\ufeff${credential}`)),
      'png',
      'open-badges-3',
      credential,
    ],
    ['in a presentation', utf8(presentation), 'json', 'presentation', presentation],
    ['in a token of a presentation', utf8(token(presentation)), 'jws', 'presentation', token(presentation)],
    ['in a JSON file', utf8(` ${credential}\n`), 'json', 'open-badges-3', ` ${credential}\n`],
    ['of 2.0 in a JSON file', utf8(assertion), 'json', 'open-badges-2', assertion],
    ['in a JWS file', utf8(`${token(credential)}\n`), 'jws', 'open-badges-3', token(credential)],
    ['of 2.0 in a JWS file', utf8(token(assertion)), 'jws', 'open-badges-2', token(assertion)],
  ])('%s', async (_where, file, container, kind, text) => {
    expect(await extractCredential(file)).toMatchObject({ container, kind, text })
  })
})

describe('a PNG is refused', () => {
  test.each<[string, () => Uint8Array, string]>([
    ['without a badge', () => picture(), 'no-baked-credential'],
    [
      'with the badge in the wrong kind of chunk',
      () => picture(pngChunk('tEXt', Buffer.from('openbadgecredential\0{}'))),
      'no-baked-credential',
    ],
    ['with two badges', () => picture(baked, baked), 'multiple-credentials'],
    [
      'with a badge and a learner record',
      () => picture(baked, internationalText('clrcredential', credential)),
      'multiple-credentials',
    ],
    [
      'with two badges of 2.0',
      () => picture(internationalText('openbadges', '{}'), internationalText('openbadges', '{}')),
      'multiple-credentials',
    ],
    ['with a badge after its end', () => pngFile(pngHeader(4, 4), pngPixels(4), pngEnd, baked), 'malformed-image'],
    ['with a web page after its end', () => Buffer.concat([picture(baked), utf8('<html></html>')]), 'malformed-image'],
    [
      'with a wrong checksum',
      () => picture(pngChunk('iTXt', Buffer.from('openbadgecredential\0\0\0\0\0{}'), { crc: 1 })),
      'malformed-image',
    ],
    [
      'with a chunk of 4 GiB',
      () => picture(pngChunk('iTXt', new Uint8Array(8), { length: 0xffffffff })),
      'malformed-image',
    ],
    [
      'with a chunk past its end',
      () => picture(pngChunk('iTXt', new Uint8Array(8), { length: 100_000 })),
      'malformed-image',
    ],
    [
      'with unfinished text fields',
      () => picture(pngChunk('iTXt', Buffer.from('openbadgecredential\0\0\0x'))),
      'malformed-image',
    ],
    [
      'with a keyword that hides behind a NUL',
      () => picture(internationalText('openbadgecredential\0x', '{}')),
      'malformed-image',
    ],
    [
      'with an unknown compression',
      () => picture(internationalText('openbadgecredential', deflateSync('{}'), { compressed: true, method: 9 })),
      'malformed-image',
    ],
    [
      'with damaged compression',
      () => picture(internationalText('openbadgecredential', 'not zlib', { compressed: true })),
      'malformed-image',
    ],
    [
      'with text that is not UTF-8',
      () => picture(internationalText('openbadgecredential', Uint8Array.of(0xff, 0xfe, 0x80))),
      'malformed-image',
    ],
    [
      'with a text of more than 1 MiB',
      () => picture(internationalText('openbadgecredential', `{"a":"${'x'.repeat(1024 * 1024)}"}`)),
      'payload-too-large',
    ],
    [
      'that inflates to 64 MiB',
      () =>
        picture(
          internationalText('openbadgecredential', deflateSync(Buffer.alloc(64 * 1024 * 1024, ' ')), {
            compressed: true,
          }),
        ),
      'decompression-limit',
    ],
    ['without a header', () => pngFile(pngPixels(4), pngEnd), 'malformed-image'],
    ['with two headers', () => pngFile(pngHeader(4, 4), pngHeader(4, 4), baked, pngEnd), 'malformed-image'],
    ['without an end', () => pngFile(pngHeader(4, 4), baked), 'malformed-image'],
    ['of a signature only', () => pngFile(), 'malformed-image'],
    ['of no pixels', () => pngFile(pngHeader(0, 0), baked, pngEnd), 'image-too-large'],
    ['of 2.5 gigapixels', () => pngFile(pngHeader(50_000, 50_000), baked, pngEnd), 'image-too-large'],
    ['of more than 16 million pixels', () => pngFile(pngHeader(4001, 4000), baked, pngEnd), 'image-too-large'],
    ['of 2³¹ by 2³¹ pixels', () => pngFile(pngHeader(2 ** 31 - 1, 2 ** 31 - 1), baked, pngEnd), 'image-too-large'],
    [
      'of more than 2,000 chunks',
      () => picture(...Array<Uint8Array>(2000).fill(pngChunk('tEXt', Buffer.from('k\0v'))), baked),
      'malformed-image',
    ],
    [
      'of more than 5 MiB',
      () => picture(pngChunk('IDAT', new Uint8Array(5 * 1024 * 1024)), baked),
      'payload-too-large',
    ],
  ])('%s', async (_what, file, code) => {
    expect(await refusalOf(file())).toBe(code)
  })

  test('no more than the text of the badge is ever inflated', async () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024))
    const profile = pngChunk('iCCP', Buffer.concat([Buffer.from('p\0\0'), bomb]))
    const comment = internationalText('Comment', bomb, { compressed: true })
    expect((await extractCredential(picture(profile, comment, baked))).text).toBe(credential)
  })
})

describe('an SVG is refused', () => {
  const element = '<openbadges:credential>{}</openbadges:credential>'
  test.each<[string, () => string | Uint8Array, string]>([
    ['without a badge', () => svgFile(''), 'no-baked-credential'],
    [
      'with the element in a stranger’s namespace',
      () => svgFile('<x:credential xmlns:x="https://evil.example/">{}</x:credential>'),
      'no-baked-credential',
    ],
    ['with a badge in a comment', () => svgFile(`<!--${element}-->`), 'no-baked-credential'],
    ['with two badges', () => svgFile(element + element), 'multiple-credentials'],
    [
      'with a badge that breaks out of its CDATA section',
      () => svgFile(`<openbadges:credential><![CDATA[{"a":"]]></openbadges:credential><g/>${element}`),
      'multiple-credentials',
    ],
    [
      'with both a token and a body',
      () => svgFile(`<openbadges:credential verify="${token('{}')}">{}</openbadges:credential>`),
      'multiple-credentials',
    ],
    [
      'with markup inside the badge',
      () => svgFile('<openbadges:credential>{<g/>}</openbadges:credential>'),
      'malformed-image',
    ],
    [
      'with entities of its own',
      () => svgFile('&x;', { before: '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' }),
      'doctype-forbidden',
    ],
    [
      'with entities that multiply',
      () =>
        svgFile('&a2;', {
          before: '<!DOCTYPE svg [<!ENTITY a0 "lol"><!ENTITY a1 "&a0;&a0;"><!ENTITY a2 "&a1;&a1;">]>',
        }),
      'doctype-forbidden',
    ],
    [
      'with a document type elsewhere',
      () => svgFile(element, { before: '<!DOCTYPE svg SYSTEM "http://127.0.0.1/x.dtd">' }),
      'doctype-forbidden',
    ],
    [
      'with entities behind the usual document type',
      () =>
        svgFile(element, {
          before:
            '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [<!ENTITY x "y">]>',
        }),
      'doctype-forbidden',
    ],
    ['with an entity nobody declared', () => svgFile('&x;'), 'malformed-image'],
    [
      'with an instruction inside the badge',
      () => svgFile('<openbadges:credential>{<?php ?>}</openbadges:credential>'),
      'malformed-image',
    ],
    [
      'with entities behind the bare document type',
      () => svgFile(element, { before: '<!DOCTYPE svg [<!ENTITY x "y">]>' }),
      'doctype-forbidden',
    ],
    ['with an empty list of entities', () => svgFile(element, { before: '<!DOCTYPE svg []>' }), 'doctype-forbidden'],
    [
      'with letters that are not in the encoding that it declares',
      () => svgFile(`<title>Ñ</title>${element}`, { before: '<?xml version="1.0" encoding="US-ASCII"?>' }),
      'unsupported-media',
    ],
    [
      'with another encoding declared',
      () => svgFile(element, { before: '<?xml version="1.0" encoding="UTF-7"?>' }),
      'unsupported-media',
    ],
    ['in UTF-16', () => Buffer.from(`\ufeff${svgFile(element)}`, 'utf16le'), 'not-utf-8'],
    [
      'that is not UTF-8',
      () => Buffer.concat([utf8('<svg xmlns="http://www.w3.org/2000/svg">'), Uint8Array.of(0xff), utf8('</svg>')]),
      'unsupported-media',
    ],
    ['that is a web page', () => `<html><body>${svgFile(element)}</body></html>`, 'unsupported-media'],
    ['that is not XML', () => 'GIF89a<svg', 'malformed-image'],
    ['that is cut off', () => svgFile(element).slice(0, -3), 'malformed-image'],
    ['that is nested 65 deep', () => svgFile('<g>'.repeat(64) + '</g>'.repeat(64)), 'too-complex'],
    ['of more than 20,000 elements', () => svgFile('<g/>'.repeat(20_000)), 'too-complex'],
    ['of more than 2 MiB', () => svgFile(`<path d="${'M0 0'.repeat(600_000)}"/>`), 'payload-too-large'],
    [
      'with a badge of more than 1 MiB',
      () => svgFile(`<openbadges:credential>${'x'.repeat(1024 * 1024 + 1)}</openbadges:credential>`),
      'payload-too-large',
    ],
  ])('%s', async (_what, file, code) => {
    const content = file()
    expect(await refusalOf(typeof content === 'string' ? utf8(content) : content)).toBe(code)
  })
})

describe('another file is refused', () => {
  test.each<[string, Uint8Array, string]>([
    ['that is empty', new Uint8Array(0), 'unsupported-media'],
    ['of another kind', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'unsupported-media'],
    ['of plain words', utf8('please verify me'), 'unsupported-media'],
    ['of JSON that is not UTF-8', Buffer.concat([utf8('{"a":"'), Uint8Array.of(0xff), utf8('"}')]), 'malformed-json'],
    ['of JSON in UTF-16', Buffer.from(`\ufeff${credential}`, 'utf16le'), 'not-utf-8'],
    ['of JSON in UTF-16 without a mark', Buffer.from(credential, 'utf16le'), 'not-utf-8'],
    ['of JSON in UTF-16 from the other end', Buffer.from(credential, 'utf16le').swap16(), 'not-utf-8'],
    ['of JSON of more than 1 MiB', utf8(`{"a":"${'x'.repeat(1024 * 1024)}"}`), 'payload-too-large'],
  ])('%s', async (_what, file, code) => {
    expect(await refusalOf(file)).toBe(code)
  })
})

async function refusalOf(file: Uint8Array): Promise<string | undefined> {
  const outcome = await extractCredential(file).catch((error: unknown) => error)
  return outcome instanceof OpenBadgeError ? outcome.code : undefined
}
