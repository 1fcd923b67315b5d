import type { Tone } from './pill.tsx'

/** The engraved mark beside a verdict. A decoration: the headline says it in words. */
export const Seal = ({ tone }: { tone: Tone }) => (
  <div class="seal" aria-hidden="true">
    <svg viewBox="0 0 100 100" aria-hidden="true">
      <circle class="disc" cx="50" cy="50" r="34" />
      <circle class="rim" cx="50" cy="50" r="30.5" />
      <path class="mark" d={marks[tone]} />
    </svg>
  </div>
)

const marks: Record<Tone, string> = {
  ok: 'M33 51.5l12 12 23-25',
  info: 'M33 51.5l12 12 23-25',
  warn: 'M50 32v22M50 67v.5',
  bad: 'M38 38l24 24M62 38L38 62',
  none: 'M40.5 42a9.5 9.5 0 1 1 13.5 8.6c-2.6 1.3-4 2.9-4 6.4M50 68v.5',
}
