import type { CredentialSummary } from '../report/verification-report.ts'
import { toMoment } from '../text/iso-8601.ts'
import { hasType, idOf, listOf, objectOf, objectsOf, stringOf, textOf } from '../text/json-reading.ts'
import type { JsonObject, JsonValue } from '../text/strict-json.ts'

/** What an Open Badges 3.0 credential, or any other verifiable credential, says of itself. */
export function summarizeCredential(credential: JsonObject): CredentialSummary {
  const subject = objectOf(listOf(credential.credentialSubject)[0]) ?? {}
  const achievement = objectOf(subject.achievement) ?? {}
  const criteria = objectOf(achievement.criteria)
  const identifiers = objectsOf(subject.identifier)
  const recipientName = identifiers.find((identity) => identity.identityType === 'name' && identity.hashed !== true)
  const recipientId = stringOf(subject.id)
  return {
    ...texts({
      id: stringOf(credential.id),
      name: textOf(achievement.name) ?? textOf(credential.name),
      description: textOf(achievement.description) ?? textOf(credential.description),
      criteria: textOf(criteria?.narrative),
      criteriaUrl: idOf(achievement.criteria),
      achievementType: stringOf(achievement.achievementType),
      imageUrl: idOf(achievement.image) ?? idOf(credential.image),
      issuerName: textOf(objectOf(credential.issuer)?.name),
      recipientName: stringOf(recipientName?.identityHash),
      recipientId,
      awardedAt: stringOf(credential.awardedDate),
      validFrom: stringOf(credential.validFrom) ?? stringOf(credential.issuanceDate),
      validUntil: stringOf(credential.validUntil) ?? stringOf(credential.expirationDate),
    }),
    hasRecipientEmail: identifiers.some(({ identityType }) => identityType === 'emailAddress'),
    evidence: objectsOf(credential.evidence).map(summarizeEvidence),
    alignments: objectsOf(achievement.alignment).flatMap(summarizeAlignment),
  }
}

/** What an Open Badges 2.0 assertion says, with the badge class and the issuer it leads to. */
export function summarizeOpenBadges2({
  assertion,
  badgeClass = {},
  issuer = {},
}: {
  assertion: JsonObject
  badgeClass?: JsonObject | undefined
  issuer?: JsonObject | undefined
}): CredentialSummary {
  const criteria = objectOf(badgeClass.criteria)
  const recipient = objectOf(assertion.recipient)
  return {
    ...texts({
      id: stringOf(assertion.id),
      name: textOf(badgeClass.name),
      description: textOf(badgeClass.description),
      criteria: textOf(criteria?.narrative),
      criteriaUrl: idOf(badgeClass.criteria),
      imageUrl: idOf(badgeClass.image),
      issuerName: textOf(issuer.name),
      awardedAt: toMoment(stringOf(assertion.issuedOn) ?? ''),
      validFrom: toMoment(stringOf(assertion.issuedOn) ?? ''),
      validUntil: toMoment(stringOf(assertion.expires) ?? ''),
    }),
    hasRecipientEmail: recipient !== undefined && hasType(recipient, 'email'),
    evidence: listOf(assertion.evidence).map((entry) => summarizeEvidence(objectOf(entry) ?? { id: entry })),
    alignments: objectsOf(badgeClass.alignment).flatMap(summarizeAlignment),
  }
}

function summarizeEvidence(evidence: JsonObject): CredentialSummary['evidence'][number] {
  return texts({
    url: stringOf(evidence.id),
    name: textOf(evidence.name),
    description: textOf(evidence.description),
    narrative: textOf(evidence.narrative),
  })
}

function summarizeAlignment(alignment: JsonObject): CredentialSummary['alignments'] {
  const name = textOf(alignment.targetName)
  if (name === undefined) return []
  return [{ name, ...texts({ url: stringOf(alignment.targetUrl), framework: textOf(alignment.targetFramework) }) }]
}

/** Leaves out what is missing, so that a page can ask by presence. */
function texts<Name extends string>(values: Record<Name, JsonValue | undefined>): { [name in Name]?: string } {
  const present: { [name in Name]?: string } = {}
  for (const name in values) {
    const value = values[name]
    if (typeof value === 'string' && value !== '') present[name] = value
  }
  return present
}
