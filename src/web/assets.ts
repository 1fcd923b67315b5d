// Written by scripts/build-assets.mjs. The names carry a hash of the content, so that they may be kept for ever.
export const assets = {
  siteStyles: '/assets/site.4T5SJDL6.css',
  identityStyles: '/assets/identity.4RVRFLSM.css',
  definitionsStyles: '/assets/definitions.2DJ4EHJJ.css',
  assessmentStyles: '/assets/assessment.NKLGQH2K.css',
  credentialsStyles: '/assets/credentials.N4TIL2AE.css',
  operationsStyles: '/assets/operations.7E2QGU2B.css',
  copyScript: '/assets/copy.UHEYAJ4A.js',
  jobScript: '/assets/job.2JCZCLRI.js',
  passkeyScript: '/assets/passkey.JKYQPVEV.js',
  mark: '/assets/mark.HLFUPDXW.svg',
  textFont: '/assets/atkinson-hyperlegible-next-latin-wght-normal.VX3WN42K.woff2',
} as const
