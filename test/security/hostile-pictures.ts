import { internationalText, pngChunk, pngEnd, pngFile, pngHeader, pngPixels, utf8 } from '../support/picture-files.ts'
import { zlibBomb } from './bombs.ts'

/** PNG and SVG files that attack their reader, by name. */
export function hostilePicture(name: string): Uint8Array<ArrayBuffer> {
  const make = pictures[name]
  if (!make) throw new Error(`There is no hostile picture called ${name}.`)
  const made = make()
  return new Uint8Array(typeof made === 'string' ? utf8(made) : made)
}

const keyword = 'openbadgecredential'
const around = (...chunks: Uint8Array[]) => pngFile(pngHeader(4, 4), ...chunks, pngPixels(4), pngEnd)
const svg = (inside: string, before = '') =>
  `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" width="16" height="16">${inside}</svg>`
const leak = 'http://127.0.0.1:9/leak'
const declared = (entities: string) => `<?xml version="1.0"?><!DOCTYPE svg [${entities}]>`
const baked = (json: string) => `<openbadges:credential><![CDATA[${json}]]></openbadges:credential>`

const pictures: Readonly<Record<string, () => Uint8Array | string>> = {
  'itxt-zbomb-256mb.png': () => around(internationalText(keyword, zlibBomb(256), { compressed: true })),
  'iccp-zbomb-64mb.png': () => around(pngChunk('iCCP', Buffer.concat([Buffer.from('p\0\0', 'latin1'), zlibBomb(64)]))),
  'two-baked-chunks.png': () => around(internationalText(keyword, '{"a":1}'), internationalText(keyword, '{"b":2}')),
  'no-ihdr.png': () => pngFile(pngPixels(4), pngEnd),
  'no-iend.png': () => pngFile(pngHeader(4, 4), pngPixels(4)),
  'only-signature.png': () => pngFile(),
  'empty.png': () => new Uint8Array(0),
  '100k-tiny-chunks.png': () =>
    around(Buffer.concat(Array<Uint8Array>(100_000).fill(pngChunk('tEXt', Buffer.from('k\0v'))))),
  'pixel-bomb-50000x50000-gray1.png': () => pngFile(pngHeader(50_000, 50_000), pngChunk('IDAT', zlibBomb(300)), pngEnd),
  'header-claims-2e9x2e9.png': () => pngFile(pngHeader(2_147_483_647, 2_147_483_647), pngPixels(1), pngEnd),
  'itxt-bad-zlib.png': () => around(internationalText(keyword, 'notzlib', { compressed: true })),
  'xxe-file.svg': () => svg('<text>&x;</text>', declared('<!ENTITY x SYSTEM "file:///etc/passwd">')),
  'xxe-http.svg': () => svg('<text>&x;</text>', declared(`<!ENTITY x SYSTEM "${leak}">`)),
  'xxe-param.svg': () => svg('<g/>', declared(`<!ENTITY % p SYSTEM "${leak}"> %p;`)),
  'billion-laughs.svg': () => svg('<text>&a9;</text>', declared(laughs())),
  'quadratic-blowup.svg': () =>
    svg(`<text>${'&q;'.repeat(20_000)}</text>`, declared(`<!ENTITY q "${'q'.repeat(50_000)}">`)),
  'morphology-bomb.svg': () =>
    svg(
      `<filter id="f"><feMorphology operator="dilate" radius="500"/></filter>${'<rect width="2000" height="2000" filter="url(#f)"/>'.repeat(5)}`,
    ),
  'huge-attr-20mb.svg': () => svg(`<path d="${'M0 0L1 1'.repeat(2_500_000)}"/>`),
  'baked-two-credentials.svg': () => svg(`${baked('{"a":1}')}<openbadges:credential verify="x"/>`),
  'baked-cdata-escape.svg': () =>
    svg(
      '<openbadges:credential><![CDATA[{"a":"]]></openbadges:credential><script>alert(1)</script><openbadges:credential><![CDATA["}]]></openbadges:credential>',
    ),
  'not-xml.svg': () => 'GIF89a<svg',
}

function laughs(): string {
  const entities = Array.from({ length: 9 }, (_, index) => `<!ENTITY a${index + 1} "${`&a${index};`.repeat(10)}">`)
  return `<!ENTITY a0 "lollollollollollol">${entities.join('')}`
}
