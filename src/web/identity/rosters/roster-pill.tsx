import type { OutcomeAction, RosterState } from '../../../identity/rosters/roster.ts'
import type { IconName } from '../../components/icon.tsx'
import { Pill, type Tone } from '../../components/pill.tsx'
import { useSpeech } from '../../visit.tsx'

export const RosterPill = ({ state }: { state: RosterState }) => {
  const [tone, icon] = states[state]
  return (
    <Pill tone={tone} icon={icon}>
      {useSpeech().t(`rosters.state.${state}`)}
    </Pill>
  )
}

const states: Record<RosterState, [Tone, IconName]> = {
  mapping: ['info', 'write'],
  reading: ['info', 'clock'],
  ready: ['info', 'eye'],
  held: ['bad', 'alert'],
  applying: ['info', 'clock'],
  done: ['ok', 'check'],
  failed: ['bad', 'alert'],
  canceled: ['none', 'ban'],
}

export const ActionPill = ({ action }: { action: OutcomeAction }) => {
  const [tone, icon] = actions[action]
  return (
    <Pill tone={tone} icon={icon}>
      {useSpeech().t(`rosters.action.${action}`)}
    </Pill>
  )
}

const actions: Record<OutcomeAction, [Tone, IconName]> = {
  add: ['ok', 'add'],
  change: ['info', 'write'],
  end: ['warn', 'clock'],
  same: ['none', 'check'],
  refuse: ['bad', 'alert'],
}
