import { expect, test } from 'vitest'
import { outbox } from '../../src/jobs/jobs-tables.ts'
import { mailEntry } from '../../src/mail/mail.ts'
import { message } from '../../src/mail/mail-tables.ts'
import { world } from '../support/world.ts'

test('a mail is written with the change that it tells of, and a job to send it', async () => {
  const { platform, lena } = await world()
  const [first, ...rest] = mailEntry(platform, { to: lena.email, personId: lena.id, ...words })
  if (first) await platform.db.batch([first, ...rest])
  const [written] = await platform.db.select().from(message)
  const [job] = await platform.db.select().from(outbox)
  expect([written?.state, job?.topic, job?.payload]).toEqual(['waiting', 'mail.send', { message: written?.id }])
})

const words = {
  kind: 'test',
  language: 'en',
  subject: 'A test',
  paragraphs: ['This is a test.'],
} as const
