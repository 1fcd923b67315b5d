import { Words } from '../text/visible-text.tsx'

/** Says what a button or a link is about to those who do not see where it stands. */
export const About = ({ children }: { children: string }) => (
  <span class="vh">
    {' '}
    <Words>{children}</Words>
  </span>
)
