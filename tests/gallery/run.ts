/**
 * `npm run gallery [-- options]` takes every screen in every state, language, theme and size, lays the pictures out on
 * one page, and looks for faults by itself: of the layout (`layout-faults.ts`), and those that axe finds. Exits with 1
 * if there is one. The page must be built. Needs a Chromium, and fonts for Chinese and for emoji.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findShell, launchBrowser } from '../e2e/shells.ts'
import { createContactSheet } from './contact-sheet.ts'
import type { Picture } from './contact-sheet.ts'
import { countFaults, reportFaults } from './fault-report.ts'
import { LANGUAGES, readSize, SIZES, THEMES } from './looks.ts'
import type { Language } from './looks.ts'
import { SCENES } from './scenes/all-scenes.ts'
import { takeScene } from './take-scene.ts'
import type { Taking } from './take-scene.ts'

const USAGE = `npm run gallery -- [--only TEXT] [--languages zh,en] [--themes light,dark,contrast]
  [--sizes ${SIZES.join(',')}] [--folder FOLDER]

--only takes the states whose name, as in “rules/editor”, contains the text.`

interface Choice extends Taking {
  languages: readonly Language[]
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
    return { only: values.only ?? '', languages, themes, sizes, folder: resolve(folder) }
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

async function takeAll({ languages, ...taking }: Choice): Promise<number> {
  const { only, themes, sizes, folder } = taking
  const scenes = SCENES.filter(({ name, states }) =>
    states.some((state) => `${name}/${state.name}`.includes(only)),
  )
  mkdirSync(folder, { recursive: true })
  const startedAt = performance.now()
  const pictures: Picture[] = []
  const browser = await launchBrowser()
  try {
    for (const scene of scenes) {
      const { missing } = findShell(scene.shell ?? 'chromium')
      if (missing !== null) {
        console.log(`${scene.name}: not taken, ${missing}`)
        continue
      }
      const ofScene: Picture[] = []
      for (const language of languages) {
        ofScene.push(...(await takeScene(browser, scene, language, taking)))
      }
      console.log(`${scene.name}: ${ofScene.length} pictures${reportFaults(ofScene)}`)
      pictures.push(...ofScene)
    }
  } finally {
    await browser.close()
  }
  const sheet = join(folder, 'index.html')
  writeFileSync(sheet, createContactSheet(pictures))
  const states = new Set(pictures.map(({ state }) => state)).size
  const looks = languages.length * themes.length * sizes.length
  const faults = countFaults(pictures)
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1)
  console.log(`${states} states × ${looks} looks = ${pictures.length} pictures in ${minutes} min: ${sheet}`)
  console.log(faults === 1 ? '1 fault' : `${faults} faults`)
  return pictures.length === 0 || faults > 0 ? 1 : 0
}
