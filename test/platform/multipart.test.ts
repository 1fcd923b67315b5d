import { expect, test } from 'vitest'
import { AppError } from '../../src/platform/errors.ts'
import { type FilePart, formLimits, readMultipart } from '../../src/platform/requests/multipart.ts'

const limits = { ...formLimits, maxFileBytes: 1000 }
const boundary = '----WebKitFormBoundaryAbC123'

test('reads fields and files in the order they come', async () => {
  const form = new FormData()
  form.append('name', 'Lesson plan')
  form.append('tag', 'a')
  form.append('tag', 'b')
  form.append('file', new File(['first'], 'one.txt', { type: 'text/plain' }))
  form.append('file', new File(['second'], 'two "2".txt', { type: 'text/plain' }))
  form.append('after', 'ñ 日本')
  const { fields, files } = await readMultipart(post(form), limits, keepFile)
  expect(Object.fromEntries(fields)).toEqual({ name: ['Lesson plan'], tag: ['a', 'b'], after: ['ñ 日本'] })
  expect(files).toEqual([
    { name: 'file', fileName: 'one.txt', mediaType: 'text/plain', text: 'first' },
    { name: 'file', fileName: 'two "2".txt', mediaType: 'text/plain', text: 'second' },
  ])
})

test('finds the boundary wherever the network cuts it, and keeps line breaks and look-alikes of it in the file', async () => {
  const content = `\r\n--${boundary.slice(0, -1)}\r\n\r\r\n-\r\n--x\r\n`
  const bytes = encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n` +
      `${content}\r\n--${boundary}\r\nContent-Disposition: form-data; name="after"\r\n\r\nyes\r\n--${boundary}--\r\n`,
  )
  for (let size = 1; size <= bytes.length; size++) {
    const { fields, files } = await readMultipart(request(chunked(bytes, size)), limits, keepFile)
    expect([size, files[0]?.text, fields.get('after')]).toEqual([size, content, ['yes']])
  }
})

test('parts that hold nothing count as well', async () => {
  const part = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n`
  const reading = readMultipart(request(encode(`${part.repeat(121)}--${boundary}--\r\n`)), limits, keepFile)
  await expect(reading).rejects.toMatchObject({ code: 'payload-too-large' })
})

test('an empty file input is no file', async () => {
  const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--${boundary}--\r\n`
  expect((await readMultipart(request(encode(body)), limits, keepFile)).files).toEqual([])
})

test('a file that its reader leaves unread is passed over', async () => {
  const form = new FormData()
  form.append('file', new File(['x'.repeat(900)], 'a.txt'))
  form.append('after', 'seen')
  const { fields, files } = await readMultipart(post(form), limits, async (part) => part.fileName)
  expect([files, fields.get('after')]).toEqual([['a.txt'], ['seen']])
})

test('a parameter inside a quoted file name is part of the name', async () => {
  const body = `--${boundary}\r\nContent-Disposition: form-data; filename="x; name=evil"; name="file"\r\n\r\nhello\r\n--${boundary}--`
  const { files } = await readMultipart(request(encode(body)), limits, keepFile)
  expect(files).toEqual([
    { name: 'file', fileName: 'x; name=evil', mediaType: 'application/octet-stream', text: 'hello' },
  ])
})

test.each([
  ['no boundary', 'multipart/form-data', 'x', 'bad-request'],
  ['an empty boundary', 'multipart/form-data; boundary=""', 'x', 'bad-request'],
  ['a boundary of 71 characters', `multipart/form-data; boundary=${'b'.repeat(71)}`, 'x', 'bad-request'],
  ['another type', 'application/x-www-form-urlencoded', 'a=b', 'unsupported-media'],
  ['no body', `multipart/form-data; boundary=${boundary}`, '', 'bad-request'],
  ['no part at all', `multipart/form-data; boundary=${boundary}`, 'hello', 'bad-request'],
  ['no final boundary', `multipart/form-data; boundary=${boundary}`, field('a', 'b'), 'bad-request'],
  [
    'a part without a name',
    `multipart/form-data; boundary=${boundary}`,
    `--${boundary}\r\nContent-Type: text/plain\r\n\r\nx\r\n--${boundary}--`,
    'bad-request',
  ],
  [
    'headers without end',
    `multipart/form-data; boundary=${boundary}`,
    `--${boundary}\r\nX: ${'y'.repeat(40_000)}`,
    'bad-request',
  ],
  ['text after a boundary', `multipart/form-data; boundary=${boundary}`, `--${boundary}xx\r\n\r\n`, 'bad-request'],
  [
    'a field over its limit',
    `multipart/form-data; boundary=${boundary}`,
    `${field('a', 'b'.repeat(64 * 1024 + 1))}--${boundary}--`,
    'payload-too-large',
  ],
  [
    '50,000 fields',
    `multipart/form-data; boundary=${boundary}`,
    `${field('a', '').repeat(50_000)}--${boundary}--`,
    'payload-too-large',
  ],
  [
    'a file over its limit',
    `multipart/form-data; boundary=${boundary}`,
    `${file('x'.repeat(1001))}--${boundary}--`,
    'payload-too-large',
  ],
  [
    'more files than allowed',
    `multipart/form-data; boundary=${boundary}`,
    `${file('x').repeat(21)}--${boundary}--`,
    'payload-too-large',
  ],
  [
    'megabytes before the first boundary',
    `multipart/form-data; boundary=${boundary}`,
    `${'x'.repeat(2_000_000)}\r\n--${boundary}--`,
    'bad-request',
  ],
])('refuses %s', async (_, contentType, body, code) => {
  expect(await codeOf(readMultipart(request(encode(body), contentType), limits, keepFile))).toBe(code)
})

test('refuses a field that is not UTF-8', async () => {
  const body = new Uint8Array([
    ...encode(`--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n`),
    0xff,
    ...encode(`\r\n--${boundary}--`),
  ])
  expect(await codeOf(readMultipart(request(body), limits, keepFile))).toBe('bad-request')
})

test('an upload that breaks off ends the stream of the file with an error', async () => {
  const states: string[] = []
  const reading = readMultipart(request(encode(file('half of it').slice(0, -6))), limits, async (part) => {
    await new Response(part.body).text().then(
      () => states.push('whole'),
      () => states.push('broken'),
    )
    throw new AppError('bad-request', 'refused.notUnderstood')
  })
  expect([await codeOf(reading), states]).toEqual(['bad-request', ['broken']])
})

test('a file of many short almost-boundaries is read in linear time', async () => {
  const content = `\r\n--${boundary.slice(0, -1)}`.repeat(40_000)
  const body = chunked(encode(`${file(content)}--${boundary}--`), 16 * 1024)
  const { files } = await readMultipart(request(body), { ...limits, maxFileBytes: 10_000_000 }, keepFile)
  expect(files[0]?.text.length).toBe(content.length)
})

const encode = (text: string) => new TextEncoder().encode(text)
function field(name: string, value: string) {
  return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
}
function file(content: string) {
  return `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n${content}\r\n`
}

const keepFile = async ({ body, ...part }: FilePart) => ({ ...part, text: await new Response(body).text() })

const post = (form: FormData) => new Request('http://localhost/', { method: 'POST', body: form })

const request = (
  body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  contentType = `multipart/form-data; boundary=${boundary}`,
) =>
  new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': contentType }, duplex: 'half' })

function chunked(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let offset = 0
  return new ReadableStream({
    pull(controller) {
      if (offset >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(offset, offset + size))
      offset += size
    },
  })
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'fulfilled',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
