/** JSON that is legal or nearly so, and too much of something. */
export function hostileJson(kind: string, count: number): string {
  const make = makers[kind]
  if (!make) throw new Error(`There is no hostile JSON of the kind ${kind}.`)
  return make(count)
}

const makers: Readonly<Record<string, (count: number) => string>> = {
  deep: (count) => '['.repeat(count),
  deepobj: (count) => `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`,
  values: (count) => `[${Array(count).fill('1').join(',')}]`,
  keys: (count) => `{${Array.from({ length: count }, (_, index) => `"k${index}":1`).join(',')}}`,
  pad: (count) => ' '.repeat(count),
  string: (count) => `{"a":"${'x'.repeat(count)}"}`,
}
