import { raw } from 'hono/html'
import MarkdownIt from 'markdown-it'
import { visibleText } from './visible-text.tsx'

const maxLength = 20_000

/**
 * Markdown that authors and strangers wrote. No HTML passes and no picture is fetched (security.md T-xss), which is why
 * the result may go into the page as it is. Longer texts are cut: the parser slows down on hostile ones.
 */
export const Markdown = ({ children, level, isOurs = false, lang }: MarkdownProps) => (
  <div class="prose" lang={lang}>
    {raw(createRenderer({ level, isOurs }).render(visibleText(children).slice(0, maxLength)))}
  </div>
)

interface MarkdownProps {
  lang?: string | undefined
  children: string
  /** That of the heading above: the text's own headings go below it. */
  level: 2 | 3
  /** Only our own words may link into this server. */
  isOurs?: boolean
}

function createRenderer({ level, isOurs }: { level: number; isOurs: boolean }) {
  const markdown = new MarkdownIt({ html: false, linkify: false }).disable(['image', 'html_block', 'html_inline'])
  markdown.validateLink = (url) => url.startsWith('https://') || (isOurs && url.startsWith('/'))
  markdown.core.ruler.push('place_in_page', (state) => {
    for (const token of state.tokens.flatMap((block) => [block, ...(block.children ?? [])])) {
      if (/^h[1-6]$/.test(token.tag)) token.tag = `h${Math.min(6, Number(token.tag[1]) + level)}`
      if (token.type === 'link_open' && !isOurs) token.attrSet('rel', 'noopener nofollow ugc')
      // Alignment arrives as an inline style, which the content security policy refuses.
      if (token.type === 'th_open' || token.type === 'td_open') token.attrs = null
    }
  })
  return markdown
}
