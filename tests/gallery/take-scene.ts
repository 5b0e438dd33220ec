import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { openPage } from '../e2e/browser-pages.ts'
import { LivePage } from '../e2e/live-page.ts'
import { startShell } from '../e2e/shells.ts'
import { auditNewColours, auditStructure } from './audit.ts'
import type { Picture } from './contact-sheet.ts'
import { dress, paint } from './dress.ts'
import { findLayoutFaults } from './layout-faults.ts'
import { readSize } from './looks.ts'
import type { Language, Theme } from './looks.ts'
import { playScene } from './play-scene.ts'
import { offerPrograms } from './programs.ts'
import type { Scene } from './scene.ts'

/** What is taken of each state. */
export interface Taking {
  /** A text that the state's name contains. */
  only: string
  themes: readonly Theme[]
  sizes: readonly string[]
  /** The pictures' folder. */
  folder: string
}

/** Takes the states of a scene in a start of its own. A state that could not be shown is a picture with a fault. */
export async function takeScene(
  browser: Browser,
  scene: Scene,
  language: Language,
  taking: Taking,
): Promise<Picture[]> {
  const pictures: Picture[] = []
  const dataDir = mkdtempSync(join(tmpdir(), 'mpscope-gallery-data-'))
  scene.prepare?.(dataDir)
  const withdraw = offerPrograms(dataDir, scene.programs ?? {})
  const locale = language === 'zh' ? 'zh-CN' : 'en-US'
  const start = { dataDir, locale, ...(scene.updateSource && { updateSource: scene.updateSource }) } as const
  const { page, closeWindow, close } = await startShell(scene.shell ?? 'chromium', start, () =>
    openPage(browser, locale),
  )
  try {
    const live = new LivePage(page, language)
    await live.isReady()
    await playScene(scene, { live, closeWindow }, async (state, shown) => {
      if (!state.includes(taking.only)) return
      pictures.push(...(await takeState(shown, state, language, taking)))
    })
  } catch (error) {
    const file = `failed.${scene.name}.${language}.jpg`
    await page.screenshot({ path: join(taking.folder, file), type: 'jpeg' }).catch(() => {})
    const [theme = 'light', size = ''] = [taking.themes[0], taking.sizes[0]]
    const faults = [`it could not be shown: ${String(error)}`]
    pictures.push({ state: `${scene.name}/failed`, language, theme, size, file, faults })
  } finally {
    await close()
    withdraw()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  return pictures
}

/** Each question is asked once for all looks that cannot change its answer. */
async function takeState(
  page: Page,
  state: string,
  language: Language,
  { themes, sizes, folder }: Taking,
): Promise<Picture[]> {
  const pictures: Picture[] = []
  const scales = new Set<number>()
  for (const size of sizes) {
    await dress(page, { theme: themes[0]!, size })
    // Themes are colours: nothing becomes larger or smaller by them.
    const ofSize = await page.evaluate(findLayoutFaults)
    // axe sees no more in a larger window, but at another scale the page is laid out anew.
    const { scale } = readSize(size)!
    if (!scales.has(scale)) ofSize.push(...(await auditStructure(page)))
    scales.add(scale)
    for (const theme of themes) {
      if (theme !== themes[0]) await paint(page, theme)
      const name = [state.replaceAll(/\W+/g, '-'), language, theme, size].join('.')
      const file = `${name}.jpg`
      await page.screenshot({ path: join(folder, file), type: 'jpeg', quality: 90, caret: 'hide' })
      const faults = [...(theme === themes[0] ? ofSize : []), ...(await auditNewColours(page))]
      pictures.push({ state, language, theme, size, file, faults })
    }
  }
  return pictures
}
