import { recentlyUsed } from '../openbadges/index.ts'

/** Pages as they went out, to go out again for who asks for the same. */
export interface KeptPages {
  /** The page in UTF-8. `about` is all that it says and depends on, in JSON: whatever is not in it must not be on the page. */
  write(about: unknown, write: () => string): Uint8Array<ArrayBuffer>
}

export function createKeptPages(): KeptPages {
  const kept = recentlyUsed<{ name: string; page: Uint8Array<ArrayBuffer> }>(most.pages, {
    sizeOf: ({ name, page }) => 2 * name.length + page.length,
    mostSize: most.bytes,
  })
  return {
    write(about, write) {
      const name = JSON.stringify(about)
      const known = kept.find(name)
      if (known) return known.page
      const page = new TextEncoder().encode(write())
      kept.keep(name, { name, page })
      return page
    },
  }
}

/** A credential's page takes some 40 KB. */
const most = { pages: 1000, bytes: 24 * 1024 * 1024 }
