import { en, type MessageKey, messages } from '../../../src/platform/language/messages.ts'

/**
 * Every message as in a language of a third more letters, all of them with accents: what is still in plain letters afterwards is
 * data, or words that stand in code. Gives back a function that ends it.
 */
export function speakPseudo(): () => void {
  const spoken: Record<string, string> = messages.en
  const kept = { ...en }
  for (const [key, message] of Object.entries(kept)) spoken[key] = pseudo(message)
  return () => {
    for (const key of Object.keys(kept) as MessageKey[]) spoken[key] = kept[key]
  }
}

/** In ICU message syntax literal text stands at even depths of braces; names of tags and values stay. */
function pseudo(message: string): string {
  let depth = 0
  return message.replaceAll(/[{}]|<[^>]*>|[^{}<]+/g, (piece) => {
    if (piece === '{') depth++
    else if (piece === '}') depth--
    else if (depth % 2 === 0 && !piece.startsWith('<')) return lengthen(piece)
    return piece
  })
}

const lengthen = (text: string) =>
  text.replaceAll(/[A-Za-z]+/g, (word) => accented(word) + 'ẽ'.repeat(Math.ceil(word.length / 3)))

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const accents = 'áƀćďéƒǵĥíĵķĺḿńóṕɋŕśťúṽẃẋýźÁƁĆĎÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼẂẊÝŹ'
const accented = (word: string) => [...word].map((letter) => [...accents][plain.indexOf(letter)] ?? letter).join('')
