/** The languages that Signet speaks (BCP 47), each with whose way to write dates and numbers. The first is for whoever wants none of them. */
export const languages = ['en', 'es'] as const
export type Locale = (typeof languages)[number]
export const regions: Readonly<Record<Locale, string>> = { en: 'en-US', es: 'es-US' }
