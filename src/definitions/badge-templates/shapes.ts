import { createPen, type Point } from './pen.ts'

/** Standing on a corner. Shapes are the data of a path. */
export function hexagon(center: Point, radius: number, rounding: number): string {
  return roundedPolygon(hexagonCorners(center, radius), rounding)
}

export function star(center: Point, radius: number): string {
  const corners = Array.from({ length: 10 }, (_, corner) =>
    onCircle(center, corner % 2 === 0 ? radius : radius * 0.44, (corner * Math.PI) / 5 - Math.PI / 2),
  )
  return polygon(corners)
}

/** A disc with a rim of half-round teeth. */
export function scallop(center: Point, radius: number, depth: number, teeth: number): string {
  const steps = teeth * 14
  const points = Array.from({ length: steps }, (_, step) => {
    const angle = (2 * Math.PI * step) / steps
    const reach = radius + depth * Math.abs(Math.sin((teeth * angle) / 2)) - depth / 2
    return onCircle(center, reach, angle - Math.PI / 2)
  })
  return polygon(points)
}

/** The engraved ring of a banknote: a wave around a circle, several times, each a little further. */
export function guilloche(
  center: Point,
  radius: number,
  {
    amplitude,
    waves,
    strands,
    pointsPerWave = 16,
  }: { amplitude: number; waves: number; strands: number; pointsPerWave?: number },
): string {
  const steps = waves * pointsPerWave
  const strand = (number: number) => {
    const shift = (2 * Math.PI * number) / strands
    const points = Array.from({ length: steps }, (_, step) => {
      const angle = (2 * Math.PI * step) / steps
      return onCircle(center, radius + amplitude * Math.cos(waves * angle + shift), angle)
    })
    return polygon(points)
  }
  return Array.from({ length: strands }, (_, number) => strand(number)).join('')
}

export function onCircle([x, y]: Point, radius: number, angle: number): Point {
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
}

/** From the top clockwise. */
function hexagonCorners(center: Point, radius: number): Point[] {
  return Array.from({ length: 6 }, (_, corner) => onCircle(center, radius, (corner * Math.PI) / 3 - Math.PI / 2))
}

function polygon(corners: readonly Point[]): string {
  const pen = createPen()
  for (const [index, corner] of corners.entries()) {
    if (index === 0) pen.move(corner)
    else pen.line(corner)
  }
  pen.close()
  return pen.toString()
}

function roundedPolygon(corners: readonly Point[], rounding: number): string {
  const pen = createPen()
  for (const [index, corner] of corners.entries()) {
    const before = towards(corner, corners.at(index - 1) ?? corner, rounding)
    const after = towards(corner, corners[(index + 1) % corners.length] ?? corner, rounding)
    if (index === 0) pen.move(before)
    else pen.line(before)
    pen.curve(corner, after)
  }
  pen.close()
  return pen.toString()
}

function towards([x, y]: Point, [toX, toY]: Point, distance: number): Point {
  const length = Math.hypot(toX - x, toY - y) || 1
  return [x + ((toX - x) / length) * distance, y + ((toY - y) / length) * distance]
}
