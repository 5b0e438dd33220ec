import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from '@playwright/test'
import { launchBrowser } from '../../e2e/shells.ts'
import { findWholeChromium } from '../../e2e/test-shells.ts'
import { medianOf } from '../median.ts'
import { say } from '../say.ts'
import { runCli, serveOurs } from '../serve.ts'
import type { Served } from '../serve.ts'
import { formatTable } from '../table.ts'
import { findChunks, MOST_START_BYTES } from './chunks.ts'

const root = join(import.meta.dirname, '../../..')
const TOKEN = 'benchtoken'

/** Ours over that of an empty page, both in milliseconds since the page was asked for. */
const MOST_FIRST_PAINT = 2
const MOST_FIRST_ROW = 4

const PAINTED = 'painted'
const ROW = 'row'

/**
 * Tells on the console when there is something to measure; a row counts from the frame that shows it. To ask the page
 * would bring the driver's own script into it, which takes a tenth of the time.
 */
const TELL = `
  new PerformanceObserver(() => console.debug('${PAINTED}')).observe({ type: 'paint', buffered: true })
  new MutationObserver((_changes, seen) => {
    if (!document.querySelector('[role=option]')) return
    seen.disconnect()
    requestAnimationFrame(() => setTimeout(() => {
      performance.mark('row')
      console.debug('${ROW}')
    }))
  }).observe(document, { childList: true, subtree: true })`

/** Milliseconds since the page was asked for. */
interface Opened {
  paint: number
  /** Undefined for a page that has no rows. */
  row: number | undefined
}

/**
 * Compares our page with an empty one, in turn, each time in a new browser context without any cache: the first paint,
 * and the first row of the list in a painted frame. The page must be built. `--rounds` is 9 at first; `--json` is for
 * machines. Resolves to the exit code: 1 if the page takes more than the multiples above, or if it starts
 * with more code.
 */
export async function benchPage(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string' }, quick: { type: 'boolean' }, json: { type: 'boolean' } },
  })
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 9))
  if (!Number.isInteger(rounds) || rounds < 1) {
    console.error('--rounds takes a whole number above 0')
    return 2
  }
  const empty = await serveEmptyPage()
  const ours = await serveWithMessage()
  const browser = await launchBrowser(findWholeChromium())
  try {
    // The browser itself is slow with its first pages.
    await open(browser, empty.url, false)
    await open(browser, ours.control, true)
    const pairs: { empty: Opened; ours: Opened }[] = []
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1} of ${rounds}`)
      pairs.push({
        empty: await open(browser, empty.url, false),
        ours: await open(browser, ours.control, true),
      })
    }
    return report(pairs, values.json === true)
  } finally {
    await browser.close()
    empty.close()
    await ours.close()
  }
}

function report(pairs: { empty: Opened; ours: Opened }[], asJson: boolean): number {
  const base = medianOf(pairs.map((pair) => pair.empty.paint))
  const paint = medianOf(pairs.map((pair) => pair.ours.paint))
  const row = medianOf(pairs.map((pair) => pair.ours.row!))
  const chunks = findChunks(join(root, 'out/renderer'))
  const figures = { rounds: pairs.length, emptyPaint: base, paint, row, ...chunks }
  if (asJson) console.log(JSON.stringify(figures))
  else {
    const ms = (value: number) => `${Math.round(value)} ms`
    const times = (value: number) => `${(value / base).toFixed(2)} ×`
    console.log(
      formatTable([
        ['', 'median', 'of an empty page', 'at most'],
        ['empty page, first paint', ms(base), '1.00 ×', ''],
        ['our page, first paint', ms(paint), times(paint), `${MOST_FIRST_PAINT} ×`],
        ['our page, first row', ms(row), times(row), `${MOST_FIRST_ROW} ×`],
      ]),
    )
    console.log(
      `starts with ${chunks.first} bytes of scripts, at most ${MOST_START_BYTES}; all ${chunks.all}`,
    )
  }
  const isLight =
    paint <= MOST_FIRST_PAINT * base && row <= MOST_FIRST_ROW * base && chunks.first <= MOST_START_BYTES
  return isLight ? 0 : 1
}

async function open(browser: Browser, url: string, hasRow: boolean): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    await page.addInitScript({ content: TELL })
    const told = [PAINTED, ...(hasRow ? [ROW] : [])].map((text) =>
      page.waitForEvent('console', (message) => message.text() === text),
    )
    await page.goto(url, { waitUntil: 'commit' })
    await Promise.all(told)
    return await page.evaluate(() => ({
      paint: performance.getEntriesByName('first-paint')[0]!.startTime,
      row: performance.getEntriesByName('row')[0]?.startTime,
    }))
  } finally {
    await context.close()
  }
}

async function serveEmptyPage(): Promise<{ url: string; close(): void }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    response.end('<!doctype html><title>empty</title><link rel="icon" href="data:,"><p>empty</p>')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => (server.closeAllConnections(), server.close()),
  }
}

/** Serves the built page with one message in the list. */
async function serveWithMessage(): Promise<Served> {
  const served = await serveOurs('--ephemeral', '--reply', 'text:hello', '--token', TOKEN)
  await once(runCli('send', '--url', served.responder, '--token', TOKEN), 'exit')
  return served
}
