import type { PersonalData } from './personal-data.ts'

/** The same for people to read: one page without script, beside the files that it links to. */
export function exportPage(data: PersonalData): string {
  const { person } = data
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(person.name)}: data from Signet</title>`,
    '<style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}dt{font-weight:600}dd{margin:0 0 .5rem}li{margin:.25rem 0}h2{margin-top:2rem}</style>',
    '</head>',
    '<body>',
    `<h1>${escaped(person.name)}</h1>`,
    `<p>All that Signet at ${escaped(data.from)} kept of you on ${escaped(data.exported_at.slice(0, 10))}. Programs read the same in <a href="data.json">data.json</a>.</p>`,
    section(
      'You',
      facts([
        ['Name on credentials', person.name],
        ['Sorting name', person.sorting_name],
        ['Language', person.language],
        ['Time zone', person.time_zone],
        ['Staff lane', person.lane],
        ['Here since', person.created_at?.slice(0, 10)],
      ]),
    ),
    section(
      'Addresses',
      list(data.emails.map(({ email, kind, is_main }) => `${escaped(email)} (${kind}${is_main ? ', main' : ''})`)),
    ),
    section(
      'Badges',
      list(
        data.awards.map(
          (award) =>
            `<a href="${escaped(award.url)}">${escaped(award.badge)}</a>, ${escaped(award.issuer)}, ${escaped(award.issued_at?.slice(0, 10))}, ${award.state}: <a href="${escaped(award.credential)}">credential</a>, <a href="${escaped(award.picture)}">picture</a>`,
        ),
      ),
    ),
    section('Work', data.submissions.map(submission).join('\n')),
    section(
      'Reviews you wrote',
      list(
        data.reviews_written.map(
          ({ badge, decision, comment }) => `${escaped(badge)}: ${decision}. ${escaped(comment)}`,
        ),
      ),
    ),
    section(
      'Positions',
      list(
        data.positions.map(
          ({ title, organization, starts_on, ends_on }) =>
            `${escaped(title)}, ${escaped(organization)}, ${escaped(starts_on)} to ${escaped(ends_on ?? 'now')}`,
        ),
      ),
    ),
    section('Roles', list(data.roles.map(({ role, organization }) => `${escaped(role)}, ${escaped(organization)}`))),
    section(
      'What organizations call you',
      list([
        ...data.known_as.map(
          ({ organization, name, email }) => `${escaped(organization)}: ${escaped(name)}, ${escaped(email)}`,
        ),
        ...data.called_in_rosters.map(
          ({ organization, name, id }) => `${escaped(organization)}: ${escaped(name)} (${escaped(id)} in its roster)`,
        ),
      ]),
    ),
    section(
      'Mail',
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

const submission = ({ badge, issuer, state, evidence, feedback }: PersonalData['submissions'][number]) =>
  [
    `<h3>${escaped(badge)}</h3><p>${escaped(issuer)}: ${state}</p>`,
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
    list(feedback.map(({ attempt, decision, comment }) => `Round ${attempt}: ${decision}. ${escaped(comment)}`)),
  ].join('')

const escaped = (text: string | null | undefined) =>
  (text ?? '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
