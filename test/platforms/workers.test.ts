import { testSettings } from '../support/platform.ts'
import { workerAddress } from '../support/worker-address.ts'
import { openWorkersHome } from '../support/workers-home.ts'
import { databaseContract } from './database-contract.ts'
import { filesContract } from './files-contract.ts'
import { ledgerContract } from './ledger-contract.ts'

// The project `workers`, which alone runs this, has started it.
const worker = workerAddress() ?? ''
const open = async () => (await openWorkersHome(worker, testSettings)).platform

databaseContract('Workers', open)
filesContract('Workers', open)
ledgerContract('Workers', async () => {
  const platform = await open()
  return { platform, clock: platform.clock, close: platform.close }
})
