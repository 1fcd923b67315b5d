import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'

export const Crumbs = ({ trail, here }: { trail: { href: string; name: string }[]; here: string }) => {
  const { t } = useSpeech()
  return (
    <nav class="crumbs" aria-label={t('nav.crumbs')}>
      <ol>
        {trail.map(({ href, name }) => (
          <li>
            <a href={href}>
              <Words>{name}</Words>
            </a>
          </li>
        ))}
        <li aria-current="page">
          <Words>{here}</Words>
        </li>
      </ol>
    </nav>
  )
}
