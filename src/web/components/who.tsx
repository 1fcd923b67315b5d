import { Words } from '../text/visible-text.tsx'

/** Somebody in a list, told from others of the same name by their address. */
export const Who = ({ name, email }: { name: string; email?: string | null }) => (
  <>
    <Words>{name}</Words>
    {email && (
      <>
        <br />
        <span class="soft small">{email}</span>
      </>
    )}
  </>
)
