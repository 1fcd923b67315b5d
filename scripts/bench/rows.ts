import type { Figure } from './measure.ts'

/** What is measured, in the order of the table. */
export const rows = {
  sign: { title: 'Canonicalize and sign', ratio: 75 },
  'sign-template': { title: 'Sign an award from what is prepared for its badge', ratio: 90 },
  verify: { title: 'Verify, key known', ratio: 55 },
  'verify-full': { title: 'Verify the full credential, key known', ratio: 100 },
  'verify-ledger': { title: 'Verify our own from the ledger', ratio: 90 },
  award: { title: 'Durable award over HTTP', ratio: 20, least: 2500, unit: '/s' },
  bulk: { title: '10,000 awards in a cold process', ratio: 35, most: 2.5, unit: 's' },
  'verify-url': { title: 'Verify our own by URL, over HTTP', ratio: 40, least: 6000, unit: '/s' },
  'verify-upload': { title: 'Verify an upload, met for the first time', ratio: 20, least: 2500, unit: '/s' },
  'verify-again': { title: 'Verify an upload, met before', least: 15_000, unit: '/s' },
  page: { title: 'Public page of a credential', least: 1500, unit: '/s' },
  'page-p99': { title: '… the slowest of a hundred, at 50 connections', most: 100, unit: 'ms' },
  'busy-p99': { title: 'Verify at 300/s during 10,000 awards, the slowest of a hundred', most: 50, unit: 'ms' },
  bake: { title: 'Bake into a kept picture', most: 0.2, unit: 'ms' },
  revocation: { title: 'Freshly signed status list after a revocation', most: 0.3, unit: 'ms' },
  'worst-upload': { title: 'Worst upload of 64 KiB', most: 50, unit: 'ms' },
  'cold-start': { title: 'Cold start to the first answer', most: 1, unit: 's' },
  'idle-memory': { title: 'Memory when idle', most: 120, unit: 'MiB' },
  'load-memory': { title: 'Anonymous memory under load', most: 280, unit: 'MiB' },
  'million-size': { title: 'Database of 1,000,000 credentials', most: 700, unit: 'MB' },
  'million-rate': { title: 'Awards into it, against an empty one', least: 0.8, unit: '×' },
} as const satisfies Record<string, Target>

export type RowId = keyof typeof rows

interface Target {
  title: string
  /** Times as much as the reference in the same run. */
  ratio?: number
  /** By itself, on the two cores the figures were set on. */
  least?: number
  most?: number
  unit?: string
}

/** One row as it was measured. */
export interface Measured {
  id: RowId
  /** In the unit of its row; for rows of a library alone the operations a second. */
  value: number
  /** CPU microseconds of one operation. */
  cpu?: number
  /** The same by the reference. */
  reference?: { value: number; cpu?: number }
  ratio?: number
  isNoisy?: boolean
  note?: string
}

export const targetOf = (id: RowId): Target => rows[id]

/** Ratios decide: what a machine does by itself depends on the machine. */
export const mostShortfall = 0.2

export function isShort({ id, ratio }: Measured): boolean {
  const target = targetOf(id)
  return target.ratio !== undefined && ratio !== undefined && ratio < target.ratio * (1 - mostShortfall)
}

export function isReached({ id, value, ratio }: Measured): boolean {
  const { ratio: wanted, least, most } = targetOf(id)
  return (
    (wanted === undefined || (ratio !== undefined && ratio >= wanted)) &&
    (least === undefined || value >= least) &&
    (most === undefined || value <= most)
  )
}

/** Of a library: by CPU time, since garbage collection of the reference keeps a second core busy. */
export const compared = (id: RowId, ours: Figure, reference: Figure): Measured => ({
  id,
  value: ours.rate,
  cpu: ours.cpu,
  reference: { value: reference.rate, cpu: reference.cpu },
  ratio: reference.cpu / ours.cpu,
  isNoisy: ours.isNoisy || reference.isNoisy,
})
