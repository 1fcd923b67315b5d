// wrangler.toml bundles these as data.
declare module '*.png' {
  const bytes: ArrayBuffer
  export default bytes
}

// The part that is used; workerd's own declarations would redefine what Node's say of the web platform.
declare module 'cloudflare:workers' {
  /** Lets work go on after the response. */
  export function waitUntil(promise: Promise<unknown>): void
}
