import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

export interface PersonChoice {
  id: string
  name: string
  /** What they do and where, in words. */
  roles: string[]
}

/** Pick a person and be them. Shown on demonstration servers only. */
export const PersonPicker = ({ people, next }: { people: PersonChoice[]; next: string }) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="demonstration">
      <h2 id="demonstration">{t('signIn.pick')}</h2>
      <div class="note warn">
        <p>{t('signIn.demonstration')}</p>
      </div>
      {people.length === 0 ? (
        <p>{t('signIn.empty')}</p>
      ) : (
        <form method="post" action="/signin/demonstration">
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
    </section>
  )
}
