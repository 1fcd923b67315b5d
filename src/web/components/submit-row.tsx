import type { Child } from 'hono/jsx'
import { useSpeech } from '../visit.tsx'

interface SubmitRowProps {
  words: Child
  /** Where one goes who thought better of it. */
  cancel: string
  /** What the button sends, where a form has several. */
  name?: string
  value?: string
  isDangerous?: boolean
  isBig?: boolean
}

/** The end of a form that has a page to itself. */
export const SubmitRow = ({ words, cancel, isDangerous = false, isBig = true, ...button }: SubmitRowProps) => {
  const { t } = useSpeech()
  return (
    <div class="row">
      <button class={`btn ${isDangerous ? 'danger' : 'primary'}${isBig ? ' big' : ''}`} type="submit" {...button}>
        {words}
      </button>
      <a class="btn quiet" href={cancel}>
        {t('form.cancel')}
      </a>
    </div>
  )
}
