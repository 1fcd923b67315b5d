import { jsx } from 'hono/jsx'

/**
 * Before Node 24 an AsyncLocalStorage that was ever used makes every promise of the process call hooks, which takes a tenth
 * of an award. hono/jsx uses one, for components that wait, if it finds it when it first renders; ours don't wait.
 */
export function avoidAsyncHooks(): void {
  if (Number.parseInt(process.versions.node, 10) >= 24) return
  const { getBuiltinModule } = process
  process.getBuiltinModule = () => undefined
  try {
    String(jsx('p', {}))
  } finally {
    process.getBuiltinModule = getBuiltinModule
  }
}
