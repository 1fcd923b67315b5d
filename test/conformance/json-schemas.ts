import { Ajv2019 } from 'ajv/dist/2019.js'
import addFormatsModule from 'ajv-formats'
import { readJson } from './conformance-data.ts'

/** One of the published JSON schemas, as a function that names what is wrong first, or nothing. */
export function schemaCheck(file: string): (value: unknown) => string | undefined {
  const ajv = new Ajv2019({ strict: false })
  addFormats(ajv)
  const validate = ajv.compile(readJson(file))
  return (value) => {
    if (validate(value)) return undefined
    const [error] = validate.errors ?? []
    return `${error?.instancePath} ${error?.message}`
  }
}

// The package's types describe a default export that Node does not unwrap.
const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default

export const strictAchievementSchema = 'schema/ob3-plain-2024-07/ghpages_achievementcredential.json'
export const publishedAchievementSchema = 'schema/ob3-published-2026-06/ob_v3p0_achievementcredential_schema.json'
export const strictEndorsementSchema = 'schema/ob3-plain-2024-07/ghpages_endorsementcredential.json'
export const publishedEndorsementSchema = 'schema/ob3-published-2026-06/ob_v3p0_endorsementcredential_schema.json'
