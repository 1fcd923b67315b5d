import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readableColors } from '../../src/identity/organizations/brand-color.ts'
import { effectiveSettings, whoSays } from '../../src/identity/organizations/settings.ts'
import { mayStandBelow } from '../../src/identity/organizations/tree.ts'
import { contrastRatio } from '../../src/platform/color.ts'

test('a setting is as the nearest says it, and absent where nobody does', () => {
  const school = { idleMinutes: 15 }
  const district = { idleMinutes: 30, language: 'es' as const }
  const state = { language: 'en' as const, timeZone: 'America/Chicago', color: undefined }
  expect(effectiveSettings([school, district, state])).toEqual({
    idleMinutes: 15,
    language: 'es',
    timeZone: 'America/Chicago',
  })
  expect(effectiveSettings([])).toEqual({})
  const places = [school, district, state].map((settings) => ({ settings }))
  const saying = (['idleMinutes', 'language', 'timeZone', 'color'] as const).map(
    (name) => whoSays(name, places)?.settings,
  )
  expect(saying).toEqual([school, district, state, undefined])
})

test.each([
  ['#22409a', true],
  ['#000000', true],
  ['#ffc531', false],
  ['#ffffff', false],
  ['#7f7f7f', false],
])('%s can be read as it is: %s', (color, isAsGiven) => {
  expect(readableColors(color).isAsGiven).toBe(isAsGiven)
})

test('of any color there is one that can be read by day and one by night', () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(hex, (color) => {
      const { light, dark } = readableColors(color)
      return (
        contrastRatio(light, '#ecece5') >= 4.5 &&
        contrastRatio(light, '#ffffff') >= 4.5 &&
        contrastRatio(dark, '#1c2748') >= 4.5 &&
        contrastRatio(dark, '#181c23') >= 4.5 &&
        contrastRatio(dark, '#0d1530') >= 4.5
      )
    }),
  )
})

test('contrast is as WCAG counts it', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBe(21)
  expect(contrastRatio('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

test('a school stands below a district, and never the other way', () => {
  expect([mayStandBelow('school', 'district'), mayStandBelow('district', 'school')]).toEqual([true, false])
  expect([mayStandBelow('partner', 'school'), mayStandBelow('school', 'partner')]).toEqual([true, false])
})
