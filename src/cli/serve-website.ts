import type { NodePlatform } from '../node/node-platform.ts'
import type { RunningServer } from '../node/server.ts'

/** The website takes as long to load as all else, and most commands do without. */
export async function serveWebsite(platform: NodePlatform): Promise<RunningServer> {
  const [{ createApp }, { serve }] = await Promise.all([import('../app/app.ts'), import('../node/server.ts')])
  return await serve(createApp(platform), platform)
}
