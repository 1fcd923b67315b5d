import { LRUCache } from 'lru-cache'

/** Pages as they went out, to go out again for who asks for the same. */
export interface KeptPages {
  /** The page in UTF-8. `about` is all that it says and depends on, in JSON: whatever is not in it must not be on the page. */
  write(about: unknown, write: () => string): Uint8Array<ArrayBuffer>
}

export function createKeptPages(): KeptPages {
  // A credential's page takes some 40 KB.
  const kept = new LRUCache<string, Uint8Array<ArrayBuffer>>({
    max: 1000,
    maxSize: 24 * 1024 * 1024,
    sizeCalculation: (page, name) => 2 * name.length + page.length,
  })
  return {
    write(about, write) {
      const name = JSON.stringify(about)
      const known = kept.get(name)
      if (known) return known
      const page = new TextEncoder().encode(write())
      kept.set(name, page)
      return page
    },
  }
}
