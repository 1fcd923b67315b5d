import type { Child } from 'hono/jsx'
import { Crumbs } from '../components/crumbs.tsx'
import { ErrorSummary, type FieldErrors } from '../components/form.tsx'
import { Page } from '../components/page.tsx'
import { useSpeech } from '../visit.tsx'

interface AskPageProps {
  title: string
  lead: Child
  /** Where the form goes. Without it there is nothing to do here. */
  action?: string
  button?: string
  isDangerous?: boolean
  /** Sent along with the form. */
  secret?: string
  errors?: FieldErrors
  note?: string | undefined
  children?: Child
}

/** One question about one's account, with what follows from the answer said before it. */
export const AskPage = (props: AskPageProps) => {
  const { t } = useSpeech()
  const { title, lead, action, button, isDangerous = false, secret, errors = {}, note, children } = props
  const hasProblem = Object.keys(errors).length > 0 || note !== undefined
  return (
    <Page title={hasProblem ? t('form.errorTitle', { title }) : title} current="me">
      <div class="wrap narrow">
        <Crumbs trail={[{ href: '/me', name: t('me.title') }]} here={title} />
        <div class="stack loose pt5">
          <ErrorSummary errors={errors} {...(note !== undefined && { note })} />
          <div class="stack tight">
            <h1 class="serif">{title}</h1>
            <p class="lead">{lead}</p>
          </div>
          {action === undefined ? (
            children
          ) : (
            <form class="card stack" method="post" action={action} novalidate>
              {children}
              {secret !== undefined && <input type="hidden" name="secret" value={secret} />}
              <div class="row">
                <button class={isDangerous ? 'btn danger big' : 'btn primary big'} type="submit">
                  {button}
                </button>
                <a class="btn quiet" href="/me">
                  {t('form.cancel')}
                </a>
              </div>
            </form>
          )}
        </div>
      </div>
    </Page>
  )
}
