import * as z from 'zod'
import { isDateTimeStamp } from '../text/date-time-stamp.ts'

/** URI (OB 3.0 § Derived Types). Always absolute: in a signed document nothing says what a relative one is relative to. */
export const uriSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/, 'Not an absolute URI')

/** DateTimeZ (OB 3.0 § Derived Types): a moment with its zone. */
export const dateTimeZSchema = z.string().refine(isDateTimeStamp, 'Not a moment with its zone')

/** Date (OB 3.0 § Derived Types). */
export const dateSchema = z.iso.date()

/** CompactJws (OB 3.0 § Derived Types), RFC 7515 §3.1. */
export const compactJwsSchema = z.string().regex(/^[\w-]+\.[\w-]*\.[\w-]+$/, 'Not a compact JWS')

/** LanguageCode (OB 3.0 § Derived Types), the form of it both published schemas check. */
export const languageCodeSchema = z
  .string()
  .regex(/^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/, 'Not a language code')

/** EmailAddress (OB 3.0 § Derived Types). */
export const emailAddressSchema = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'Not an e-mail address')

/** A term of one's own (OB 3.0 § Extending and Profiling the Standard, Extending Vocabularies). */
const extensionTermSchema = z.templateLiteral(['ext:', z.string().regex(/^[A-Za-z0-9._-]+$/)])

/** AchievementType (OB 3.0 § Enumerated Vocabularies). */
export const achievementTypeSchema = z.union([
  z.enum([
    'Achievement',
    'ApprenticeshipCertificate',
    'Assessment',
    'Assignment',
    'AssociateDegree',
    'Award',
    'Badge',
    'BachelorDegree',
    'Certificate',
    'CertificateOfCompletion',
    'Certification',
    'CommunityService',
    'Competency',
    'Course',
    'CoCurricular',
    'Degree',
    'Diploma',
    'DoctoralDegree',
    'Fieldwork',
    'GeneralEducationDevelopment',
    'JourneymanCertificate',
    'LearningProgram',
    'License',
    'Membership',
    'ProfessionalDoctorate',
    'QualityAssuranceCredential',
    'MasterCertificate',
    'MasterDegree',
    'MicroCredential',
    'ResearchDoctorate',
    'SecondarySchoolDiploma',
  ]),
  extensionTermSchema,
])

/** AlignmentTargetType (OB 3.0 § Enumerated Vocabularies). */
export const alignmentTargetTypeSchema = z.union([
  z.enum([
    'ceasn:Competency',
    'ceterms:Credential',
    'CFItem',
    'CFRubric',
    'CFRubricCriterion',
    'CFRubricCriterionLevel',
    'CTDL',
  ]),
  extensionTermSchema,
])

/** IdentifierTypeEnum (OB 3.0 § Enumerated Vocabularies). An e-mail address is `emailAddress`. */
export const identifierTypeSchema = z.union([
  z.enum([
    'name',
    'sourcedId',
    'systemId',
    'productId',
    'userName',
    'accountId',
    'emailAddress',
    'nationalIdentityNumber',
    'isbn',
    'issn',
    'lisSourcedId',
    'oneRosterSourcedId',
    'sisSourcedId',
    'ltiContextId',
    'ltiDeploymentId',
    'ltiToolId',
    'ltiPlatformId',
    'ltiUserId',
    'identifier',
  ]),
  extensionTermSchema,
])

/** ResultType (OB 3.0 § Enumerated Vocabularies). */
export const resultTypeSchema = z.union([
  z.enum([
    'GradePointAverage',
    'LetterGrade',
    'Percent',
    'PerformanceLevel',
    'PredictedScore',
    'RawScore',
    'Result',
    'RubricCriterion',
    'RubricCriterionLevel',
    'RubricScore',
    'ScaledScore',
    'Status',
  ]),
  extensionTermSchema,
])

/** ResultStatusType (OB 3.0 § Enumerated Vocabularies). It cannot be extended. */
export const resultStatusTypeSchema = z.enum([
  'Completed',
  'Enrolled',
  'Failed',
  'InProgress',
  'OnHold',
  'Provisional',
  'Withdrew',
])
