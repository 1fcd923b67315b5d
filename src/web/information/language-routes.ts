import { Hono } from 'hono'
import { readForm } from '../../http/body.ts'
import type { HttpEnv } from '../../http/http-env.ts'
import { refererPath } from '../../http/referer.ts'
import { chooseBrowserLanguage } from '../../http/speech.ts'
import { editProfile } from '../../identity/people/edit-profile.ts'
import { languages } from '../../platform/language/languages.ts'
import { localPath } from '../forms/require-viewer.ts'
import type { Site } from '../site.tsx'

/** Chooses a language at the foot of any page, for this browser and, where somebody has signed in, for them. */
export const languageRoutes = ({ platform }: Site) =>
  new Hono<HttpEnv>().post('/language', async (c) => {
    const said = (await readForm(c)).get('language')
    const language = languages.find((one) => one === said)
    if (language !== undefined) {
      chooseBrowserLanguage(c, platform.config, language)
      if (c.var.actor.kind === 'person') await editProfile(platform, c.var.actor, { language })
    }
    // The page says where it is by itself, so that one that is written once for all need not.
    return c.redirect(localPath(refererPath(c, platform.config), '/'), 303)
  })
