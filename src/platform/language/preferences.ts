/** How somebody is spoken to, as far as that is known. */
export interface Preferences {
  language: string | null
  timeZone: string | null
}
export const noPreferences: Preferences = { language: null, timeZone: null }
