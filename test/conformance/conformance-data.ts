import { readdirSync, readFileSync } from 'node:fs'
import type { JsonObject } from '../../src/openbadges/index.ts'

// Public test data of the standards bodies. It lies outside the project and is not copied into it.
const folder = process.env.SIGNET_CONFORMANCE ?? '../shared/conformance'

export const readBytes = (name: string): Uint8Array => readFileSync(`${folder}/${name}`)
export const readJson = (name: string): JsonObject => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'))
export const jsonFilesIn = (name: string): string[] =>
  readdirSync(`${folder}/${name}`)
    .filter((file) => file.endsWith('.json'))
    .map((file) => `${name}/${file}`)
