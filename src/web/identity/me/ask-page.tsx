import type { Child } from 'hono/jsx'
import type { FormState } from '../../components/form.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { SubmitRow } from '../../components/submit-row.tsx'
import { useSpeech } from '../../visit.tsx'

interface AskPageProps {
  title: string
  lead: Child
  /** Where the form goes. Without it there is nothing to do here. */
  action?: string
  button?: string
  isDangerous?: boolean
  /** Sent along with the form. */
  secret?: string
  form?: FormState | undefined
  children?: Child
}

/** One question about one's account, with what follows from the answer said before it. */
export const AskPage = (props: AskPageProps) => {
  const { t } = useSpeech()
  const { title, lead, action, button, isDangerous = false, secret, form = {}, children } = props
  return (
    <FormPage area="identity" title={title} current="me" trail={[{ href: '/me', name: t('me.title') }]} form={form}>
      <div class="stack tight">
        <h1 class="serif">{title}</h1>
        <p class="lead">{lead}</p>
      </div>
      {action === undefined ? (
        children
      ) : (
        <form class="card stack" method="post" action={action} novalidate>
          {children}
          <SubmitRow words={button} cancel="/me" isDangerous={isDangerous} />
          {secret !== undefined && <input type="hidden" name="secret" value={secret} />}
        </form>
      )}
    </FormPage>
  )
}
