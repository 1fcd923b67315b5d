/** Words that somebody else wrote, shown so that they cannot turn our own words around; `lang` where it is not the page's. */
export const Words = ({ children, lang }: { children: string | undefined; lang?: string | undefined }) => (
  <bdi lang={lang}>{visibleText(children ?? '')}</bdi>
)

/** Without the characters that reorder or hide text: a name must not read as another, nor change the sentence around it. */
export const visibleText = (text: string): string =>
  isPlain.test(text)
    ? text
    : text
        .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu, '')
        .replace(/\p{Cc}/gu, keepLineBreaks)

/** Most texts are, and to look for the others takes longer. */
const isPlain = /^[\t\n\x20-\x7e]*$/

const keepLineBreaks = (control: string) => (control === '\n' || control === '\t' ? control : '')
