import type { Child, PropsWithChildren } from 'hono/jsx'
import { Words } from '../text/visible-text.tsx'

interface EntryProps {
  name: string
  /** What it is, in a word or two each. */
  pills?: Child
  /** What can be done about it. */
  actions?: Child
}

/** One of a list of `entries`: something that somebody has. */
export const Entry = ({ name, pills, actions, children }: PropsWithChildren<EntryProps>) => (
  <li class="split">
    <div class="stack tight">
      <p class="row">
        <b>
          <Words>{name}</Words>
        </b>
        {pills}
      </p>
      {children}
    </div>
    {actions && <div class="row">{actions}</div>}
  </li>
)
