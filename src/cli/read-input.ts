import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { AppError } from '../platform/errors.ts'

/** A file that somebody named, whole. Nothing that we read as one piece is larger than this. */
export function readInputFile(path: string): Buffer {
  if (sizeOfInput(path) > mostBytes)
    throw new AppError('payload-too-large', 'refused.inputTooLarge', { path, most: mostBytes >> 20 })
  return readFileSync(path)
}

const mostBytes = 64 * 1024 * 1024

/** How many bytes there are to read, before anything is done with them. */
export function sizeOfInput(path: string): number {
  const found = statSync(path)
  if (found.isDirectory()) throw new AppError('validation', 'refused.inputIsFolder', { path })
  accessSync(path, constants.R_OK)
  return found.size
}

/** What the system says of a file, in our words; undefined for what is not about a file. */
export function toAppError(error: unknown): AppError | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return
  const path = String(error.path)
  if (error.code === 'ENOENT') return new AppError('not-found', 'refused.noInput', { path })
  if (error.code === 'EISDIR') return new AppError('validation', 'refused.inputIsFolder', { path })
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return new AppError('forbidden', 'refused.inputForbidden', { path })
  if (error.code === 'ENOTDIR') return new AppError('not-found', 'refused.inputPartNoFolder', { path })
  if (error.code === 'ENOSPC') return new AppError('storage-full', 'refused.inputDiskFull', { path })
}
