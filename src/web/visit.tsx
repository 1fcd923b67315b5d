import { createContext, useContext } from 'hono/jsx'
import { noPreferences } from '../platform/language/preferences.ts'
import { type Speech, speakTo } from '../platform/language/speech.ts'

/** What every page knows of the one who looks at it. */
export interface Visit {
  speech: Speech
  /** Scheme, host and port of this server. */
  origin: string
  viewer: Viewer | undefined
  /** Whose site it is to them, where that is one organization's. */
  brand: string | undefined
  /** Where signing in starts; absent where there is no way in. */
  signInPath: string | undefined
}

export interface Viewer {
  name: string
  /** Their choice, or what their organizations say. */
  language: string | null
  timeZone: string | null
  mayDefine: boolean
  mayReview: boolean
  mayIssue: boolean
  mayListAwards: boolean
  mayListSubmissions: boolean
  mayOversee: boolean
  isAdministrator: boolean
  district: string | undefined
  unreadMessages: number
}

export const VisitContext = createContext<Visit>({
  speech: speakTo(noPreferences, 'UTC'),
  origin: '',
  viewer: undefined,
  brand: undefined,
  signInPath: undefined,
})
export const useVisit = (): Visit => useContext(VisitContext)
export const useSpeech = (): Speech => useVisit().speech
