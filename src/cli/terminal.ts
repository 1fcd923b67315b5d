import { styleText } from 'node:util'
import { t } from './speech.ts'

type Style = Parameters<typeof styleText>[0]

/** Results go here, for the next program. */
export const print = (text: string) => void process.stdout.write(`${text}\n`)

/** Everything for people goes here. */
export const say = (text: string) => void process.stderr.write(`${text}\n`)

/** Colored only on a terminal, and never against NO_COLOR. */
export const colored = (style: Style, text: string) =>
  process.stderr.isTTY && !process.env.NO_COLOR ? styleText(style, text) : text

/** Names in one column, values in the next. */
export function pairs(rows: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')
}

/** One line that is written over, and only where somebody sees it. */
export function showProgress({ done, total, secondsLeft }: Progress) {
  if (!process.stderr.isTTY) return
  const filled = Math.round((done / total) * barWidth)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`
  const left = secondsLeft ? t('command.secondsLeft', { seconds: secondsLeft }) : ''
  process.stderr.write(
    `\r  ${bar}  ${t('command.progress', { done, total })}${left}\u001b[K${done === total ? '\n' : ''}`,
  )
}

interface Progress {
  done: number
  total: number
  secondsLeft: number | undefined
}

const barWidth = 30
