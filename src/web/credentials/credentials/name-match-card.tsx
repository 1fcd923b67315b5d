import { type FieldErrors, FormScope, TextField } from '../../components/form.tsx'
import { Icon } from '../../components/icon.tsx'
import { useSpeech } from '../../visit.tsx'

export interface NameMatch {
  outcome?: 'matches' | 'differs'
  errors?: FieldErrors
}

/** Compares an address with the hash in the credential; what was typed is not kept and not shown again. */
export const NameMatchCard = ({ path, match }: { path: string; match?: NameMatch | undefined }) => {
  const { t } = useSpeech()
  return (
    <section class="card noprint" id="match" aria-labelledby="match-title">
      <h2 id="match-title">{t('match.title')}</h2>
      <form class="stack" method="post" action={`${path}/match#match`} novalidate>
        <FormScope form={match ?? {}} hasSummary={false}>
          <TextField
            name="email"
            type="email"
            label={t('match.label')}
            hint={t('match.hint')}
            autocomplete="off"
            spellcheck={false}
          />
        </FormScope>
        <button class="btn" type="submit">
          {t('match.submit')}
        </button>
      </form>
      <div role="status">
        {match?.outcome && (
          <p class={match.outcome === 'matches' ? 'note ok mt4 row nowrap' : 'note warn mt4 row nowrap'}>
            <Icon
              name={match.outcome === 'matches' ? 'passed' : 'alert'}
              class={match.outcome === 'matches' ? 'state-ok' : 'state-warn'}
            />
            <span>{t(`match.${match.outcome}`)}</span>
          </p>
        )}
      </div>
    </section>
  )
}
