import type { Pen, Point } from './pen.ts'

/** A path of absolute commands. */
export function drawOutline(pen: Pen, path: string, place: (point: Point) => Point) {
  let from: Point = [0, 0]
  for (const [, command = '', numbers = ''] of path.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    const points = toPoints(numbers)
    const to = points.at(-1) ?? from
    if (command === 'M') pen.move(place(to))
    else if (command === 'L') pen.line(place(to))
    else if (command === 'Z') pen.close()
    else pen.curve(place(controlOf(from, points)), place(to))
    from = to
  }
}

function toPoints(numbers: string): Point[] {
  const values = numbers.split(' ').filter(Boolean).map(Number)
  return values.flatMap((x, at): Point[] => (at % 2 === 0 ? [[x, values[at + 1] ?? 0]] : []))
}

/** Of a quadratic curve its own; of a cubic one, which these fonts do not have, the nearest. */
function controlOf(from: Point, points: readonly Point[]): Point {
  const [first = from, second, third] = points
  if (!second || !third) return first
  const middle = (at: 0 | 1) => (3 * (first[at] + second[at]) - from[at] - third[at]) / 4
  return [middle(0), middle(1)]
}
