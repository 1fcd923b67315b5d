import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

test('everything that the one door of the standard hands out says what it is', () => {
  const door = fileURLToPath(new URL('../../src/openbadges/index.ts', import.meta.url))
  const program = ts.createProgram([door], { allowImportingTsExtensions: true, noEmit: true, noLib: true, types: [] })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(door)
  const symbol = source && checker.getSymbolAtLocation(source)
  const exported = symbol ? checker.getExportsOfModule(symbol) : []
  const declared = exported.map((one) => (one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one))
  expect(declared.length).toBeGreaterThan(100)
  expect(declared.filter((one) => one.getDocumentationComment(checker).length === 0).map(({ name }) => name)).toEqual(
    [],
  )
}, 60_000)
