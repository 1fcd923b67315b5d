import { About } from '../../components/about.tsx'
import { Icon } from '../../components/icon.tsx'
import { PositionFacts, type ShownPosition } from '../../components/position-facts.tsx'
import { CalendarDay } from '../../components/when.tsx'
import { Words } from '../../text/visible-text.tsx'
import { useSpeech } from '../../visit.tsx'

export interface PositionsView {
  /** Those that the reader may change. */
  positions: ShownPosition[]
  /** What was just done. */
  done: PositionDone | undefined
}
export type PositionDone =
  | { what: 'added' | 'saved' | 'undone' }
  /** `before` is the end that was set until then. */
  | { what: 'ended'; position: ShownPosition; endedOn: string; before: string }

/** What one person works as, as far as it is the reader's to say. */
export const PositionsCard = ({ view: { positions, done }, path }: { view: PositionsView; path: string }) => {
  const { t } = useSpeech()
  return (
    <section class="card stack" aria-labelledby="positions">
      <div class="split">
        <h2 id="positions">{t('positions.title')}</h2>
        <a class="btn" href={`${path}/new`}>
          <Icon name="add" />
          {t('positions.add')}
        </a>
      </div>
      {done && <DoneNote done={done} path={path} />}
      {positions.length === 0 ? (
        <p class="soft">{t('positions.none')}</p>
      ) : (
        <ul class="entries">
          {positions.map((position) => (
            <li class="split">
              <PositionFacts position={position} />
              <a class="btn quiet" href={`${path}/${position.id}`}>
                {t('positions.change')}
                <About>{`${position.title}, ${position.organizationName}`}</About>
              </a>
            </li>
          ))}
        </ul>
      )}
      <p class="small soft">{t('positions.note')}</p>
    </section>
  )
}

const DoneNote = ({ done, path }: { done: PositionDone; path: string }) => {
  const { t, rich } = useSpeech()
  if (done.what !== 'ended') {
    return (
      <p class="note ok" role="status">
        {t(`positions.done.${done.what}`)}
      </p>
    )
  }
  const { position, endedOn, before } = done
  return (
    <div class="note ok split">
      <p role="status">
        {rich('positions.done.ended', {
          title: <Words>{position.title}</Words>,
          day: <CalendarDay day={endedOn} />,
        })}
      </p>
      <form method="post" action={`${path}/${position.id}`}>
        <input type="hidden" name="before" value={before} />
        <button class="btn" type="submit" name="do" value="undo">
          {t('positions.undo')}
        </button>
      </form>
    </div>
  )
}
