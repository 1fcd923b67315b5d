import type { Child } from 'hono/jsx'
import { useSpeech } from '../visit.tsx'
import { Icon } from './icon.tsx'

export interface Column<Row> {
  name: string
  cell(row: Row): Child
  /** Its name is only read out, as for a column of buttons. */
  isQuiet?: boolean
}

interface TableProps<Row> {
  caption: string
  /** The first names the row. */
  columns: readonly (Column<Row> | false)[]
  rows: readonly Row[]
  class?: string
}

/** Rows under headings; on a phone each row is a card that repeats them. */
export const Table = <Row,>({ caption, columns, rows, class: className = '' }: TableProps<Row>) => {
  const [header, ...others] = columns.filter((column) => column !== false)
  if (!header) return null
  return (
    <div class="tablewrap">
      <table class={`cards ${className}`.trim()}>
        <caption class="vh">{caption}</caption>
        <thead>
          <tr>
            {[header, ...others].map(({ name, isQuiet }) => (
              <th scope="col">{isQuiet ? <span class="vh">{name}</span> : name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">{header.cell(row)}</th>
              {others.map(({ name, cell }) => (
                <td data-label={name}>{asElement(cell(row))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Beside its heading in a card, bare text would be laid out word by word. */
const asElement = (cell: Child) => (typeof cell === 'string' ? <span>{cell}</span> : cell)

interface PagingProps {
  /** Where the list begins, on any other page of it. */
  first?: string | false | undefined
  next: string | undefined
}

export const Paging = ({ first, next }: PagingProps) => {
  const { t } = useSpeech()
  if (!first && !next) return null
  return (
    <div class="row">
      {first && (
        <a class="btn" href={first}>
          {t('paging.first')}
        </a>
      )}
      {next && (
        <a class="btn" href={next} rel="next">
          {t('paging.next')}
          <Icon name="arrow" />
        </a>
      )}
    </div>
  )
}
