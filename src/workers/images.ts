import hexagon from '../../badge-templates/previews/hexagon.png'
import ribbon from '../../badge-templates/previews/ribbon.png'
import rosette from '../../badge-templates/previews/rosette.png'
import shield from '../../badge-templates/previews/shield.png'
import stack from '../../badge-templates/previews/stack.png'
import tile from '../../badge-templates/previews/tile.png'
import type { Images } from '../platform.ts'

const pictures: Record<string, ArrayBuffer> = { hexagon, ribbon, rosette, shield, stack, tile }

/** Nothing draws SVG here, so the PNG is the template's own picture; the SVG has the badge's words and colours. */
export const shippedImages: Images = {
  async renderArtwork({ template }) {
    const picture = pictures[template]
    if (!picture) throw new Error(`There is no picture of the template ${template}.`)
    return new Uint8Array(picture)
  },
}
