import * as z from 'zod'

const httpOrigin = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => new URL(url).origin === url,
    'must be an origin without path or final slash, such as https://badges.district.org',
  )

/** `Name <address>` or an address alone, on one line. */
const mailAddress = z
  .string()
  .max(320)
  .regex(/^(?:[^<>"\p{Cc}]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u, 'must be an address, or Name <address>')

const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PUBLIC_ORIGIN: httpOrigin.default('http://localhost:3000'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  /** Where copies of all data go; another disk is better. Absent means a folder in DATA_DIR. */
  BACKUP_DIR: z.string().min(1).optional(),
  /** Whether the server makes a copy each day by itself. */
  BACKUPS: z.enum(['daily', 'off']).default('daily'),
  /** Comma-separated `id:base64` pairs of 32 bytes; the first seals, all unseal. */
  KEY_ENCRYPTION_KEYS: z.string().optional(),
  MAX_EVIDENCE_FILE_MB: z.coerce.number().int().min(1).max(20_000).default(2_000),
  DEFAULT_TIME_ZONE: z.string().default('America/New_York'),
  /** How this process finds the address of a client for rate limits: `socket`, or the header a trusted proxy sets. */
  CLIENT_ADDRESS: z.string().default('socket'),
  DEVELOPMENT_SIGN_IN: z.enum(['on', 'off']).default('off'),
  /** `smtp://user:password@host:587`, or `smtps://` for a port that speaks TLS from the start. On Node. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Where mail is handed over by HTTP instead, with the token it takes. */
  MAIL_HTTP_URL: z
    .url({ protocol: /^https$/ })
    .or(z.url({ protocol: /^http$/, hostname: /^(localhost|127\.0\.0\.1)$/ }))
    .optional(),
  MAIL_HTTP_TOKEN: z.string().min(1).optional(),
  MAIL_FROM: mailAddress.optional(),
  MAIL_REPLY_TO: mailAddress.optional(),
  /** How many changes one person may ask the API for in a minute. */
  API_WRITES_PER_MINUTE: z.coerce.number().int().min(1).max(10_000_000).default(600),
  /** One award in so many is held to the reference libraries after it was signed. */
  REFERENCE_CHECK_EVERY: z.coerce.number().int().min(1).max(1_000_000).default(1000),
})

const settings = environment
  .refine((v) => (v.MAIL_HTTP_URL === undefined) === (v.MAIL_HTTP_TOKEN === undefined), {
    path: ['MAIL_HTTP_TOKEN'],
    error: 'is set together with MAIL_HTTP_URL, or neither is',
  })
  .refine((v) => v.MAIL_FROM !== undefined || (v.SMTP_URL === undefined && v.MAIL_HTTP_URL === undefined), {
    path: ['MAIL_FROM'],
    error: 'says whom mail is from, and is needed to send any',
  })

/** What the code may know of its surroundings. Read once, at start. Secrets are apart. */
export interface Config {
  isProduction: boolean
  /** Scheme, host and port under which the public reaches us, without a final slash. */
  origin: string
  port: number
  host: string
  dataDir: string
  backupDir: string
  /** One a day, by itself. */
  makesBackups: boolean
  maxEvidenceFileBytes: number
  defaultTimeZone: string
  clientAddress: string
  /** Pick-a-person sign-in for demonstrations. Can't be on in production. */
  developmentSignIn: boolean
  /** Whom mail is from, with a name or without. */
  mailFrom: string
  /** Who reads the answers to it, where that is somebody else. */
  mailReplyTo: string | undefined
  /** By one person, or by all of one network who did not sign in. */
  apiWritesPerMinute: number
  /** One award in so many is held to the reference libraries after it was signed. */
  referenceCheckEvery: number
}

export interface Secrets {
  keyEncryptionKeys: readonly KeyEncryptionKey[]
  /** How mail is sent, if at all. Both hold a password. */
  smtpUrl: string | undefined
  httpMail: { url: string; token: string } | undefined
}
export interface KeyEncryptionKey {
  id: string
  bytes: Uint8Array
}

/** Throws a readable Error that names each variable at fault. */
export function readConfig(variables: Record<string, string | undefined>): { config: Config; secrets: Secrets } {
  const parsed = settings.safeParse(variables)
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
      backupDir: v.BACKUP_DIR ?? `${v.DATA_DIR}/backups`,
      makesBackups: v.BACKUPS === 'daily',
      maxEvidenceFileBytes: v.MAX_EVIDENCE_FILE_MB * 1024 * 1024,
      defaultTimeZone: v.DEFAULT_TIME_ZONE,
      clientAddress: v.CLIENT_ADDRESS,
      developmentSignIn: !isProduction && v.DEVELOPMENT_SIGN_IN === 'on',
      mailFrom: v.MAIL_FROM ?? `signet@${new URL(v.PUBLIC_ORIGIN).hostname}`,
      mailReplyTo: v.MAIL_REPLY_TO,
      apiWritesPerMinute: v.API_WRITES_PER_MINUTE,
      referenceCheckEvery: v.REFERENCE_CHECK_EVERY,
    },
    secrets: {
      keyEncryptionKeys: parseKeyEncryptionKeys(v.KEY_ENCRYPTION_KEYS),
      smtpUrl: v.SMTP_URL,
      httpMail:
        v.MAIL_HTTP_URL !== undefined && v.MAIL_HTTP_TOKEN !== undefined
          ? { url: v.MAIL_HTTP_URL, token: v.MAIL_HTTP_TOKEN }
          : undefined,
    },
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
