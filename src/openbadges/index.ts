export { contextUrls, type DocumentLoader, pinnedDocumentLoader } from './contexts.ts'
export { OpenBadgeError, type OpenBadgeErrorCode } from './error.ts'
export { type JsonObject, type JsonValue, parseStrictJson } from './strict-json.ts'
