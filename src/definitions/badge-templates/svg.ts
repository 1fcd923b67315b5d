export type Attributes = Readonly<Record<string, string | number | undefined>>

/** Attributes that are undefined are left out. Text inside is taken as markup: escape what is not ours. */
export function element(name: string, attributes: Attributes, inside = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${toText(value)}"`)
    .join('')
  return inside ? `<${name}${written}>${inside}</${name}>` : `<${name}${written}/>`
}

export function path(d: string, attributes: Attributes): string {
  return d === '' ? '' : element('path', { d, ...attributes })
}

/** From one edge of the shape it fills to another: downwards, or towards `end` in shares of its width and height. */
export function linearGradient(id: string, from: string, to: string, end: { x: number; y: number } = { x: 0, y: 1 }) {
  const stops = element('stop', { offset: 0, 'stop-color': from }) + element('stop', { offset: 1, 'stop-color': to })
  return element('linearGradient', { id, x1: 0, y1: 0, x2: end.x, y2: end.y }, stops)
}

/** Characters that XML forbids are left out. */
export function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

function toText(value: string | number | undefined): string {
  return typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : escapeXml(value ?? '')
}
