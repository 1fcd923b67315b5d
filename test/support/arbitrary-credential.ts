import fc from 'fast-check'
import { editDocument } from './document-edits.ts'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type Members = { [key: string]: Json }

/** Texts that serializers get wrong: controls, quotes, surrogates beside the end of the basic plane, look-alikes of syntax. */
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
      '\u2028\u2029\ufeff',
      '😀',
      '～',
      '\ufffd\ue000',
      '𝒳 astral',
      'é',
      'e\u0301',
      '<b>&amp;</b>',
      '_:b0',
      '@value',
      'https://example.org/x',
      '1',
      '1.5',
      'true',
      '2026-01-01T00:00:00Z',
      'z'.repeat(300),
    ),
  },
)

const iri = fc.oneof(
  { weight: 1200, arbitrary: fc.nat(6).map((n) => `https://example.org/thing/${n}`) },
  { weight: 400, arbitrary: fc.uuid().map((id) => `urn:uuid:${id}`) },
  {
    weight: 400,
    arbitrary: fc.constantFrom(
      'did:web:badges.example.org:issuers:one',
      'did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp',
      'mailto:a@b.example',
      'https://example.org/ünï',
      'https://example.org/😀～',
      'https://example.org/?q=a%20b&c#d',
      'tag:example.org,2026:x',
      'ob:thing',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('relative', '', '#part', '_:b0', 'https://example.org/a b', 'sec:thing', '@id', 'a:<b>'),
  },
)

const date = fc.oneof(
  fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((day) => day.toISOString()),
  fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T00:00:00+02:00', '2026-01-01', 'yesterday'),
)
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(
    0,
    -0,
    1,
    0.5,
    1e21,
    1e-7,
    5e-324,
    0.1 + 0.2,
    0.3,
    123456789012345680000,
    10,
    100,
    1.7976931348623157e308,
  ),
)

/** Each member is there or not, alone or in an array, once or twice, in any order. */
const someOf = (members: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<Members> =>
  fc
    .tuple(
      fc.record(
        Object.fromEntries(
          Object.entries(members).map(([name, value]) => [name, name === 'id' ? value : sometimesListed(value)]),
        ),
        { requiredKeys: [] },
      ),
      fc.nat(5),
    )
    // What record makes of arbitraries of Json has Json members.
    .map(([made, turn]) => turned(made as Members, turn))

const turned = (made: Members, turn: number): Members => {
  const entries = Object.entries(made)
  return Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn)])
}

const sometimesListed = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof(
    { weight: 6, arbitrary: value },
    { weight: 2, arbitrary: fc.array(value, { maxLength: 3 }) },
    { weight: 1, arbitrary: value.map((one) => [one, one]) },
  )

const typed = (names: string[], members: Record<string, fc.Arbitrary<Json>>) =>
  fc
    .tuple(fc.constantFrom<Json>(names[0] ?? '', names, [...names].reverse()), someOf(members), fc.boolean())
    .map(([type, rest, typeFirst]): Members => (typeFirst ? { type, ...rest } : { ...rest, type }))

const languageTag = fc.oneof(
  { weight: 60, arbitrary: fc.constantFrom('en', 'es-MX', 'EN') },
  { weight: 1, arbitrary: fc.constantFrom('x y', '') },
)
const languageText = fc
  .tuple(text, languageTag, fc.constantFrom(undefined, undefined, undefined, undefined, 'ltr', 'rtl'))
  .map(
    ([value, language, direction]): Json => ({
      '@value': value,
      '@language': language,
      ...(direction && { '@direction': direction }),
    }),
  )
const name = fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: languageText })

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
  dateOfBirth: date,
  parentOrg: typed(['Profile'], { id: iri, name: text }),
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
  name,
  description: name,
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
const proof = typed(['DataIntegrityProof'], {
  cryptosuite: fc.constantFrom('eddsa-rdfc-2022', 'ecdsa-sd-2023'),
  created: date,
  verificationMethod: iri,
  proofPurpose: fc.constantFrom('assertionMethod', 'authentication'),
  proofValue: text,
})

const envelope = {
  id: iri,
  name,
  description: name,
  issuer: fc.oneof(iri, profile),
  validFrom: date,
  validUntil: date,
  evidence,
  image,
  credentialStatus: status,
  credentialSchema: typed(['1EdTechJsonSchemaValidator2019'], { id: iri }),
  refreshService: typed(['1EdTechCredentialRefresh'], { id: iri }),
  termsOfUse: typed(['https://example.org/Policy'], { id: iri }),
}

const openBadges = [
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/context.json',
] as const
const [current, previous] = openBadges
const extensions = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'
const clr = 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'
const dataIntegrity = 'https://w3id.org/security/data-integrity/v2'
const credentialsV2 = 'https://www.w3.org/ns/credentials/v2'
const credentialsV1 = 'https://www.w3.org/2018/credentials/v1'

const usualContexts: Json = [credentialsV2, current, extensions]
const contexts: fc.Arbitrary<Json> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(usualContexts) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(current, previous).map((openBadges) => [credentialsV2, openBadges, extensions]),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>(
      [credentialsV2, extensions, current],
      [credentialsV2, current, extensions, dataIntegrity],
    ),
  },
)

