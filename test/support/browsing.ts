import type { App, TestPlatform } from './platform.ts'

/** A browser as far as signing in needs one: it keeps cookies, and says where its forms come from. */
export interface Browsing {
  get(path: string): Promise<Response>
  post(path: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  /** Of a cookie that it holds, without the prefix of its name. */
  cookie(name: string): string | undefined
  setCookie(name: string, value: string): void
  /** Everything that `Set-Cookie` said last. */
  lastSet: string[]
}

export function openBrowser(
  app: App,
  { config }: Pick<TestPlatform, 'config'>,
  userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
): Browsing {
  const jar = new Map<string, string>()
  const browsing: Browsing = {
    get: (path) => send('GET', path),
    post: (path, fields = {}, headers = {}) => send('POST', path, new URLSearchParams(fields), headers),
    cookie: (name) => jar.get(`__Host-${name}`),
    setCookie: (name, value) => void jar.set(`__Host-${name}`, value),
    lastSet: [],
  }
  async function send(method: string, path: string, body?: URLSearchParams, headers: Record<string, string> = {}) {
    const response = await app.request(`${config.origin}${path}`, {
      method,
      headers: {
        accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
        'user-agent': userAgent,
        ...(jar.size > 0 && { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
        ...(method === 'POST' && { origin: config.origin }),
        ...headers,
      },
      ...(body && { body }),
    })
    browsing.lastSet = response.headers.getSetCookie()
    for (const line of browsing.lastSet) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      if (/max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
  return browsing
}

/** Status and where it leads. */
export const goneTo = (response: Response): [number, string | null] => [
  response.status,
  response.headers.get('location'),
]
