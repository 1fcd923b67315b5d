import type { Child } from 'hono/jsx'
import { Words } from '../text/visible-text.tsx'

export interface BadgeTile {
  href: string
  name: string
  /** Address of the picture on this server. */
  picture: string
  note?: Child
}

export const BadgeTiles = ({ tiles }: { tiles: BadgeTile[] }) => (
  <ul class="tiles">
    {tiles.map(({ href, name, picture, note }) => (
      <li class="tile">
        <img src={picture} alt="" width="112" height="112" loading="lazy" />
        <a href={href}>
          <Words>{name}</Words>
        </a>
        {note && <small>{note}</small>}
      </li>
    ))}
  </ul>
)
