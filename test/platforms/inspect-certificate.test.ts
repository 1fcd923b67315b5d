import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { inspectCertificate } from '../../src/node/inspect-certificate.ts'
import { selfSignedCertificate } from '../support/certificate.ts'

test('a certificate that no browser trusts is broken, and a server that is away is worth a look', async () => {
  const server = createServer(selfSignedCertificate('localhost'))
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  onTestFinished(() => void server.close())
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo
  const now = new Date()
  expect(await inspectCertificate(`https://localhost:${port}`, now)).toMatchObject({
    finding: 'untrusted',
    state: 'broken',
  })
  expect(await inspectCertificate('https://localhost:1', now)).toMatchObject({ finding: 'unreachable' })
  expect(await inspectCertificate('http://localhost:1', now)).toBeUndefined()
})
