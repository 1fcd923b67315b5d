import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../../src/platform/errors.ts'
import type { FileContent, Files } from '../../src/platform/platform.ts'

export interface FilesHome {
  files: Files
  close(): Promise<void>
}

export function filesContract(name: string, open: () => Promise<FilesHome>) {
  describe(`files on ${name}`, () => {
    let home: FilesHome
    let files: Files
    beforeEach(async () => {
      home = await open()
      files = home.files
    })
    afterEach(() => home.close())

    const bytes = (text: string) => new TextEncoder().encode(text)
    const read = async (content: FileContent | undefined) => content && (await new Response(content.body).text())
    const listAll = async (prefix: string) => {
      const keys: string[] = []
      for await (const { key } of files.list(prefix)) keys.push(key)
      return keys
    }
    const codeOf = (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'nothing',
        (error: unknown) => (error instanceof AppError ? error.code : 'error'),
      )

    test('a file comes back byte for byte, with its size and SHA-256', async () => {
      const body = crypto.getRandomValues(new Uint8Array(60_000))
      const stored = await files.put('evidence/e-1.bin', body, { maxBytes: 60_000 })
      const found = await files.get('evidence/e-1.bin')
      expect(stored).toEqual({
        key: 'evidence/e-1.bin',
        size: 60_000,
        sha256: createHash('sha256').update(body).digest('hex'),
      })
      expect(new Uint8Array(await new Response(found?.body).arrayBuffer())).toEqual(body)
      expect(found?.size).toBe(60_000)
    })

    test('a stream is stored as one file, an empty one as well', async () => {
      const pieces = ReadableStream.from([bytes('one '), bytes('two '), bytes('three')])
      await files.put('a/pieces.txt', pieces, { maxBytes: 100 })
      await files.put('a/empty.txt', ReadableStream.from([]), { maxBytes: 100 })
      expect(await read(await files.get('a/pieces.txt'))).toBe('one two three')
      expect(await read(await files.get('a/empty.txt'))).toBe('')
    })

    test('a long upload is stored whole, however it arrives, and stops as soon as it is too long', async () => {
      const long = (megabytes: number) =>
        ReadableStream.from(Array.from({ length: megabytes * 16 }, (_, n) => new Uint8Array(65_536).fill(n)))
      const stored = await files.put('a/long.bin', long(12), { maxBytes: 12 * 1024 * 1024 })
      const whole = new Uint8Array(await new Response(long(12)).arrayBuffer())
      expect([stored.size, stored.sha256]).toEqual([whole.length, createHash('sha256').update(whole).digest('hex')])
      const range = await files.get('a/long.bin', { start: 5_242_870, end: 5_242_889 })
      expect(new Uint8Array(await new Response(range?.body).arrayBuffer())).toEqual(whole.slice(5_242_870, 5_242_890))

      expect(await codeOf(files.put('a/longer.bin', long(13), { maxBytes: 12 * 1024 * 1024 }))).toBe(
        'payload-too-large',
      )
      expect(await listAll('')).toEqual(['a/long.bin'])
    })

    test('a range has both its ends, and says how large the whole file is', async () => {
      await files.put('a/range.txt', bytes('0123456789'), { maxBytes: 10 })
      const content = await files.get('a/range.txt', { start: 2, end: 4 })
      expect([await read(content), content?.size]).toEqual(['234', 10])
    })

    test('what is too large, or breaks off, leaves nothing behind', async () => {
      const tooLarge = ReadableStream.from([bytes('12345'), bytes('67890')])
      expect(await codeOf(files.put('a/large.txt', tooLarge, { maxBytes: 9 }))).toBe('payload-too-large')
      const broken = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(bytes('half')),
        pull: (controller) => controller.error(new Error('The connection broke.')),
      })
      expect(await codeOf(files.put('a/half.txt', broken, { maxBytes: 100 }))).toBe('error')
      expect(await listAll('')).toEqual([])
      expect(await files.get('a/half.txt')).toBeUndefined()
    })

    test('a broken upload does not harm the file that had the name before', async () => {
      await files.put('a/kept.txt', bytes('first'), { maxBytes: 100 })
      await codeOf(files.put('a/kept.txt', bytes('longer than allowed'), { maxBytes: 5 }))
      expect(await read(await files.get('a/kept.txt'))).toBe('first')
    })

    test('deleting is final, and deleting nothing is fine', async () => {
      await files.put('a/gone.txt', bytes('x'), { maxBytes: 1 })
      await files.delete('a/gone.txt')
      await files.delete('a/gone.txt')
      expect(await files.get('a/gone.txt')).toBeUndefined()
    })

    test('keys are listed by prefix, in order', async () => {
      for (const key of ['b/2.txt', 'a/3.txt', 'a/1.txt', 'a/deep/er/2.txt'])
        await files.put(key, bytes('x'), { maxBytes: 1 })
      expect(await listAll('a/')).toEqual(['a/1.txt', 'a/3.txt', 'a/deep/er/2.txt'])
      expect(await listAll('')).toHaveLength(4)
    })

    test('only keys of our own making are taken', async () => {
      const keys = [
        '',
        '/etc/passwd',
        '../x',
        'a/../../x',
        'a//b',
        'A/b',
        'a/b.tar.gz',
        'a\\b',
        'a/.x',
        'a\u0000',
        'x'.repeat(301),
      ]
      for (const key of keys) {
        expect([key, await codeOf(files.put(key, bytes('x'), { maxBytes: 1 }))]).toEqual([key, 'error'])
        expect([key, await codeOf(files.get(key))]).toEqual([key, 'error'])
        expect([key, await codeOf(files.delete(key))]).toEqual([key, 'error'])
      }
    })
  })
}
