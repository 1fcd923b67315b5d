/** The words somebody looks for, folded as what they are looked for in; all of them must occur. */
export const searchWords = (query: string | undefined): string[] =>
  foldText((query ?? '').slice(0, 200))
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)

/**
 * What is the same to whoever searches: without capitals, accents and apostrophes, however the letters are composed. The table
 * `letter_fold` of the database says the same letter by letter, for names, which it folds itself.
 */
export const foldText = (text: string): string => [...text.normalize('NFC')].map(foldLetter).join('')

function foldLetter(letter: string): string {
  // Syllables stay whole: taken apart they would be letters that nobody types.
  if (/\p{Script=Hangul}/u.test(letter)) return letter
  const plain = decompose(decompose(letter.replace(apostrophes, '')).toLowerCase()).replace(unheard, '')
  return [...plain].map((one) => spelledOut.get(one) ?? one).join('')
}

const decompose = (text: string) => text.normalize('NFKD')

const apostrophes = /['’‘‛ʼʻʹ`´′＇]/gu
const unheard = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu
const spelledOut: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['ı', 'i'],
  ['ø', 'o'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ħ', 'h'],
  ['ŧ', 't'],
])
