import { describe, expect, test } from 'vitest'
import { type Outlines, toVisualOrder } from '../../src/definitions/badge-templates/drawable-text.ts'
import { listUndrawableWords, renderArtwork, shapeArtwork } from '../../src/definitions/badges/artwork.ts'
import { createImages } from '../../src/node/images.ts'
import type { ShapedCluster } from '../../src/platform/platform.ts'
import { bodyOf } from '../support/answers.ts'
import { facilitation } from '../support/progress.ts'
import { world } from '../support/world.ts'

const images = createImages()
const artwork = {
  template: 'rosette',
  color: '#5b3a9e',
  accent: '#f2b632',
  icon: 'languages',
  level: 2,
  levels: 3,
  levelName: '',
} as const
const names = [
  'مهارات إدارة الصف',
  'ניהול כיתה',
  'कक्षा में सहभागिता',
  'শ্রেণীকক্ষ',
  'ਕਲਾਸਰੂਮ',
  'વર્ગખંડ',
  'ଶ୍ରେଣୀ',
  'வகுப்பறை',
  'తరగతి',
  'ತರಗತಿ',
  'ക്ലാസ്മുറി',
  'පන්ති',
  'ห้องเรียน',
  'ຫ້ອງຮຽນ',
  'ថ្នាក់រៀន',
  'စာသင်ခန်း',
  'განათლება',
  'Դասարան',
  'ክፍል',
  '课堂管理',
  '課堂管理',
  '教室の管理',
  '교실 운영',
  'Управление классом',
  'Τάξη',
  'ᏗᏕᎶᏆᏍᏗ',
  'ᐃᓕᓐᓂᐊᕐᕕᒃ',
  'ކްލާސް',
]

describe('a picture', () => {
  test.each(names)('shows %s whole', async (name) => {
    expect(await listUndrawableWords(images, { name, artwork }, 'Lakeside')).toEqual([])
    const context = { issuerName: name, year: 2026 }
    const shaped = await shapeArtwork(images, { name, artwork }, name)
    const drawn = renderArtwork({ name, language: 'en', artwork }, context, shaped).svg
    const bare = renderArtwork({ name, language: 'en', artwork }, context).svg
    expect(drawn).not.toMatch(/NaN|undefined|-mark"|[\u{f0000}-\u{fffff}]/u)
    expect(drawn.length).toBeGreaterThan(bare.length - 3000)
    expect(bare.includes('-mark"')).toBe(true)
  })

  test.each([
    '在課堂討論中引導每一位學生積極參與並提供有效回饋的教學能力認證',
    'การจัดการห้องเรียนและการให้ข้อเสนอแนะที่มีประสิทธิภาพแก่นักเรียนทุกคน',
  ])('breaks %s into lines rather than cut it', async (name) => {
    const shaped = await shapeArtwork(images, { name, artwork }, 'Lakeside')
    const context = { issuerName: 'Lakeside', year: 2026 }
    expect(renderArtwork({ name, language: 'en', artwork }, context, shaped).svg.includes('-mark"')).toBe(false)
  })

  test('joins the letters of a word that join, and draws one sign for those that are one', async () => {
    const shaped = await images.shapeWords(['نور', 'ن', 'क्ष'])
    const paths = (word: string) => shaped.get(word)?.clusters.map(({ path }) => path) ?? []
    expect(paths('نور')).toHaveLength(3)
    expect(paths('نور')[0]).not.toBe(paths('ن')[0])
    expect(paths('क्ष')).toHaveLength(1)
  })

  test('turns around what is read from the right, and nothing else', () => {
    const right = (letter: string) => [letter, { advance: 500, path: '', isRightToLeft: true }] as const
    const left = (letter: string) => [letter, { advance: 500, path: '', isRightToLeft: false }] as const
    const outlines: Outlines = new Map<string, ShapedCluster>([right('א'), right('ב'), right('ג'), left('字')])
    const seen = (line: string) => toVisualOrder(line, outlines).join('')
    expect(seen('אב ג')).toBe('ג בא')
    expect(seen('אב 2026')).toBe('2026 בא')
    expect(seen('אב · 2026')).toBe('2026 · בא')
    expect(seen('Lakeside אב ג school')).toBe('Lakeside ג בא school')
    expect(seen('字字 A')).toBe('字字 A')
  })

  test('that lacks a letter is told before it is published, and published with outlines otherwise', async () => {
    const { ada, lakeside } = await world()
    const define = async (name: string) => {
      const definition = { ...facilitation, name }
      return await bodyOf(await ada.post(`/api/v1/issuers/${lakeside}/badges`, definition))
    }
    const rare = await define('Teaching 𓀀 signs')
    expect(await (await ada.browser.get(`/badges/${rare.id}`)).text()).toContain('cannot show every letter of: 𓀀')
    const arabic = await define('مهارات')
    expect(await (await ada.browser.get(`/badges/${arabic.id}`)).text()).not.toContain('cannot show every letter')
  })
})