/** Of its own, with a context of its own or none, signed or not. */
const embedded = (types: string[], members: Record<string, fc.Arbitrary<Json>>) =>
  fc
    .tuple(
      typed(types, { ...members, proof }),
      fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: contexts }),
    )
    .map(([made, context]): Members => (context ? { '@context': context, ...made } : made))

const endorsement = embedded(['VerifiableCredential', 'EndorsementCredential'], {
  ...envelope,
  credentialSubject: typed(['EndorsementSubject'], { id: iri, endorsementComment: text }),
})
const achievementMembers = { ...envelope, credentialSubject: subject, endorsement, endorsementJwt: text }
const achievementCredential = typed(['VerifiableCredential', 'OpenBadgeCredential'], {
  ...achievementMembers,
  awardedDate: date,
})

const openBadge = fc
  .tuple(contexts, achievementCredential)
  .map(([context, made]): Members => ({ '@context': context, ...made }))

const olderBadge = fc
  .tuple(
    fc.constantFrom(...openBadges),
    typed(['VerifiableCredential', 'AchievementCredential'], {
      ...achievementMembers,
      issuanceDate: date,
      expirationDate: date,
      credentialStatus: typed(['1EdTechRevocationList'], { id: iri }),
    }),
  )
  .map(([openBadges, made]): Members => ({ '@context': [credentialsV1, openBadges, extensions], ...made }))

const recordOfMany = typed(['VerifiableCredential', 'ClrCredential'], {
  ...envelope,
  credentialSubject: typed(['ClrSubject'], {
    id: iri,
    identifier: identity,
    achievement,
    association: typed(['Association'], {
      associationType: fc.constantFrom('isChildOf', 'precedes'),
      sourceId: iri,
      targetId: iri,
    }),
    verifiableCredential: embedded(['VerifiableCredential', 'OpenBadgeCredential'], {
      ...envelope,
      credentialSubject: subject,
    }),
  }),
}).map((made): Members => ({ '@context': [credentialsV2, clr, current, extensions], ...made }))

const { credentialSchema: _, refreshService: __, image: ___, evidence: ____, ...plainEnvelope } = envelope
const statusList = typed(['VerifiableCredential', 'BitstringStatusListCredential'], {
  ...plainEnvelope,
  credentialSubject: typed(['BitstringStatusList'], {
    id: iri,
    statusPurpose: fc.constantFrom('revocation', 'suspension'),
    encodedList: text,
    ttl: number,
  }),
}).map((made): Members => ({ '@context': [credentialsV2], ...made }))

const sized: fc.Arbitrary<Members> = fc.oneof(
  { weight: 8, arbitrary: openBadge },
  { weight: 2, arbitrary: olderBadge },
  { weight: 2, arbitrary: recordOfMany },
  { weight: 1, arbitrary: statusList },
  { weight: 1, arbitrary: endorsement.map((made) => ({ '@context': usualContexts, ...made })) },
)

/** Most keep few of their members, whichever: the library takes long for each, and what stands beside what varies more. */
const sound = fc
  .tuple(
    sized,
    fc.oneof(
      { weight: 1, arbitrary: fc.constant(1) },
      { weight: 2, arbitrary: fc.constant(0.7) },
      { weight: 5, arbitrary: fc.constant(0.5) },
    ),
    fc.nat(),
  )
  .map(([made, share, seed]) => (share === 1 ? made : thinned(made, share, drawsOf(seed))))

/** A type stays, and so does all that begins with an at sign: without them the rest would mean nothing. */
function thinned(made: Members, share: number, draw: () => number): Members {
  const kept = Object.entries(made).filter(([name]) => /^@|^type$/.test(name) || draw() < share)
  const inside = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(inside)
    return typeof value === 'object' && value !== null ? thinned(value, share, draw) : value
  }
  return Object.fromEntries(kept.map(([name, value]) => [name, name === '@context' ? value : inside(value)]))
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
function drawsOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Where something goes wrong: any member of any object, and any value for it. */
const edit = fc.record({
  at: fc.nat(),
  member: fc.nat(),
  kind: fc.nat(),
  value: fc.oneof(
    text,
    number,
    iri,
    fc.boolean(),
    languageText,
    date,
    fc.constantFrom<Json>(null, [], {}, { id: 'https://example.org/thing/1' }, { '@value': 1.5 }),
    fc.tuple(fc.oneof(text, number), typeNames()).map(([value, type]): Json => ({ '@value': value, '@type': type })),
    fc.array(fc.oneof(text, number, fc.boolean()), { maxLength: 3 }),
    evidence,
    alignment,
    proof,
  ),
})

function typeNames() {
  const xsd = 'http://www.w3.org/2001/XMLSchema#'
  return fc.constantFrom(...['integer', 'double', 'string', 'boolean', 'dateTime'].map((name) => xsd + name), '@json')
}

/** Unsigned credentials over the whole data model, most of them sound and some edited without sense. */
export const arbitraryCredential: fc.Arbitrary<Members> = fc.oneof(
  { weight: 3, arbitrary: sound },
  {
    weight: 2,
    arbitrary: fc.tuple(sound, fc.array(edit, { minLength: 1, maxLength: 3 })).map(([made, edits]) => {
      const document = structuredClone(made)
      for (const each of edits) editDocument(document, each)
      return document
    }),
  },
)
