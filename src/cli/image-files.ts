import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { bakePng, bakeSvg, extractCredential } from '../openbadges/index.ts'
import { readInputFile } from './read-input.ts'
import { print, say } from './terminal.ts'

export function addImageCommands(program: Command) {
  program
    .command('bake')
    .description('put a signed credential into a PNG or SVG picture')
    .argument('<picture>', 'PNG or SVG file')
    .argument('<credential>', 'JSON or JWT file')
    .requiredOption('-o, --output <file>', 'where to write the baked picture')
    .action((picture: string, credentialFile: string, { output }: { output: string }) => {
      const credential = readInputFile(credentialFile).toString('utf8').trim()
      const bytes = readInputFile(picture)
      const isSvg = bytes.subarray(0, 512).toString('latin1').trimStart().startsWith('<')
      writeFileSync(output, isSvg ? bakeSvg(bytes.toString('utf8'), credential) : bakePng(bytes, credential))
      say(`Wrote ${output}`)
    })

  program
    .command('extract')
    .description('print the credential inside a badge picture')
    .argument('<file>', 'PNG, SVG, JSON or JWT file')
    .action(async (file: string) => {
      const { text, container, kind } = await extractCredential(readInputFile(file))
      say(`Found ${kind} in ${container}. It was not checked: signet verify ${file}`)
      print(text)
    })
}
