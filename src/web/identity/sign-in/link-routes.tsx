import { type Context, Hono } from 'hono'
import { readForm } from '../../../http/body.ts'
import type { HttpEnv } from '../../../http/http-env.ts'
import { limitTries } from '../../../http/rate-limit.ts'
import { readShortCookie, setShortCookie } from '../../../http/short-cookie.ts'
import { browserLanguage } from '../../../http/speech.ts'
import { emailAddress } from '../../../identity/people/email-address.ts'
import { askForLink, type LinkRequest, linkMinutes } from '../../../identity/sign-in/ask-for-link.ts'
import {
  askAgain,
  findLinkRequest,
  openLink,
  signInByCode,
  signInByLink,
} from '../../../identity/sign-in/sign-in-by-link.ts'
import { AppError } from '../../../platform/errors.ts'
import { languages } from '../../../platform/language/languages.ts'
import { readFailure } from '../../forms/read-failure.ts'
import { localPath } from '../../forms/require-viewer.ts'
import type { Site } from '../../site.tsx'
import { browserOf, finishSignIn } from './finish-sign-in.ts'
import { AskForLinkPage, LinkPage, LinkSentPage, LinkSpentPage } from './link-pages.tsx'

const quarter = 15 * 60
/** A school is one network, and its whole staff may come in one morning. */
const asksOfNetwork = { name: 'sign-in-ask', requests: 300, windowSeconds: quarter }
const asksForAddress = { name: 'sign-in-address', requests: 5, windowSeconds: quarter }
const codesOfNetwork = { name: 'sign-in-codes', requests: 60, windowSeconds: quarter }
const codesForRequest = { name: 'sign-in-code', requests: 5, windowSeconds: quarter }

export function linkRoutes(site: Site) {
  const { platform } = site
  const requestOf = (c: Context<HttpEnv>) => readShortCookie(c, platform.config, 'signing-in')
  return new Hono<HttpEnv>()
    .get('/signin/email', async (c) => {
      const secret = requestOf(c)
      const request = secret === undefined ? undefined : await findLinkRequest(platform, secret)
      const next = localPath(c.req.query('next') ?? request?.next, '/home')
      const isAsking = request === undefined || c.req.query('next') !== undefined
      return site.page(c, isAsking ? <AskForLinkPage next={next} /> : <LinkSentPage request={request} />)
    })
    .post('/signin/email', async (c) => {
      const form = await readForm(c)
      const next = localPath(form.get('next') ?? undefined, '/home')
      const typed = { email: form.get('email') ?? '', next, isShared: form.get('shared') === 'yes' }
      const email = emailAddress.safeParse(typed.email)
      const chosenLanguage = languages.find((language) => language === form.get('language'))
      if (email.success) return askForLinkHere(site, c, { ...typed, chosenLanguage, email: email.data })
      const { errors } = readFailure(await site.speechFor(c), email.error, () => 'email')
      return site.page(c, <AskForLinkPage {...typed} language={chosenLanguage} form={{ errors }} />, 422)
    })
    .post('/signin/email/code', async (c) => {
      const form = await readForm(c)
      const secret = requestOf(c)
      const request = secret === undefined ? undefined : await findLinkRequest(platform, secret)
      if (secret === undefined || !request) return site.page(c, <LinkSpentPage />, 422)
      await limitTries(platform, c, { network: codesOfNetwork, thing: codesForRequest, subject: secret })
      const browser = browserOf(c, platform, request.isShared)
      try {
        const code = form.get('code') ?? ''
        return finishSignIn(c, platform, await signInByCode(platform, { request: secret, code }, browser))
      } catch (error) {
        if (!isSpent(error)) throw error
        return site.page(
          c,
          <LinkSentPage
            request={request}
            form={{ errors: { code: (await site.speechFor(c)).t('signIn.codeWrong') } }}
          />,
          422,
        )
      }
    })
    .get('/signin/link', async (c) => {
      keepLinkToUs(c)
      const secret = c.req.query('secret') ?? ''
      const opened = await openLink(platform, { secret, request: requestOf(c) })
      return site.page(c, opened ? <LinkPage link={opened} secret={secret} /> : <LinkSpentPage secret={secret} />)
    })
    .post('/signin/link', async (c) => {
      keepLinkToUs(c)
      const form = await readForm(c)
      const secret = form.get('secret') ?? ''
      try {
        const browser = browserOf(c, platform, form.get('shared') === 'yes')
        return finishSignIn(c, platform, await signInByLink(platform, secret, browser))
      } catch (error) {
        if (!isSpent(error)) throw error
        return site.page(c, <LinkSpentPage secret={secret} />, 422)
      }
    })
    .post('/signin/link/again', async (c) => {
      const secret = (await readForm(c)).get('secret') ?? ''
      await limitTries(platform, c, { network: asksOfNetwork, thing: asksForAddress, subject: secret })
      const request = await askAgain(platform, secret, browserOf(c, platform, false))
      if (request === undefined) return site.page(c, <LinkSpentPage />, 422)
      return goAndLook(c, site, request)
    })
}

/** The answer is the same for every address, known or not. */
export async function askForLinkHere(
  site: Site,
  c: Context<HttpEnv>,
  { email, ...asked }: Pick<LinkRequest, 'email' | 'next' | 'isShared' | 'chosenLanguage'>,
): Promise<Response> {
  const { platform } = site
  await limitTries(platform, c, { network: asksOfNetwork, thing: asksForAddress, subject: email })
  const { agent } = browserOf(c, platform, asked.isShared)
  const language = browserLanguage(c, platform.config)
  return goAndLook(c, site, await askForLink(platform, { ...asked, email, agent, language }))
}

function goAndLook(c: Context<HttpEnv>, { platform }: Site, request: string): Response {
  setShortCookie(c, platform.config, 'signing-in', { value: request, minutes: linkMinutes })
  return c.redirect('/signin/email', 303)
}

/**
 * The address of this page is a secret. Not `no-referrer`: browsers then send the form with `Origin: null`, and it would
 * not seem to come from us.
 */
function keepLinkToUs(c: Context) {
  c.header('Referrer-Policy', 'same-origin')
  c.header('Cache-Control', 'no-store')
}

const isSpent = (error: unknown) => error instanceof AppError && error.code === 'gone'
