// Written by scripts/build-assets.mjs. The names carry a hash of the content, so that they may be kept for ever.
export const assets = {
  stylesheet: '/assets/app.D5SEDDDP.css',
  copyScript: '/assets/copy.UHEYAJ4A.js',
  jobScript: '/assets/job.2JCZCLRI.js',
  passkeyScript: '/assets/passkey.JKYQPVEV.js',
  mark: '/assets/mark.HLFUPDXW.svg',
  textFont: '/assets/atkinson-hyperlegible-next-latin-wght-normal.VX3WN42K.woff2',
} as const
