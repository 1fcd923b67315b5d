import type { Actor } from '../identity/people/actor.ts'

/** What every handler finds on its context. */
export interface HttpEnv {
  Bindings: {
    /** Node's request, where there is one; tests and Workers have none. */
    incoming?: { socket?: { remoteAddress?: string } }
  }
  Variables: {
    /** Names this request in the log, in the answer's header and in problems. */
    requestId: string
    actor: Actor
    /** The session that a token or a cookie opened. */
    sessionId?: string
    /** The address before this one that the request was meant for. */
    formerOrigin?: string
    maxBodyBytes: number
    /** The body, once somebody read it whole. */
    bodyBytes: Uint8Array<ArrayBuffer>
  }
}
