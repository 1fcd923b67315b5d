import { busySeconds, cpuSecondsOf } from './machine.ts'

/** One stretch of time in which one thing was done over and over. */
export interface Slice {
  /** Operations a second. */
  rate: number
  /** CPU microseconds of one operation, garbage collection included. */
  cpu: number
  /** Other processes took less than 15 % of one CPU meanwhile. */
  isQuiet: boolean
}
/** Medians. */
export interface Figure extends Omit<Slice, 'isQuiet'> {
  /** Too few slices were quiet, so all were kept. */
  isNoisy: boolean
}

export type Work = (n: number) => unknown
/** Measures one slice of something. */
export type MeasureSlice = () => Promise<Slice>

/**
 * Takes turns, so that what drifts on the machine drifts for all; a slice that was disturbed is measured again. The first
 * turns of each only warm it up.
 */
export async function takeTurns<Name extends string>(
  contenders: Record<Name, MeasureSlice>,
  { rounds, warmUps = 1 }: { rounds: number; warmUps?: number },
): Promise<Record<Name, Figure>> {
  const names = Object.keys(contenders) as Name[]
  for (let turn = 0; turn < warmUps; turn++) for (const name of names) await contenders[name]()
  const slices = new Map<Name, Slice[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      slices.get(name)?.push(await quietSlice(contenders[name]))
    }
  }
  return Object.fromEntries(names.map((name) => [name, toFigure(slices.get(name) ?? [])])) as Record<Name, Figure>
}

async function quietSlice(measure: MeasureSlice): Promise<Slice> {
  let slice = await measure()
  for (let again = 0; again < mostRepeats && !slice.isQuiet; again++) slice = await measure()
  return slice
}
const mostRepeats = 1

export function toFigure(slices: readonly Slice[]): Figure {
  const quiet = slices.filter(({ isQuiet }) => isQuiet)
  const isNoisy = quiet.length < Math.min(3, slices.length)
  const kept = isNoisy ? slices : quiet
  return { rate: median(kept.map(({ rate }) => rate)), cpu: median(kept.map(({ cpu }) => cpu)), isNoisy }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

/** Work of this process, for that long. The number that each is given is another each time. */
export function sliceOf(work: Work, milliseconds: number): MeasureSlice {
  let n = 0
  return async () => {
    globalThis.gc?.()
    const watch = watchMachine([])
    const before = process.cpuUsage()
    const started = performance.now()
    const end = started + milliseconds
    const first = n
    do {
      const done = work(n++)
      if (done instanceof Promise) await done
    } while (performance.now() < end)
    const seconds = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage(before)
    return {
      rate: (n - first) / seconds,
      cpu: (user + system) / (n - first),
      isQuiet: watch.isQuiet((user + system) / 1e6),
    }
  }
}

/** Looks at what processes other than ours do from now on. `pids`: those of ours beside this one. */
export function watchMachine(pids: readonly number[]) {
  const cpuOf = () => pids.map(cpuSecondsOf)
  const [busy, cpu, started] = [busySeconds(), cpuOf(), performance.now()]
  const worked = () => cpuOf().map((seconds, at) => seconds - (cpu[at] ?? 0))
  return {
    /** CPU seconds of each since. */
    worked,
    isQuiet(own: number) {
      const seconds = (performance.now() - started) / 1000
      const all = (busySeconds() ?? 0) - (busy ?? 0)
      const others = all - own - worked().reduce((sum, one) => sum + one, 0)
      // What is counted in hundredths of a second may be two of them wrong.
      return others < mostOfOthers * seconds + 0.02
    },
  }
}
/** Of one CPU. */
const mostOfOthers = 0.15
