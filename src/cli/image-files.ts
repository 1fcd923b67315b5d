import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { bakePng, bakeSvg, extractCredential } from '../openbadges/index.ts'
import { readInputFile } from './read-input.ts'
import { t } from './speech.ts'
import { print, say } from './terminal.ts'

export function addImageCommands(program: Command) {
  program
    .command('bake')
    .description(t('command.bake'))
    .argument('<picture>', t('command.pictureFile'))
    .argument('<credential>', t('command.credentialFile'))
    .requiredOption('-o, --output <file>', t('command.bakedFile'))
    .action((picture: string, credentialFile: string, { output }: { output: string }) => {
      const credential = readInputFile(credentialFile).toString('utf8').trim()
      const bytes = readInputFile(picture)
      const isSvg = bytes.subarray(0, 512).toString('latin1').trimStart().startsWith('<')
      writeFileSync(output, isSvg ? bakeSvg(bytes.toString('utf8'), credential) : bakePng(bytes, credential))
      say(t('command.wrote', { output }))
    })

  program
    .command('extract')
    .description(t('command.extract'))
    .argument('<file>', t('command.anyBadgeFile'))
    .action(async (file: string) => {
      const { text, container, kind } = await extractCredential(readInputFile(file))
      say(t('command.found', { kind, container, file }))
      print(text)
    })
}
