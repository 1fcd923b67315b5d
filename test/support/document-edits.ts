import type { Json, Members } from './arbitrary-credential.ts'

export interface Edit {
  /** Which object, which of its members, what to do: any number will do. */
  at: number
  member: number
  kind: number
  value: Json
}

/** Changes one thing of a document in place, as forgers and broken software do. */
export function editDocument(document: Members, { at, member, kind, value }: Edit): void {
  const objects = objectsIn(document)
  const object = objects[at % objects.length] ?? document
  const names = Object.keys(object).filter((name) => name !== '@context')
  const name = names[member % Math.max(names.length, 1)] ?? 'name'
  const other = objects[member % objects.length] ?? document
  const edits: (() => void)[] = [
    () => delete object[name],
    () => set(object, name, value),
    () => set(object, otherNames[member % otherNames.length] ?? 'name', value),
    () => set(object, 'id', other.id ?? value),
    () => delete object.id,
    () => set(object, 'type', otherTypes[member % otherTypes.length] ?? null),
    () => set(object, 'type', [otherTypes[at % otherTypes.length] ?? '', otherTypes[member % otherTypes.length] ?? '']),
    () => set(object, name, [object[name] ?? null, object[name] ?? null]),
    () => set(object, name, [object[name] ?? null, value].flat()),
    () => set(object, name, Array.isArray(object[name]) ? (object[name][0] ?? null) : (object[name] ?? null)),
    () => set(object, name, other),
    () => set(object, '@context', otherContexts[member % otherContexts.length] ?? null),
    () => rename(object, name, member % 2 === 0 ? `@${name}` : `https://www.w3.org/2018/credentials#${name}`),
    () => reverse(object),
  ]
  edits[kind % edits.length]?.()
}

const otherNames = [
  'termsOfUse',
  'refreshService',
  'renderMethod',
  'relatedResource',
  'proof',
  'language',
  'value',
  '@included',
  '@nest',
  '@graph',
  '@type',
  '@id',
  'version',
  'inLanguage',
  'related',
  'nosuch',
  'verifiableCredential',
  'holder',
  'confidenceMethod',
  'digestSRI',
  'digestMultibase',
  'mediaType',
  'credentialSubject',
  'evidence',
  'allowedValue',
  'Achievement',
]
const otherTypes = [
  'Achievement',
  'Profile',
  'Image',
  'Evidence',
  'ResultDescription',
  'AchievementSubject',
  'VerifiableCredential',
  'EndorsementCredential',
  'JsonSchema',
  'NoSuchType',
  'https://example.org/T',
  'BitstringStatusListEntry',
  'DataIntegrityProof',
  'VerifiablePresentation',
  'ClrSubject',
  'Multikey',
]
const otherContexts: Json[] = [
  null,
  'https://www.w3.org/ns/credentials/v2',
  ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
  'https://www.w3.org/2018/credentials/v1',
  'https://w3id.org/security/data-integrity/v2',
  { x: 'https://x.example/' },
  [],
]

function objectsIn(value: Json): Members[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  const inside = Object.entries(value).flatMap(([name, member]) => (name === '@context' ? [] : objectsIn(member)))
  return [value, ...inside]
}

/** A copy: a document that holds itself has no end. */
const set = (object: Members, name: string, value: Json) => {
  object[name] = structuredClone(value)
}

function rename(object: Members, from: string, to: string) {
  if (object[from] === undefined) return
  object[to] = object[from]
  delete object[from]
}

function reverse(object: Members) {
  for (const [name, value] of Object.entries(object).reverse()) {
    delete object[name]
    object[name] = value
  }
}
