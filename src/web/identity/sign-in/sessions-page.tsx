import type { Session } from '../../../identity/people/sessions-store.ts'
import { Entry } from '../../components/entry.tsx'
import { FormPage } from '../../components/form-page.tsx'
import { Pill } from '../../components/pill.tsx'
import { When } from '../../components/when.tsx'
import { useSpeech } from '../../visit.tsx'

/** Everywhere somebody is signed in, and the way to end it. */
export const SessionsPage = ({ sessions, current }: { sessions: Session[]; current: string | undefined }) => {
  const { t } = useSpeech()
  const title = t('sessions.title')
  const browsers = sessions.filter(({ kind }) => kind === 'browser')
  const tokens = sessions.filter(({ kind }) => kind === 'token')
  return (
    <FormPage area="identity" title={title} current="me" trail={[{ href: '/me', name: t('me.title') }]} form={{}}>
      <div class="stack tight">
        <h1 class="serif">{title}</h1>
        <p class="lead">{t('sessions.lead')}</p>
      </div>
      <section class="card stack" aria-labelledby="browsers">
        <h2 id="browsers">{t('sessions.browsers')}</h2>
        <ul class="entries">
          {browsers.map((session) => (
            <SessionEntry session={session} isCurrent={session.id === current} />
          ))}
        </ul>
        {browsers.some(({ id }) => id !== current) ? (
          <form method="post" action="/me/sessions/others/end">
            <button class="btn danger" type="submit">
              {t('sessions.endOthers')}
            </button>
          </form>
        ) : (
          <p class="soft">{t('sessions.onlyThis')}</p>
        )}
      </section>
      <section class="card stack" aria-labelledby="tokens">
        <h2 id="tokens">{t('sessions.tokens')}</h2>
        {tokens.length === 0 ? (
          <p class="soft">{t('sessions.noTokens')}</p>
        ) : (
          <ul class="entries">
            {tokens.map((session) => (
              <SessionEntry session={session} isCurrent={session.id === current} />
            ))}
          </ul>
        )}
      </section>
      <p>
        <a href="/me/passkeys">{t('sessions.passkeys')}</a>
      </p>
    </FormPage>
  )
}

const SessionEntry = ({ session, isCurrent }: { session: Session; isCurrent: boolean }) => {
  const { t, rich } = useSpeech()
  const unknown = session.kind === 'token' ? t('sessions.unknownProgram') : t('sessions.unknownAgent')
  const name = session.agent || unknown
  const at = (time: number) => <When date={new Date(time)} withTime />
  return (
    <Entry
      name={name}
      pills={
        <>
          {isCurrent && (
            <Pill tone="ok" icon="check">
              {t('sessions.this')}
            </Pill>
          )}
          {session.isShared && (
            <Pill tone="info" icon="account">
              {t('sessions.shared')}
            </Pill>
          )}
        </>
      }
      actions={
        <form method="post" action={`/me/sessions/${session.id}/end`}>
          <button class="btn" type="submit" aria-label={t('sessions.endOne', { agent: name })}>
            {t('sessions.end')}
          </button>
        </form>
      }
    >
      <p class="small soft">
        {session.kind === 'token'
          ? rich('sessions.made', { time: at(session.createdAt) })
          : [rich('sessions.started', { time: at(session.createdAt) }), ', ', t(`sessions.method.${session.method}`)]}
        <br />
        {rich('sessions.seen', { time: at(session.lastSeenAt) })}
        <br />
        {rich('sessions.ends', { time: at(session.expiresAt) })}
      </p>
    </Entry>
  )
}
