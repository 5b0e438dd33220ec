/**
 * `npm run icons`: draws `icon.svg` in every size that the packages need, with the Chromium of the tests, and writes the
 * files into `icons/`, which the repository keeps: who makes packages needs no browser.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Page } from '@playwright/test'
import { findTestShells } from '../../tests/e2e/test-shells.ts'
import { writeIcns, writeIco } from './icon-files.ts'
import type { Drawing } from './icon-files.ts'

const here = import.meta.dirname
const folder = join(here, 'icons')
const source = readFileSync(join(here, 'icon.svg'), 'utf8')
const svg = source.slice(source.indexOf('<svg'))

/** What is left of the margin where a system asks for none: the square and a little air. */
const CUT = '84 84 856 856'

const LINUX = [16, 24, 32, 48, 64, 128, 256, 512]
const WINDOWS = [16, 20, 24, 32, 40, 48, 64, 256]
const MAC = [16, 32, 64, 128, 256, 512, 1024]

await main()

async function main(): Promise<void> {
  const executablePath = findTestShells().find(({ name }) => name === 'chromium')?.executablePath ?? ''
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    const cut = svg.replace(/viewBox="[^"]*"/, `viewBox="${CUT}"`)
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder)
    for (const { size, png } of await draw(page, cut, LINUX))
      writeFileSync(join(folder, `${size}x${size}.png`), png)
    writeFileSync(join(folder, 'icon.ico'), writeIco(await draw(page, cut, WINDOWS)))
    writeFileSync(join(folder, 'icon.icns'), writeIcns(await draw(page, svg, MAC)))
    // By this a test notices that the drawing has changed and the files have not.
    writeFileSync(join(folder, 'drawn-from.txt'), `${createHash('sha256').update(source).digest('hex')}\n`)
  } finally {
    await browser.close()
  }
}

async function draw(page: Page, drawing: string, sizes: readonly number[]): Promise<Drawing[]> {
  const drawings: Drawing[] = []
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`,
    )
    drawings.push({ size, png: await page.screenshot({ omitBackground: true }) })
  }
  return drawings
}
