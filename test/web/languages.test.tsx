import { describe, expect, test } from 'vitest'
import { acceptedLanguage } from '../../src/platform/language/accepted-language.ts'
import { catalogs, english } from '../../src/platform/language/speech.ts'
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

describe('with a second catalog', () => {
  const spanish = {
    locale: 'es',
    region: 'es-US',
    messages: { ...english.messages, 'signIn.title': 'Entrar' },
  } as const
  const voiceFor = createVoices('America/New_York', [english, spanish])

  test('pages are in the language of their reader, else of their browser, else in English', () => {
    const title = (...listening: Parameters<typeof voiceFor>) => voiceFor(...listening).t('signIn.title')
    const chosen = (language: string | null) => ({ language, timeZone: null })
    expect(title(chosen('es'), 'en')).toBe('Entrar')
    expect(title(chosen('en'), 'es')).toBe(english.messages['signIn.title'])
    expect(title(chosen(null), 'es-MX,en;q=0.5')).toBe('Entrar')
    expect(title(undefined, 'es')).toBe('Entrar')
    expect(title(undefined, 'fr')).toBe(english.messages['signIn.title'])
    expect(title()).toBe(english.messages['signIn.title'])
    expect(voiceFor(chosen('es')).day(new Date('2026-05-14T15:00:00Z'))).toBe('14 de mayo de 2026')
  })

  test('a page says which language it is in', () => {
    const Title = () => <Page title={useSpeech().t('signIn.title')} />
    const render = (accepted: string) =>
      renderPage(<Title />, strangersVisit({ origin: 'https://b.example' } as never, voiceFor(undefined, accepted)))
    expect(render('es')).toContain('<html lang="es">')
    expect(render('es')).toContain('<title>Entrar')
    expect(render('de')).toContain('<html lang="en">')
  })
})

test('every catalog has every message', () => {
  for (const { locale, messages } of catalogs)
    expect([locale, Object.keys(messages).sort()]).toEqual([locale, Object.keys(english.messages).sort()])
})
