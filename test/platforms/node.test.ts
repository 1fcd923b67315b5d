import { testPlatform } from '../support/platform.ts'
import { databaseContract } from './database-contract.ts'
import { filesContract } from './files-contract.ts'
import { ledgerContract } from './ledger-contract.ts'

databaseContract('Node', async () => testPlatform())
filesContract('Node', async () => testPlatform())
ledgerContract('Node', async () => {
  const platform = testPlatform()
  return { platform, clock: platform.clock, close: platform.close }
})
