import { contextUrls } from '../../model/contexts.ts'

/** Has every kind of node that our credentials have, so that compiling its contexts compiles theirs. It says nothing. */
export const usualDocument = {
  '@context': [contextUrls.credentialsV2, contextUrls.openBadges, contextUrls.openBadgesExtensions],
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: '',
  image: { type: 'Image', caption: '' },
  issuer: { type: ['Profile'], name: '', image: { type: 'Image', caption: '' } },
  validFrom: '',
  credentialSubject: {
    type: ['AchievementSubject'],
    identifier: { type: 'IdentityObject', hashed: true },
    creditsEarned: 1,
    achievement: {
      type: ['Achievement'],
      criteria: { narrative: '' },
      creator: { type: ['Profile'] },
      alignment: { type: ['Alignment'], targetName: '' },
      resultDescription: {
        type: ['ResultDescription'],
        rubricCriterionLevel: { type: ['RubricCriterionLevel'], level: '' },
      },
    },
    result: { type: ['Result'], value: '', alignment: { type: ['Alignment'] } },
  },
  evidence: { type: ['Evidence'], genre: '' },
  credentialSchema: { type: '1EdTechJsonSchemaValidator2019' },
  credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose: '' },
} as const
