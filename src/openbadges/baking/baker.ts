import { LRUCache } from 'lru-cache'
import { preparePng } from './bake-png.ts'
import { prepareSvg } from './bake-svg.ts'

/** Bakes many credentials into few pictures, which are kept ready for the next one. */
export interface Baker {
  /** `name` says which picture it is, and that its bytes never change; `load` is called when it is not at hand. */
  bake(picture: Picture, credential: string): Promise<Uint8Array<ArrayBuffer>>
}
/** A picture to bake into (OB 3.0 § Baked Badge), loaded only when it is not at hand. */
export interface Picture {
  name: string
  format: 'png' | 'svg'
  load(): Promise<Uint8Array>
}

/** One for each process. */
export function createBaker(): Baker {
  const ready = new LRUCache<string, Ready>({
    max: 200,
    maxSize: 16 * 1024 * 1024,
    sizeCalculation: ({ bytes }) => 1 + bytes,
  })
  return {
    async bake({ name, format, load }, credential) {
      const known = ready.get(`${format} ${name}`)
      if (known) return known.bake(credential)
      const picture = await load()
      const prepared = { bake: prepare(format, picture), bytes: picture.length }
      ready.set(`${format} ${name}`, prepared)
      return prepared.bake(credential)
    },
  }
}

interface Ready {
  bake(credential: string): Uint8Array<ArrayBuffer>
  bytes: number
}

function prepare(format: Picture['format'], picture: Uint8Array): Ready['bake'] {
  if (format === 'png') return preparePng(picture)
  const bakeInto = prepareSvg(new TextDecoder().decode(picture))
  return (credential) => new TextEncoder().encode(bakeInto(credential))
}
