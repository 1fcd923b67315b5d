/** The languages that Signet speaks (BCP 47). */
export const languages = ['en', 'es'] as const
export type Locale = (typeof languages)[number]
