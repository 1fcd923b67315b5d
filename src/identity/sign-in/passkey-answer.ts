import * as z from 'zod'
import { AppError } from '../../platform/errors.ts'

const base64url = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]+$/)

const credential = z.object({
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
})

/** What a browser answers when it made a passkey (WebAuthn, RegistrationResponseJSON). */
export const registrationAnswer = credential.extend({
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(16_000),
    transports: z.array(z.string().max(30)).max(10).default([]),
  }),
})

/** What a browser answers when it signed with one (AuthenticationResponseJSON). Without the user handle: an account that was merged has another id than its passkeys were made for. */
export const authenticationAnswer = credential.extend({
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(4000),
    signature: base64url(4000),
  }),
})

export function parseAnswer<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw notAccepted(cause)
  }
}

/** One answer whatever was wrong: only its owner could do anything with more. */
export const notAccepted = (cause?: unknown) => new AppError('validation', 'refused.passkeyNotAccepted', {}, { cause })
