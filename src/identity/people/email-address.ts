import * as z from 'zod'
import type { RefusalKey } from '../../platform/errors.ts'

/**
 * As RFC 5321 and 6531 have them, without quotes. Addresses are compared, stored and hashed in this form: lower case, and
 * domains of other scripts as the mail system writes them (xn--…), so that two that look alike never read alike.
 */
export const emailAddress = z
  .string()
  .max(1000)
  .transform(foldEmail)
  .pipe(z.string().refine((address) => isEmail(address), 'refused.email'))

/** Stays as it was where it can't be folded: then it is no address and the next step says so. */
function foldEmail(text: string): string {
  const [, local, domain = ''] = /^([^\s@]+)@([^\s@]+)$/.exec(text.trim()) ?? []
  const host = toHost(domain)
  if (local === undefined || host === undefined) return text
  return becomesAscii(local) ? '' : `${local.normalize('NFC').toLowerCase()}@${host}`
}

/** The domain of addresses, in any script. */
export const emailDomain = (message: RefusalKey) =>
  z
    .string()
    .max(1000)
    .transform((text) => toHost(text.trim()) ?? text)
    .pipe(z.string().max(255).refine(isDomain, message))

/** As the mail system writes it. */
const toHost = (domain: string): string | undefined =>
  domain !== '' && !/[\s/?#:[\]\\%@]/.test(domain) && URL.canParse(`http://${domain}`)
    ? new URL(`http://${domain}`).hostname
    : undefined

/** The Kelvin sign, for one, becomes our k: what was another's address would be ours. */
const becomesAscii = (text: string) =>
  [...text].some((letter) => letter > '\u007f' && /[\0-\u007f]/.test(letter.normalize('NFC').toLowerCase()))

function isEmail(address: string): boolean {
  const [local = '', domain = ''] = address.split('@')
  return bytesOf(local) <= 64 && domain.length <= 255 && isLocalPart(local) && isDomain(domain)
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length

const atom = String.raw`[a-z0-9!#$%&'*+/=?^_\x60{|}~\-\p{L}\p{M}\p{N}]+`
const dotAtom = new RegExp(String.raw`^${atom}(?:\.${atom})*$`, 'u')

/** Letters of ours and of another alphabet in one name are there to be mistaken for others. */
const isLocalPart = (local: string) =>
  dotAtom.test(local) && !/\p{Default_Ignorable_Code_Point}/u.test(local) && !isMixed(local)
const isMixed = (local: string) =>
  /[a-z]/.test(local) && [...local].some((letter) => /\p{L}/u.test(letter) && !/\p{Script=Latin}/u.test(letter))

function isDomain(domain: string): boolean {
  return /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=.*[a-z])[a-z0-9-]{2,63}$/.test(domain)
}
