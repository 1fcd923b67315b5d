import { Hono } from 'hono'
import { requireActor } from '../../../http/actor.ts'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { nextPage, readPage } from '../../../http/paging.ts'
import { idParam } from '../../../http/params.ts'
import { AppError } from '../../../platform/errors.ts'
import { listInbox, readMessage, readMessagesUntil } from '../../../platform/mail/inbox.ts'
import { withoutSecrets } from '../../../platform/mail/mail-content.ts'
import { mailKinds } from '../../../platform/mail/mail-kinds.ts'
import type { Message } from '../../../platform/mail/messages-store.ts'
import { requireViewer } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { InboxPage } from './inbox-page.tsx'

const shownMessages = 25

export function inboxRoutes(site: Site) {
  const { platform } = site
  return new Hono<HttpEnv>()
    .use('/me/messages', requireViewer)
    .get('/me/messages', async (c) => {
      const { after } = readPage(c)
      const found = await listInbox(platform, requireActor(c), { limit: shownMessages + 1, after })
      const view = {
        next: nextPage(c, found, shownMessages, ({ createdAt, id }) => ({ at: createdAt, id })),
        messages: found.slice(0, shownMessages).map(describe),
      }
      return site.page(c, <InboxPage view={view} />)
    })
    .post('/me/messages', async (c) => {
      const actor = requireActor(c)
      const until = (await readForm(c)).get('until') ?? ''
      if (!/^\d{1,15}$/.test(until)) throw new AppError('bad-request', 'refused.notATime')
      await readMessagesUntil(platform, actor, new Date(Number(until)))
      return c.redirect('/me/messages', 303)
    })
    .post('/me/messages/:id', async (c) => {
      await readMessage(platform, requireActor(c), idParam(c))
      return c.redirect('/me/messages', 303)
    })
}

const describe = (message: Message) => ({
  id: message.id,
  subject: message.subject,
  language: message.language,
  // A secret link shows that its reader owns the mailbox, so it is not shown here, not even before it left.
  content: mailKinds[message.kind].secretLink ? withoutSecrets(message.content) : message.content,
  writtenAt: new Date(message.createdAt),
  isUnread: message.readAt === null,
  isUndelivered: message.state === 'failed',
})
