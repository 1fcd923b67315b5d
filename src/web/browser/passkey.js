// Without this script, or in a browser that knows no passkeys, every other way in is still on the page.
const fromBase64url = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
const toBase64url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

async function askForOptions(url) {
  const response = await fetch(url, { method: 'POST', headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error('There is no challenge.')
  const options = await response.json()
  options.challenge = fromBase64url(options.challenge)
  if (options.user) options.user.id = fromBase64url(options.user.id)
  for (const list of [options.excludeCredentials, options.allowCredentials])
    for (const credential of list ?? []) credential.id = fromBase64url(credential.id)
  return options
}

function written({ id, rawId, type, response }) {
  const words = { clientDataJSON: toBase64url(response.clientDataJSON) }
  for (const part of ['attestationObject', 'authenticatorData', 'signature', 'userHandle'])
    if (response[part]) words[part] = toBase64url(response[part])
  if (response.getTransports) words.transports = response.getTransports()
  return JSON.stringify({
    id,
    rawId: toBase64url(rawId),
    type,
    response: words,
    clientExtensionResults: {},
  })
}

function send(place, credential) {
  const { form } = place.querySelector('button')
  form.elements.passkey.value = written(credential)
  form.action = place.querySelector('button').dataset.send
  form.submit()
}

async function use(place, ask) {
  const status = place.querySelector('[role=status]')
  status.textContent = ''
  try {
    send(place, await ask())
  } catch (error) {
    // Whoever closes the browser's own window has decided so.
    if (error.name !== 'AbortError') status.textContent = status.dataset.failed
  }
}

/** The passkeys of this site among the suggestions for the address, where the browser can do that. */
async function suggest(place, url, signal) {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return
  try {
    const publicKey = await askForOptions(url)
    send(place, await navigator.credentials.get({ publicKey, mediation: 'conditional', signal }))
  } catch {
    // Nobody asked for it, so nobody is told.
  }
}

for (const place of document.querySelectorAll('[data-passkey]')) {
  if (!window.PublicKeyCredential || !navigator.credentials) continue
  place.hidden = false
  for (const instead of document.querySelectorAll('[data-without-passkey]')) instead.hidden = true
  const button = place.querySelector('button')
  const { challenge } = button.dataset
  const suggestion = new AbortController()
  const isSigningIn = place.dataset.passkey === 'sign-in'
  if (isSigningIn) suggest(place, challenge, suggestion.signal)
  button.addEventListener('click', () => {
    suggestion.abort()
    use(place, async () => {
      const publicKey = await askForOptions(challenge)
      return isSigningIn
        ? await navigator.credentials.get({ publicKey })
        : await navigator.credentials.create({ publicKey })
    })
  })
}
