import fc from 'fast-check'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
type Members = { [key: string]: Json }

/** Texts that serialisers get wrong: controls, quotes, surrogates beside the end of the basic plane, look-alikes of syntax. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      'tab\tnew\nline\r',
      'quote " and \\ back',
      '\u0000\u001f\u007f\u0080',
      '😀',
      '～',
      '\ufffd\ue000',
      '𝒳 astral',
      '<b>&amp;</b>',
      '_:b0',
      '@value',
      'https://example.org/x',
      '1',
      'true',
      '2026-01-01T00:00:00Z',
    ),
  },
)

const iri = fc.oneof(
  { weight: 120, arbitrary: fc.nat(6).map((n) => `https://example.org/thing/${n}`) },
  { weight: 40, arbitrary: fc.uuid().map((id) => `urn:uuid:${id}`) },
  {
    weight: 40,
    arbitrary: fc.constantFrom(
      'did:web:badges.example.org:issuers:one',
      'mailto:a@b.example',
      'https://example.org/ünï',
      'https://example.org/?q=a%20b&c#d',
      'tag:example.org,2026:x',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('relative', '', '#part', '_:b0', 'https://example.org/a b', 'sec:thing', '@id'),
  },
)

const date = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((day) => day.toISOString())
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, 1, 0.5, 1e21, 1e-7, 123456789012345680000, 10, 100),
)

/** Each member is there or not, alone or in an array, once or twice. */
const someOf = (members: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<Members> =>
  fc
    .record(
      Object.fromEntries(
        Object.entries(members).map(([name, value]) => [name, name === 'id' ? value : sometimesListed(value)]),
      ),
      { requiredKeys: [] },
    )
    // What record makes of arbitraries of Json has Json members.
    .map((made) => made as Members)

const sometimesListed = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 4, arbitrary: value },
    { weight: 2, arbitrary: fc.array(value, { maxLength: 3 }) },
    { weight: 1, arbitrary: value.map((one) => [one, one]) },
  )

const typed = (names: string[], members: Record<string, fc.Arbitrary<Json>>) =>
  fc
    .tuple(fc.constantFrom<Json>(names[0] ?? '', names, [...names].reverse()), someOf(members), fc.boolean())
    .map(([type, rest, typeFirst]): Members => (typeFirst ? { type, ...rest } : { ...rest, type }))

const image = typed(['Image'], { id: iri, caption: text })
const alignment = typed(['Alignment'], {
  targetCode: text,
  targetName: text,
  targetUrl: iri,
  targetType: fc.constantFrom('CFItem', 'ceasn:Competency', 'ext:Thing'),
  targetFramework: text,
})
const identity = typed(['IdentityObject'], {
  hashed: fc.boolean(),
  identityHash: text,
  identityType: fc.constantFrom('emailAddress', 'name', 'ext:badge'),
  salt: text,
})
const identifierEntry = typed(['IdentifierEntry'], {
  identifier: text,
  identifierType: fc.constantFrom('sourcedId', 'systemId'),
})
const address = typed(['Address'], {
  addressCountry: text,
  streetAddress: text,
  geo: typed(['GeoCoordinates'], { latitude: number, longitude: number }),
})
const profile = typed(['Profile'], {
  id: iri,
  name: text,
  url: iri,
  email: text,
  image,
  address,
  otherIdentifier: identifierEntry,
  official: text,
})
const level = typed(['RubricCriterionLevel'], { id: iri, name: text, level: text, points: text, alignment })
const resultDescription = typed(['ResultDescription'], {
  id: iri,
  name: text,
  resultType: fc.constantFrom('RubricCriterionLevel', 'Percent', 'ext:ContactHours'),
  allowedValue: text,
  requiredLevel: iri,
  requiredValue: text,
  rubricCriterionLevel: level,
  valueMax: text,
})
const criteria = someOf({ id: iri, narrative: text })
const achievement = typed(['Achievement'], {
  id: iri,
  name: text,
  description: text,
  achievementType: fc.constantFrom('MicroCredential', 'Badge', 'ext:Award'),
  criteria,
  image,
  creator: profile,
  alignment,
  tag: text,
  version: text,
  inLanguage: fc.constantFrom('en', 'es-MX'),
  creditsAvailable: number,
  resultDescription,
  related: typed(['Related'], { id: iri, version: text }),
  otherIdentifier: identifierEntry,
})
const result = typed(['Result'], {
  value: text,
  status: fc.constantFrom('Completed', 'Failed'),
  resultDescription: iri,
  achievedLevel: iri,
  alignment,
})
const subject = typed(['AchievementSubject'], {
  id: iri,
  identifier: identity,
  achievement,
  result,
  activityStartDate: date,
  activityEndDate: date,
  creditsEarned: number,
  narrative: text,
  role: text,
  source: profile,
})
const evidence = typed(['Evidence'], { id: iri, name: text, narrative: text, genre: text, audience: text })
const status = typed(['BitstringStatusListEntry'], {
  id: iri,
  statusPurpose: fc.constantFrom('revocation', 'suspension'),
  statusListIndex: fc.oneof(text, number),
  statusListCredential: iri,
})
const languageTag = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('en', 'es-MX', 'EN') },
  { weight: 1, arbitrary: fc.constant('x y') },
)
const languageText = fc
  .tuple(text, languageTag)
  .map(([value, language]): Json => ({ '@value': value, '@language': language }))

const contexts = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
]

const envelope = {
  id: iri,
  name: fc.oneof(text, languageText),
  description: text,
  issuer: fc.oneof(iri, profile),
  validFrom: date,
  validUntil: date,
  awardedDate: date,
  evidence,
  image,
  credentialStatus: status,
  credentialSchema: typed(['1EdTechJsonSchemaValidator2019'], { id: iri }),
  refreshService: typed(['1EdTechCredentialRefresh'], { id: iri }),
}
const endorsement = typed(['VerifiableCredential', 'EndorsementCredential'], {
  ...envelope,
  credentialSubject: typed(['EndorsementSubject'], { id: iri, endorsementComment: text }),
}).chain((made) => fc.boolean().map((own): Members => (own ? { '@context': contexts, ...made } : made)))

/** Unsigned credentials over the whole data model, most of them sound and some not: order, duplicates and shapes vary. */
export const arbitraryCredential: fc.Arbitrary<Members> = fc
  .tuple(
    fc.oneof(
      { weight: 15, arbitrary: fc.constant(contexts) },
      { weight: 1, arbitrary: fc.constant(contexts.slice(0, 2)) },
    ),
    typed(['VerifiableCredential', 'OpenBadgeCredential'], {
      ...envelope,
      credentialSubject: subject,
      endorsement,
      endorsementJwt: text,
    }),
    fc.oneof(
      { weight: 15, arbitrary: fc.constant(undefined) },
      {
        weight: 1,
        arbitrary: fc.tuple(
          fc.constantFrom('nosuch', 'value', '@included', '@nest', 'holder', 'proof', 'tags'),
          fc.oneof(text, number),
        ),
      },
    ),
  )
  .map(([context, credential, extra]) => ({
    '@context': context,
    ...credential,
    ...(extra && { [extra[0]]: extra[1] }),
  }))
