import * as z from 'zod'

const httpOrigin = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => new URL(url).origin === url,
    'must be an origin without path or final slash, such as https://badges.district.org',
  )

const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PUBLIC_ORIGIN: httpOrigin.default('http://localhost:3000'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  /** Comma-separated `id:base64` pairs of 32 bytes; the first seals, all unseal. */
  KEY_ENCRYPTION_KEYS: z.string().optional(),
  MAX_EVIDENCE_FILE_MB: z.coerce.number().int().min(1).max(20_000).default(2_000),
  DEFAULT_TIME_ZONE: z.string().default('America/New_York'),
  /** How this process finds the address of a client for rate limits: `socket`, or the header a trusted proxy sets. */
  CLIENT_ADDRESS: z.string().default('socket'),
  DEVELOPMENT_SIGN_IN: z.enum(['on', 'off']).default('off'),
  /** One award in so many is held to the reference libraries after it was signed. */
  REFERENCE_CHECK_EVERY: z.coerce.number().int().min(1).max(1_000_000).default(1000),
})

/** What the code may know of its surroundings. Read once, at start. Secrets are apart. */
export interface Config {
  isProduction: boolean
  /** Scheme, host and port under which the public reaches us, without a final slash. */
  origin: string
  port: number
  host: string
  dataDir: string
  maxEvidenceFileBytes: number
  defaultTimeZone: string
  clientAddress: string
  /** Pick-a-person sign-in for demonstrations. Can't be on in production. */
  developmentSignIn: boolean
  /** One award in so many is held to the reference libraries after it was signed. */
  referenceCheckEvery: number
}

export interface Secrets {
  keyEncryptionKeys: readonly KeyEncryptionKey[]
}
export interface KeyEncryptionKey {
  id: string
  bytes: Uint8Array
}

/** Throws a readable Error that names each variable at fault. */
export function readConfig(variables: Record<string, string | undefined>): { config: Config; secrets: Secrets } {
  const parsed = environment.safeParse(variables)
  if (!parsed.success) throw new Error(`The settings are not right.\n${z.prettifyError(parsed.error)}`)
  const v = parsed.data
  const isProduction = v.NODE_ENV === 'production'
  return {
    config: {
      isProduction,
      origin: v.PUBLIC_ORIGIN,
      port: v.PORT,
      host: v.HOST,
      dataDir: v.DATA_DIR,
      maxEvidenceFileBytes: v.MAX_EVIDENCE_FILE_MB * 1024 * 1024,
      defaultTimeZone: v.DEFAULT_TIME_ZONE,
      clientAddress: v.CLIENT_ADDRESS,
      developmentSignIn: !isProduction && v.DEVELOPMENT_SIGN_IN === 'on',
      referenceCheckEvery: v.REFERENCE_CHECK_EVERY,
    },
    secrets: { keyEncryptionKeys: parseKeyEncryptionKeys(v.KEY_ENCRYPTION_KEYS) },
  }
}

function parseKeyEncryptionKeys(text: string | undefined): KeyEncryptionKey[] {
  if (!text) return []
  return text.split(',').map((pair) => {
    const [id, encoded] = pair.trim().split(':')
    const bytes = Uint8Array.from(atob(encoded ?? ''), (c) => c.charCodeAt(0))
    if (!id || bytes.length !== 32) throw new Error('KEY_ENCRYPTION_KEYS needs id:base64 pairs of 32 bytes each.')
    return { id, bytes }
  })
}
