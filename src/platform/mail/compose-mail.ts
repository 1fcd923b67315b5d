import type { Config } from '../config.ts'
import type { OutgoingMail } from '../platform.ts'
import type { MailContent } from './mail-content.ts'
import type { Message } from './messages-store.ts'

/** A message as it leaves: plain text, the same as simple HTML, and the headers that tell machines what it is. */
export function composeMail(
  { origin, mailFrom, mailReplyTo }: Pick<Config, 'origin' | 'mailFrom' | 'mailReplyTo'>,
  message: Pick<Message, 'id' | 'to' | 'language' | 'subject' | 'content' | 'createdAt'>,
  { unsubscribeUrl }: { unsubscribeUrl?: string | undefined } = {},
): OutgoingMail {
  const subject = onOneLine(message.subject)
  return {
    to: message.to,
    from: senderOf(mailFrom, message.content.organization),
    replyTo: mailReplyTo,
    subject,
    text: toText(message.content),
    html: toHtml(message.language, subject, message.content),
    messageId: `<${message.id}@${new URL(origin).hostname}>`,
    date: new Date(message.createdAt),
    headers: {
      // RFC 3834: so that no absence notice answers.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': message.language,
      // RFC 8058: the button of mail programs asks for this address without a cookie.
      ...(unsubscribeUrl !== undefined && {
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  }
}

/** The address stays the one that may send; the name before it is whose words these are. */
function senderOf(mailFrom: string, organization: string | undefined): string {
  // Without what a header, or a reader, could take for an address or for the end of a name.
  const name = onOneLine(organization ?? '').replace(/["\\<>@,;:()]/g, '')
  if (name === '') return mailFrom
  const [, address] = /<([^<>]+)>\s*$/.exec(mailFrom) ?? []
  return `"${name}" <${address ?? mailFrom}>`
}

/** Carriers of mail read lists and comments out of an address: whoever could write one would write to anybody. */
export const isOneAddress = (address: string): boolean => /^[^\s,;:<>()"\p{Cc}]+@[^\s,;:<>()"@\p{Cc}]+$/u.test(address)

/** Whatever was written into a title, a header stays one line. */
const onOneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

function toText({ paragraphs, secretParagraph, button, footer }: MailContent): string {
  const link = button?.url === undefined ? [] : [`${button.label}:\n${button.url}`]
  const end = footer === undefined ? [] : [`-- \n${footer}`]
  return `${[...paragraphs, ...(secretParagraph === undefined ? [] : [secretParagraph]), ...link, ...end].join('\n\n')}\n`
}

/** Tables and colors in attributes: what mail programs of schools show alike. No script, nothing hidden, one picture at most. */
function toHtml(language: string, subject: string, content: MailContent): string {
  const { organization, paragraphs, secretParagraph, button, picture, footer } = content
  const rows = [
    organization !== undefined && `<p style="font-weight:600">${escaped(organization)}</p>`,
    picture &&
      `<p><img src="${escaped(webUrl(picture.url))}" width="128" height="128" alt="${escaped(picture.alt)}"></p>`,
    ...paragraphs.map((words) => `<p>${escaped(words)}</p>`),
    secretParagraph !== undefined && `<p>${escaped(secretParagraph)}</p>`,
    button?.url !== undefined && buttonOf(button.label, webUrl(button.url)),
    footer !== undefined && `<p style="color:#595f6c;font-size:14px">${escaped(footer)}</p>`,
  ]
  return [
    '<!doctype html>',
    `<html lang="${escaped(language)}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(subject)}</title>`,
    '</head>',
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif">',
    '<div style="max-width:560px;margin:0 auto">',
    ...rows.filter((row) => typeof row === 'string'),
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

const buttonOf = (label: string, url: string) =>
  `<p><a href="${escaped(url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#22409a;color:#ffffff;font-weight:600;text-decoration:none">${escaped(label)}</a></p>`

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

function webUrl(url: string): string {
  if (!/^https?:\/\//.test(url)) throw new Error('A mail links to web addresses only.')
  return url
}
