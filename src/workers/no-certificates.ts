/**
 * In place of `@peculiar/x509` on Workers (wrangler.toml). @simplewebauthn/server reads certificates for attestations alone,
 * and we take none: `manage-passkeys.ts` asks for `none` and refuses the rest. It would be a twentieth of the Worker.
 */
class NoCertificates {
  constructor() {
    throw new Error('Attestations with certificates are not taken.')
  }
}

export {
  NoCertificates as AuthorityKeyIdentifierExtension,
  NoCertificates as CRLDistributionPointsExtension,
  NoCertificates as SubjectKeyIdentifierExtension,
  NoCertificates as X509Certificate,
  NoCertificates as X509ChainBuilder,
  NoCertificates as X509Crl,
}
