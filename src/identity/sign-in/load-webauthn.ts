/** It takes a fifth of the time of a start, and is needed where somebody uses a passkey. */
export const loadWebauthn = () => import('@simplewebauthn/server')
