import type { Child } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

export type Tone = 'ok' | 'info' | 'warn' | 'bad' | 'none'

/** A state in one or two words. Its shape and its word say what its color says. */
export const Pill = ({ tone = 'none', icon, children }: { tone?: Tone; icon?: IconName; children?: Child }) => (
  <span class={tone === 'none' ? 'pill' : `pill ${tone}`}>
    {icon && <Icon name={icon} />}
    {children}
  </span>
)
