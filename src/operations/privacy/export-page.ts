import type { Speech } from '../../platform/language/speech.ts'
import type { PersonalData } from './personal-data.ts'

/** The same for people to read: one page without script, beside the files that it links to. */
export function exportPage(data: PersonalData, speech: Speech): string {
  const { person } = data
  const { t, locale } = speech
  return [
    '<!doctype html>',
    `<html lang="${locale}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(t('archive.title', { name: person.name ?? '' }))}</title>`,
    '<style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}dt{font-weight:600}dd{margin:0 0 .5rem}li{margin:.25rem 0}h2{margin-top:2rem}</style>',
    '</head>',
    '<body>',
    `<h1>${escaped(person.name)}</h1>`,
    `<p>${escaped(t('archive.lead', { address: data.from, day: speech.recordDay(new Date(data.exported_at)) }))} <a href="data.json">data.json</a></p>`,
    section(
      t('archive.you'),
      facts([
        [t('me.name'), person.name],
        [t('me.sortingName'), person.sorting_name],
        [t('me.language'), person.language],
        [t('me.timeZone'), person.time_zone],
        [t('me.lane'), person.lane],
        [t('archive.since'), person.created_at?.slice(0, 10)],
      ]),
    ),
    section(
      t('archive.addresses'),
      list(
        data.emails.map(
          ({ email, kind, is_main }) =>
            `${escaped(email)} (${t(`archive.kind.${kind}`)}${is_main ? `, ${t('archive.main')}` : ''})`,
        ),
      ),
    ),
    section(
      t('archive.badges'),
      list(
        data.awards.map(
          (award) =>
            `<a href="${escaped(award.url)}">${escaped(award.badge)}</a>, ${escaped(award.issuer)}, ${escaped(award.issued_at?.slice(0, 10))}, ${t(`awards.state.${award.state}`)}: <a href="${escaped(award.credential)}">${t('archive.credential')}</a>, <a href="${escaped(award.picture)}">${t('archive.picture')}</a>`,
        ),
      ),
    ),
    section(t('archive.work'), data.submissions.map((one) => submission(one, speech)).join('\n')),
    section(
      t('archive.reviews'),
      list(
        data.reviews_written.map(
          ({ badge, decision, comment }) =>
            `${escaped(badge)}: ${t(`review.decided.${decision}`)}. ${escaped(comment)}`,
        ),
      ),
    ),
    section(
      t('archive.positions'),
      list(
        data.positions.map(
          ({ title, organization, starts_on, ends_on }) =>
            `${escaped(title)}, ${escaped(organization)}, ${escaped(starts_on)} – ${escaped(ends_on ?? t('archive.now'))}`,
        ),
      ),
    ),
    section(
      t('archive.roles'),
      list(data.roles.map(({ role, organization }) => `${t(`role.${role}`)}, ${escaped(organization)}`)),
    ),
    section(
      t('archive.called'),
      list([
        ...data.known_as.map(
          ({ organization, name, email }) => `${escaped(organization)}: ${escaped(name)}, ${escaped(email)}`,
        ),
        ...data.called_in_rosters.map(
          ({ organization, name, id }) => `${escaped(organization)}: ${escaped(name)} (${escaped(id)})`,
        ),
      ]),
    ),
    section(
      t('archive.mail'),
      list(data.messages.map(({ created_at, subject }) => `${escaped(created_at?.slice(0, 10))}: ${escaped(subject)}`)),
    ),
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

const section = (title: string, content: string) =>
  content === '' ? '' : `<section><h2>${title}</h2>${content}</section>`

const list = (items: string[]) =>
  items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`

const facts = (entries: [string, string | null | undefined][]) =>
  `<dl>${entries
    .filter(([, value]) => value)
    .map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`)
    .join('')}</dl>`

const submission = ({ badge, issuer, state, evidence, feedback }: PersonalData['submissions'][number], { t }: Speech) =>
  [
    `<h3>${escaped(badge)}</h3><p>${escaped(issuer)}: ${t(`work.state.${state}`)}</p>`,
    list(
      evidence.map((piece) =>
        [
          piece.file === undefined
            ? escaped(piece.name)
            : `<a href="${escaped(encodeURI(piece.file))}">${escaped(piece.name)}</a>`,
          piece.url !== null && `<a href="${escaped(piece.url)}">${escaped(piece.url)}</a>`,
          escaped(piece.description),
          escaped(piece.words),
        ]
          .filter(Boolean)
          .join('<br>'),
      ),
    ),
    list(
      feedback.map(
        ({ attempt, decision, comment }) =>
          `${t('archive.round', { attempt })}: ${t(`review.decided.${decision}`)}. ${escaped(comment)}`,
      ),
    ),
  ].join('')

const escaped = (text: string | null | undefined) =>
  (text ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
