// Runs the jobs of an installation and says how far one of them is.
import { writeSync } from 'node:fs'
import { jobHandlers } from '../../src/app/job-handlers.ts'
import { openInstallation } from './installation.ts'

const [, , dataDir = '', table = '', progress = ''] = process.argv
const platform = openInstallation(dataDir)
platform.startJobs(jobHandlers)
setInterval(() => writeSync(1, `${platform.sqlite.prepare(`select ${progress} from ${table}`).pluck().get()}\n`), 20)
