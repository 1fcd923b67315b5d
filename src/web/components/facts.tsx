import type { Child } from 'hono/jsx'

export interface Fact {
  label: string
  value: Child
  note?: Child
}

export const Facts = ({ facts, class: className = '' }: { facts: (Fact | undefined)[]; class?: string }) => (
  <dl class={`facts ${className}`.trim()}>
    {facts.map(
      (fact) =>
        fact && (
          <div>
            <dt>{fact.label}</dt>
            <dd>
              {fact.value}
              {fact.note && <small>{fact.note}</small>}
            </dd>
          </div>
        ),
    )}
  </dl>
)
