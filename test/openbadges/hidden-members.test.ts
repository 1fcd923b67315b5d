import { beforeAll, expect, test } from 'vitest'
import {
  contextUrls,
  guardCredential,
  type JsonObject,
  OpenBadgeError,
  signCredential,
} from '../../src/openbadges/index.ts'
import { type Issuer, lakesideDid, newIssuer, typicalCredential } from './lakeside.ts'
import { libraryAccepts } from './reference-verifier.ts'

// Ways to rewrite a signed credential so that its RDF, and with it the signature, stays and its JSON hides something.

type Credential = ReturnType<typeof typicalCredential> & Record<string, unknown>
interface Rewriting {
  title: string
  /** What the issuer signs differs from the typical credential in this. */
  prepare?: (credential: Credential) => void
  /** What the holder does to it. */
  hide: (credential: Credential) => void
  code: string
}

const own = 'https://badges.lakeside.example/credentials/0198a1'
const credentialTypes = ['VerifiableCredential', 'OpenBadgeCredential']

const rewritings: Rewriting[] = [
  {
    title: 'an alias in an inline context hides the end date',
    hide: (credential) => {
      const term = {
        '@id': 'https://www.w3.org/2018/credentials#validUntil',
        '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
      }
      Object.assign(credential, { '@context': [...credential['@context'], { hush: term }] })
      credential.hush = take(credential, 'validUntil')
    },
    code: 'unknown-context',
  },
  {
    title: '@included hides the end date and the status',
    hide: (credential) => {
      credential['@included'] = [
        {
          id: own,
          type: credentialTypes,
          validUntil: take(credential, 'validUntil'),
          credentialStatus: take(credential, 'credentialStatus'),
        },
      ]
    },
    code: 'jsonld-keyword',
  },
  {
    title: '@included deep inside hides the end date',
    hide: (credential) => {
      Object.assign(credential.credentialSubject.achievement, {
        '@included': [{ id: own, type: credentialTypes, validUntil: take(credential, 'validUntil') }],
      })
    },
    code: 'jsonld-keyword',
  },
  {
    title: '@nest hides the end date',
    hide: (credential) => {
      credential['@nest'] = { validUntil: take(credential, 'validUntil') }
    },
    code: 'jsonld-keyword',
  },
  {
    title: 'an IRI as member hides the end date',
    hide: (credential) => {
      credential['https://www.w3.org/2018/credentials#validUntil'] = {
        '@value': take(credential, 'validUntil'),
        '@type': 'http://www.w3.org/2001/XMLSchema#dateTime',
      }
    },
    code: 'non-term-key',
  },
  {
    title: 'an IRI as member hides the status',
    hide: (credential) => {
      credential['https://www.w3.org/2018/credentials#credentialStatus'] = take(credential, 'credentialStatus')
    },
    code: 'non-term-key',
  },
  {
    title: '@type instead of type hides what it is',
    hide: (credential) => {
      Object.assign(credential.credentialSubject, { '@type': take(credential.credentialSubject, 'type') })
    },
    code: 'jsonld-keyword',
  },
  {
    title: 'an endorsement of the credential takes its end date and status',
    prepare: (credential) => {
      credential.endorsement = [endorsementOf(own)]
    },
    hide: (credential) => {
      const [endorsement] = credential.endorsement as [ReturnType<typeof endorsementOf>]
      Object.assign(endorsement.credentialSubject, {
        type: ['EndorsementSubject', ...credentialTypes],
        validUntil: take(credential, 'validUntil'),
        credentialStatus: take(credential, 'credentialStatus'),
      })
    },
    code: 'schema',
  },
  {
    title: 'evidence with the id of the credential takes its end date',
    prepare: (credential) => {
      credential.evidence = [{ ...evidence, id: own }]
    },
    hide: (credential) => {
      Object.assign(credential.evidence[0] ?? {}, {
        type: ['Evidence', ...credentialTypes],
        validUntil: take(credential, 'validUntil'),
      })
    },
    code: 'schema',
  },
  {
    title: 'an image with the id of the credential takes its status',
    prepare: (credential) => {
      credential.image = { id: own, type: 'Image', caption: 'A lake' }
    },
    hide: (credential) => {
      Object.assign(credential.image, {
        type: ['Image', ...credentialTypes],
        credentialStatus: take(credential, 'credentialStatus'),
      })
    },
    code: 'schema',
  },
  {
    title: 'a subject with the id of the credential takes its end date',
    prepare: (credential) => {
      Object.assign(credential.credentialSubject, { id: own })
    },
    hide: (credential) => {
      Object.assign(credential.credentialSubject, {
        type: ['AchievementSubject', ...credentialTypes],
        validUntil: take(credential, 'validUntil'),
      })
    },
    code: 'schema',
  },
  {
    title: 'an embedded endorsement is split in two by its id',
    prepare: (credential) => {
      credential.endorsement = [endorsementOf(lakesideDid)]
    },
    hide: (credential) => {
      const [endorsement] = credential.endorsement as [ReturnType<typeof endorsementOf>]
      const { id, type, credentialSubject } = endorsement
      const { validUntil, ...rest } = endorsement
      credential.endorsement = [rest, { id, type, credentialSubject, validUntil }]
    },
    code: 'schema',
  },
  {
    title: 'a badge in a learner record is split in two by its id',
    prepare: (credential) => {
      const { '@context': contexts, ...badge } = structuredClone(credential)
      Object.assign(credential, {
        '@context': [contexts[0], contextUrls.clr, ...contexts.slice(1)],
        id: 'urn:uuid:7e8e6e3c-8a0f-4f0e-9a52-3f6d2f1d0100',
        type: ['VerifiableCredential', 'ClrCredential'],
        credentialSubject: { id: 'did:example:lena', type: ['ClrSubject'], verifiableCredential: [badge] },
      })
    },
    hide: (credential) => {
      const subject = credential.credentialSubject as unknown as { verifiableCredential: Credential[] }
      const [badge = typicalCredential()] = subject.verifiableCredential
      const { id, type } = badge
      subject.verifiableCredential = [badge, { id, type, validUntil: take(badge, 'validUntil') } as Credential]
    },
    code: 'schema',
  },
  {
    title: 'the status entry hides its index inside the address of its list',
    prepare: (credential) => {
      credential.credentialStatus.id = credential.credentialStatus.statusListCredential
    },
    hide: (credential) => {
      const { id, type, statusPurpose, statusListIndex } = credential.credentialStatus
      Object.assign(credential, {
        credentialStatus: { id, type, statusListCredential: { id, type, statusPurpose, statusListIndex } },
      })
    },
    code: 'schema',
  },
  {
    title: 'the status entry is split in two by its id',
    hide: (credential) => {
      const { id, type, statusPurpose, ...rest } = credential.credentialStatus
      Object.assign(credential, {
        credentialStatus: [
          { id, type, statusPurpose },
          { id, type, ...rest },
        ],
      })
    },
    code: 'schema',
  },
  {
    title: 'the type of the status is written as IRI, which readers do not know',
    prepare: (credential) => {
      Object.assign(credential, {
        credentialStatus: { id: 'https://badges.lakeside.example/revoked', type: '1EdTechRevocationList' },
      })
    },
    hide: (credential) => {
      credential.credentialStatus.type = 'https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList'
    },
    code: 'schema',
  },
  {
    title: 'the type of the credential is written as IRI, so that it looks like no badge',
    hide: (credential) => {
      credential.type = ['VerifiableCredential', 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential']
    },
    code: 'schema',
  },
  {
    title: 'a class as member stands for the criteria, because both have one IRI',
    hide: (credential) => {
      const { achievement } = credential.credentialSubject
      Object.assign(achievement, { Criteria: take(achievement, 'criteria') })
    },
    code: 'non-term-key',
  },
  {
    title: 'a self-awarded badge moves its result to the issuer, who is the subject',
    prepare: (credential) => {
      Object.assign(credential.credentialSubject, { id: lakesideDid })
    },
    hide: (credential) => {
      Object.assign(credential.issuer, {
        type: ['Profile', 'AchievementSubject'],
        result: take(credential.credentialSubject, 'result'),
      })
    },
    code: 'schema',
  },
  {
    title: 'an end date that was not signed is null',
    prepare: (credential) => {
      take(credential, 'validUntil')
    },
    hide: (credential) => {
      Object.assign(credential, { validUntil: null })
    },
    code: 'schema',
  },
  {
    title: 'the end date is a list of one',
    hide: (credential) => {
      Object.assign(credential, { validUntil: [credential.validUntil] })
    },
    code: 'schema',
  },
]

const evidence = typicalCredential().evidence[0] ?? { id: '', type: [], name: '', narrative: '', genre: '' }

const endorsementOf = (id: string) => ({
  id: 'urn:uuid:7e8e6e3c-8a0f-4f0e-9a52-3f6d2f1d0099',
  type: ['VerifiableCredential', 'EndorsementCredential'],
  name: 'Recognized by the state',
  issuer: { id: 'did:web:state.example', type: ['Profile'] },
  validFrom: '2026-05-01T14:03:00Z',
  validUntil: '2026-12-01T14:03:00Z',
  credentialSubject: { id, type: ['EndorsementSubject'], endorsementComment: 'Counts toward the license.' },
})

let issuer: Issuer
beforeAll(async () => {
  issuer = await newIssuer()
})

test.each(rewritings)('$title: the library says yes, the guard no', async ({ prepare, hide, code }) => {
  const credential: Credential = typicalCredential()
  prepare?.(credential)
  const signed = await signCredential(credential, issuer.key, { created: new Date('2026-05-01T14:03:00Z') })
  expect(await libraryAccepts(signed, issuer)).toBe(true)
  expect(codeOf(signed)).toBe('accepted')

  hide(signed)

  expect(await libraryAccepts(signed, issuer)).toBe(true)
  expect(codeOf(signed)).toBe(code)
})

test('the library does notice when the end date itself is changed', async () => {
  const signed = await signCredential(typicalCredential(), issuer.key, { created: new Date('2026-05-01T14:03:00Z') })
  signed.validUntil = '2099-01-01T00:00:00Z'
  expect(await libraryAccepts(signed, issuer)).toBe(false)
})

function codeOf(credential: object): string {
  try {
    guardCredential(JSON.parse(JSON.stringify(credential)) as JsonObject)
    return 'accepted'
  } catch (error) {
    if (error instanceof OpenBadgeError) return error.code
    throw error
  }
}

function take<T extends object, K extends keyof T>(from: T, member: K): T[K] {
  const value = from[member]
  delete from[member]
  return value
}
