import { ErrorSummary } from '../components/form.tsx'
import { Page } from '../components/page.tsx'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

export interface PersonChoice {
  id: string
  name: string
  /** What they do and where, in words. */
  roles: string[]
}

/** Pick a person and be them. Shown on demonstration servers only. */
export const SignInPage = ({
  people,
  next,
  isMissing,
}: {
  people: PersonChoice[]
  next: string
  isMissing?: boolean
}) => {
  const { t } = useSpeech()
  return (
    <Page title={t('signIn.title')} current="signIn">
      <div class="wrap narrow pt6 stack loose">
        <ErrorSummary errors={{}} {...(isMissing && { note: t('signIn.missing') })} />
        <div class="stack">
          <h1 class="serif">{t('signIn.title')}</h1>
          <p class="lead">{t('signIn.lead')}</p>
        </div>
        <div class="note warn">
          <p>{t('signIn.demonstration')}</p>
        </div>
        {people.length === 0 ? (
          <p>{t('signIn.empty')}</p>
        ) : (
          <form method="post" action="/signin">
            <input type="hidden" name="next" value={next} />
            <ul class="people">
              {people.map((person) => (
                <li>
                  <button class="btn person" type="submit" name="person" value={person.id}>
                    <b>
                      <Words>{person.name}</Words>
                    </b>
                    <small>
                      {person.roles.length === 0
                        ? t('signIn.noRole')
                        : person.roles.map((role, index) => (
                            <>
                              {index > 0 && <br />}
                              <Words>{role}</Words>
                            </>
                          ))}
                    </small>
                  </button>
                </li>
              ))}
            </ul>
          </form>
        )}
      </div>
    </Page>
  )
}
