import type { MessageKey } from '../../platform/language/messages.ts'
import { Page } from '../components/page.tsx'
import { Markdown } from '../text/markdown.tsx'
import { useSpeech } from '../visit.tsx'

/** Pages that are words only. Their text is Markdown in the catalog, one message for each section. */
export const TextPage = ({ page }: { page: TextPageName }) => {
  const { t } = useSpeech()
  const title = t(`${page}.title`)
  return (
    <Page title={title} description={t(`${page}.lead`)} isListed>
      <div class="wrap narrow pt6 stack loose">
        <div class="stack">
          <h1 class="serif">{title}</h1>
          <p class="lead">{t(`${page}.lead`)}</p>
        </div>
        {sections[page].map((section) => (
          <section class="card">
            <h2>{t(`${section}.title` as MessageKey)}</h2>
            <Markdown level={2} isOurs>
              {t(`${section}.text` as MessageKey)}
            </Markdown>
          </section>
        ))}
      </div>
    </Page>
  )
}

export type TextPageName = keyof typeof sections

type SectionName<Page extends string> = MessageKey extends infer Key
  ? Key extends `${Page}.${infer Name}.text`
    ? `${Page}.${Name}`
    : never
  : never

const sections = {
  accessibility: [
    'accessibility.goal',
    'accessibility.tested',
    'accessibility.gaps',
    'accessibility.contact',
    'accessibility.report',
  ] satisfies SectionName<'accessibility'>[],
  privacy: [
    'privacy.verify',
    'privacy.credential',
    'privacy.evidence',
    'privacy.yours',
    'privacy.cookies',
  ] satisfies SectionName<'privacy'>[],
  help: ['help.check', 'help.results', 'help.earn', 'help.wrong'] satisfies SectionName<'help'>[],
}
