/**
 * `npm run gallery [-- options]` takes every screen in every state, language, theme and size, lays the pictures out on
 * one page, and looks for faults by itself: of the layout (`layout-faults.ts`), and those that axe finds. Exits with 1
 * if there is one. The page must be built. Needs a Chromium, and fonts for Chinese and for emoji.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from '@playwright/test'
import { LivePage } from '../e2e/live-page.ts'
import { launchBrowser, startShell } from '../e2e/shells.ts'
import { audit } from './audit.ts'
import { createContactSheet } from './contact-sheet.ts'
import type { Picture } from './contact-sheet.ts'
import { dress } from './dress.ts'
import { reportFaults } from './fault-report.ts'
import { findLayoutFaults } from './layout-faults.ts'
import { allLooks, LANGUAGES, readSize, SIZES, THEMES } from './looks.ts'
import type { Language, Look } from './looks.ts'
import { playScene } from './play-scene.ts'
import type { Scene } from './scene.ts'
import { SCENES } from './scenes/all-scenes.ts'

const USAGE = `npm run gallery -- [--only TEXT] [--languages zh,en] [--themes light,dark,contrast]
  [--sizes ${SIZES.join(',')}] [--folder FOLDER]

--only takes the states whose name, as in “rules/editor”, contains the text.`

interface Choice {
  only: string
  languages: readonly Language[]
  looks: Look[]
  folder: string
}

const choice = readChoice()
if (choice === null) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  process.exitCode = await takeAll(choice)
}

/** Returns null if it cannot be understood. */
function readChoice(): Choice | null {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      options: { only: text, languages: text, themes: text, sizes: text, folder: text },
    })
    const languages = among(LANGUAGES, values.languages)
    const themes = among(THEMES, values.themes)
    const sizes = values.sizes?.split(',') ?? SIZES
    if (!languages || !themes || !sizes.every(readSize)) return null
    const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'mpscope-gallery-'))
    return { only: values.only ?? '', languages, looks: allLooks(themes, sizes), folder: resolve(folder) }
  } catch {
    return null
  }
}

function among<Name extends string>(all: readonly Name[], list?: string): readonly Name[] | null {
  if (list === undefined) return all
  const wanted = list.split(',')
  const known = all.filter((name) => wanted.includes(name))
  return known.length === wanted.length ? known : null
}

async function takeAll({ only, languages, looks, folder }: Choice): Promise<number> {
  const scenes = SCENES.filter(({ name, states }) =>
    states.some((state) => `${name}/${state.name}`.includes(only)),
  )
  mkdirSync(folder, { recursive: true })
  const pictures: Picture[] = []
  const browser = await launchBrowser()
  try {
    for (const scene of scenes) {
      for (const language of languages) {
        pictures.push(...(await takeScene(browser, scene, language, { only, looks, folder })))
      }
    }
  } finally {
    await browser.close()
  }
  const sheet = join(folder, 'index.html')
  writeFileSync(sheet, createContactSheet(pictures))
  console.log(reportFaults(pictures))
  console.log(`${pictures.length} pictures: ${sheet}`)
  return pictures.length === 0 || pictures.some(({ faults }) => faults.length > 0) ? 1 : 0
}

async function takeScene(
  browser: Browser,
  scene: Scene,
  language: Language,
  { only, looks, folder }: Omit<Choice, 'languages'>,
): Promise<Picture[]> {
  const pictures: Picture[] = []
  const dataDir = mkdtempSync(join(tmpdir(), 'mpscope-gallery-data-'))
  scene.prepare?.(dataDir)
  const locale = language === 'zh' ? 'zh-CN' : 'en-US'
  const { page, close } = await startShell('chromium', { dataDir, locale, browser })
  const live = new LivePage(page, language)
  // axe sees no more in a larger window: once a theme, and once at each scale.
  const firstOf = (look: Look) =>
    looks.find(({ theme, size }) => theme === look.theme && scaleOf(size) === scaleOf(look.size)) === look
  try {
    await live.isReady()
    await playScene(scene, live, async (state) => {
      if (!state.includes(only)) return
      for (const look of looks) {
        await dress(page, look)
        const name = [state.replaceAll(/\W+/g, '-'), language, look.theme, look.size].join('.')
        const file = `${name}.png`
        await page.screenshot({ path: join(folder, file), caret: 'hide' })
        const faults = await page.evaluate(findLayoutFaults)
        if (firstOf(look)) faults.push(...(await audit(page)))
        pictures.push({ state, language, ...look, file, faults })
      }
      console.error(`${state} ${language}`)
    })
  } catch (error) {
    const file = `failed.${scene.name}.${language}.png`
    await page.screenshot({ path: join(folder, file) })
    const faults = [`it could not be shown: ${String(error)}`]
    pictures.push({ state: `${scene.name}/failed`, language, ...looks[0]!, file, faults })
  } finally {
    await close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
  return pictures
}

function scaleOf(size: string): number {
  return readSize(size)!.scale
}
