export type Point = readonly [x: number, y: number]

/** Writes the `d` of an SVG path: relative, to a tenth of a unit, as short as the grammar allows. */
export interface Pen {
  move(to: Point): void
  line(to: Point): void
  curve(control: Point, to: Point): void
  close(): void
  toString(): string
}

export function createPen(): Pen {
  let written = ''
  let lastLetter = ''
  // In tenths, as written: rounding never adds up along a path.
  let at: Point = [0, 0]
  let start: Point = [0, 0]

  const write = (letter: string, tenths: readonly number[]) => {
    for (const [index, number] of tenths.entries()) {
      const text = toShortDecimal(number)
      const isFirst = index === 0 && letter !== lastLetter
      written += isFirst ? letter + text : text.startsWith('-') ? text : ` ${text}`
    }
    lastLetter = letter
  }
  return {
    move(to) {
      at = toTenths(to)
      start = at
      write('M', at)
      // Coordinates after those of a move would be lines.
      lastLetter = ''
    },
    line(to) {
      const next = toTenths(to)
      const [dx, dy] = difference(next, at)
      if (dx === 0 && dy === 0) return
      if (dy === 0) write('h', [dx])
      else if (dx === 0) write('v', [dy])
      else write('l', [dx, dy])
      at = next
    },
    curve(control, to) {
      const next = toTenths(to)
      write('q', [...difference(toTenths(control), at), ...difference(next, at)])
      at = next
    },
    close() {
      written += 'z'
      lastLetter = ''
      at = start
    },
    toString: () => written,
  }
}

function toTenths([x, y]: Point): Point {
  return [Math.round(x * 10), Math.round(y * 10)]
}

function difference([x, y]: Point, [fromX, fromY]: Point): Point {
  return [x - fromX, y - fromY]
}

function toShortDecimal(tenths: number): string {
  const sign = tenths < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(tenths) / 10)
  const rest = Math.abs(tenths) % 10
  if (rest === 0) return sign + whole
  return `${sign}${whole === 0 ? '' : whole}.${rest}`
}
