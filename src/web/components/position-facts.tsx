import type { positionState } from '../../identity/positions/position.ts'
import type { PositionWithPlace } from '../../identity/positions/positions-store.ts'
import { Words } from '../text/visible-text.tsx'
import { useSpeech } from '../visit.tsx'
import { Pill } from './pill.tsx'
import { CalendarDay } from './when.tsx'

export type ShownPosition = PositionWithPlace & { state: ReturnType<typeof positionState> }

/** What somebody works as, where, and from when to when. */
export const PositionFacts = ({ position }: { position: ShownPosition }) => {
  const { t, rich } = useSpeech()
  const { title, organizationName, startsOn, endsOn, state } = position
  return (
    <div class="stack tight">
      <p class="row">
        <b>
          <Words>{title}</Words>
        </b>
        {state !== 'current' && <Pill>{t(`me.position.${state}`)}</Pill>}
      </p>
      <p class="small soft">
        <Words>{organizationName}</Words>
        <br />
        {endsOn === null
          ? rich('me.positionSince', { from: <CalendarDay day={startsOn} /> })
          : rich('me.positionFromTo', { from: <CalendarDay day={startsOn} />, to: <CalendarDay day={endsOn} /> })}
      </p>
    </div>
  )
}
