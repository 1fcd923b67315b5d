import { describe, expect, test } from 'vitest'
import { acceptedLanguage } from '../../src/platform/language/accepted-language.ts'
import type { Locale } from '../../src/platform/language/languages.ts'
import { en } from '../../src/platform/language/messages.ts'
import { createVoices } from '../../src/platform/language/voices.ts'
import { Page } from '../../src/web/components/page.tsx'
import { renderPage, strangersVisit } from '../../src/web/site.tsx'
import { useSpeech } from '../../src/web/visit.tsx'

test.each([
  ['es', 'es'],
  ['es-MX,es;q=0.9,en;q=0.8', 'es'],
  ['en-US,en;q=0.9,es;q=0.8', 'en'],
  ['fr, es;q=0.2, en;q=0.4', 'en'],
  ['ES', 'es'],
  ['en;q=0, es;q=0.1', 'es'],
  ['est', undefined],
  ['fr', undefined],
  ['*', undefined],
  ['', undefined],
  [undefined, undefined],
  ['es;q=2, en;q=x', undefined],
  [`${'fr,'.repeat(100_000)}es`, undefined],
  [';;,,;q=1,=;', undefined],
])('a browser that asks for %s is served with %s', (header, language) => {
  expect(acceptedLanguage(header, ['en', 'es'])).toBe(language)
})

describe('in each language', () => {
  const voiceFor = createVoices('America/New_York')

  test('words are in the language of their reader, else of their browser, else in English', () => {
    const title = (...listening: Parameters<typeof voiceFor>) => voiceFor(...listening).t('mail.sign-in.subject')
    const chosen = (language: string | null) => ({ language, timeZone: null })
    expect(title(chosen('es'), 'en')).toBe('Su enlace para iniciar sesión')
    expect(title(chosen('en'), 'es')).toBe(en['mail.sign-in.subject'])
    expect(title(chosen(null), 'es')).toBe('Su enlace para iniciar sesión')
    expect(title(undefined, 'es')).toBe('Su enlace para iniciar sesión')
    expect(title(undefined, undefined)).toBe(en['mail.sign-in.subject'])
    expect(title()).toBe(en['mail.sign-in.subject'])
    expect(voiceFor(chosen('es')).day(new Date('2026-05-14T15:00:00Z'))).toBe('14 de mayo de 2026')
  })

  test('a page says which language it is in', () => {
    const Title = () => <Page title={useSpeech().t('mail.sign-in.subject')} />
    const render = (wanted: Locale | undefined) =>
      renderPage(<Title />, strangersVisit({ origin: 'https://b.example' } as never, voiceFor(undefined, wanted)))
    expect(render('es')).toContain('<html lang="es">')
    expect(render('es')).toContain('<title>Su enlace para iniciar sesión')
    expect(render(undefined)).toContain('<html lang="en">')
  })
})
