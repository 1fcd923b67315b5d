import { type Context, Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { limitRate } from '../../../http/rate-limit.ts'
import {
  askToMerge,
  mergeOwnAccounts,
  mergeRequest,
  readMergeRequest,
} from '../../../operations/privacy/merge-accounts.ts'
import {
  askForErasure,
  cancelErasure,
  confirmErasure,
  readErasureRequest,
  waitingDays,
} from '../../../operations/privacy/request-erasure.ts'
import type { Speech } from '../../../platform/language/speech.ts'
import { EmailField } from '../../components/form.tsx'
import { type FormFailure, readFailure } from '../../forms/read-failure.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { Words } from '../../text/visible-text.tsx'
import { AskPage } from './ask-page.tsx'

/** Joining two accounts and erasing one: each asks, sends a link, and asks again. */
export function accountRoutes(site: Site) {
  const { platform } = site
  const limitMails = limitRate(platform, { name: 'account-mail', requests: 10, windowSeconds: 3600 })
  return new Hono<HttpEnv>()
    .use('/me/merge', requireViewer)
    .use('/me/merge/confirm', requireViewer)
    .use('/me/erase', requireViewer)
    .use('/me/erase/confirm', requireViewer)
    .get('/me/merge', (c) => showMerge(site, c))
    .post('/me/merge', limitMails, async (c) => {
      const email = (await readForm(c)).get('email') ?? ''
      try {
        await askToMerge(platform, requireActor(c), mergeRequest.parse({ email }))
      } catch (error) {
        return showMerge(site, c, email, readFailure(await site.speechFor(c), error))
      }
      return await showSent(site, c)
    })
    .get('/me/merge/confirm', (c) => showMergeConfirmation(site, c, c.req.query('secret') ?? ''))
    .post('/me/merge/confirm', async (c) => {
      const secret = (await readForm(c)).get('secret') ?? ''
      try {
        await mergeOwnAccounts(platform, requireActor(c), secret)
      } catch (error) {
        return showMergeConfirmation(site, c, secret, readFailure(await site.speechFor(c), error))
      }
      return c.redirect('/me?done=merged', 303)
    })
    .get('/me/erase', (c) => showErase(site, c))
    .post('/me/erase', limitMails, async (c) => {
      try {
        await askForErasure(platform, requireActor(c))
      } catch (error) {
        return showErase(site, c, readFailure(await site.speechFor(c), error))
      }
      return await showSent(site, c)
    })
    .get('/me/erase/confirm', (c) => showEraseConfirmation(site, c, c.req.query('secret') ?? ''))
    .post('/me/erase/confirm', async (c) => {
      const secret = (await readForm(c)).get('secret') ?? ''
      try {
        await confirmErasure(platform, requireActor(c), secret)
      } catch (error) {
        return showEraseConfirmation(site, c, secret, readFailure(await site.speechFor(c), error))
      }
      return c.redirect('/me', 303)
    })
    .post('/me/erase/cancel', async (c) => {
      await cancelErasure(platform, requireActor(c))
      return c.redirect('/me?done=kept', 303)
    })
}

async function showMerge(site: Site, c: Context<HttpEnv>, email = '', failure?: FormFailure) {
  requireActor(c)
  const { t } = await site.speechFor(c)
  return site.page(
    c,
    <AskPage title={t('merge.title')} lead={t('merge.lead')} action="/me/merge" button={t('merge.send')} form={failure}>
      <EmailField name="email" label={t('merge.email')} hint={t('merge.emailHint')} value={email} autocomplete="off" />
    </AskPage>,
    failure?.status,
  )
}

async function showMergeConfirmation(site: Site, c: Context<HttpEnv>, secret: string, failure?: FormFailure) {
  const { other, email } = await readMergeRequest(site.platform, requireActor(c), secret)
  const { t, rich } = await site.speechFor(c)
  return site.page(
    c,
    <AskPage
      title={t('merge.confirm')}
      lead={rich('merge.confirmLead', { name: <Words>{other.name}</Words>, email: <Words>{email}</Words> })}
      action="/me/merge/confirm"
      button={t('merge.do')}
      isDangerous
      secret={secret}
      form={failure}
    >
      <ul class="listed">
        <li>{t('merge.moves')}</li>
        <li>{t('merge.ends')}</li>
        <li>{t('merge.duties')}</li>
      </ul>
      <p class="note warn">{t('merge.forGood')}</p>
    </AskPage>,
    failure?.status,
  )
}

async function showErase(site: Site, c: Context<HttpEnv>, failure?: FormFailure) {
  requireActor(c)
  const { t, rich } = await site.speechFor(c)
  return site.page(
    c,
    <AskPage
      title={t('erase.title')}
      lead={rich('erase.lead', { link: (words) => <a href="/me/export">{words}</a> })}
      action="/me/erase"
      button={t('erase.send')}
      isDangerous
      form={failure}
    >
      <ErasureFacts t={t} />
    </AskPage>,
    failure?.status,
  )
}

async function showEraseConfirmation(site: Site, c: Context<HttpEnv>, secret: string, failure?: FormFailure) {
  await readErasureRequest(site.platform, requireActor(c), secret)
  const { t } = await site.speechFor(c)
  return site.page(
    c,
    <AskPage
      title={t('erase.confirm')}
      lead={t('erase.confirmLead', { days: waitingDays })}
      action="/me/erase/confirm"
      button={t('erase.do')}
      isDangerous
      secret={secret}
      form={failure}
    >
      <ErasureFacts t={t} />
    </AskPage>,
    failure?.status,
  )
}

const ErasureFacts = ({ t }: Pick<Speech, 't'>) => (
  <ul class="listed">
    <li>{t('erase.goes')}</li>
    <li>{t('erase.badges')}</li>
    <li>{t('erase.stays')}</li>
  </ul>
)

async function showSent(site: Site, c: Context<HttpEnv>) {
  const { t } = await site.speechFor(c)
  return site.page(
    c,
    <AskPage title={t('account.sent')} lead={t('account.sentLead')}>
      <p>
        <a class="btn" href="/me">
          {t('account.back')}
        </a>
      </p>
    </AskPage>,
  )
}
