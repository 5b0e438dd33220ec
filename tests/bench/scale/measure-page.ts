import { setTimeout as delay } from 'node:timers/promises'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { launchBrowser } from '../../e2e/shells.ts'
import { findWholeChromium } from '../../e2e/test-shells.ts'
import { medianOf } from '../median.ts'
import { serveBareList } from '../page/bare-list.ts'
import { readPss, readRss } from '../process-memory.ts'
import { say } from '../say.ts'
import { serveOurs } from '../serve.ts'
import { createChance } from './exchanges.ts'
import { QUESTIONS } from './questions.ts'
import type { FilledHistory } from './with-histories.ts'

/** Milliseconds: medians, and the worst; those of the bare list beside them. `ratio` is that of the medians. */
export interface Compared {
  ms: number
  worst: number
  bareMs: number
  ratio: number
}

export interface PageFigures {
  /** From the request for the page to the first rows and the field to search in. */
  open: Compared
  /** From the input to the frame with another list. */
  filters: (Compared & { filter: string })[]
  /** From scrolling to any place to the frame with rows there. */
  jump: Compared
  /** The rows of which the list speaks. Less than all: only a part of it can be jumped to. */
  listed: number
  /** Megabytes after all of this: PSS of the page's process as it is and with its garbage collected, RSS of the host. */
  memory: { page: number | null; pageCollected: number | null; host: number | null }
}

const PROBE = join(import.meta.dirname, '../page/list-probe.js')
const USABLE = 'usable'
const JUMPS = 15
/** More than the searches that are kept (`SEARCHES_MAX`), so that each is begun anew. */
const FILTERS = [...QUESTIONS.filter(({ isDeep }) => !isDeep).map(({ filter }) => filter), 'took:>5000']
/** A filter of the bare list that finds some of its rows. */
const BARE_FILTER = '77'

/** Measures the built page on a history, beside a bare list of as many rows. */
export async function measurePage({ folder, rows }: FilledHistory, rounds: number): Promise<PageFigures> {
  const served = await serveOurs('--data', folder)
  const bare = await serveBareList(rows)
  const browser = await launchBrowser(findWholeChromium())
  try {
    // The first page shows how much memory one takes; of each page the process keeps something.
    const page = await openPage(browser, served.control)
    const filters = await measureFilters(page, FILTERS, rounds)
    const jumps = await measureJumps(page, rounds)
    const { of: listed } = await page.evaluate<{ of: number }>('listProbe.where()')
    const memory = { ...(await readPageMemory(browser, page)), host: readRss(served.pid) }
    await page.context().close()

    const barePage = await openPage(browser, bare.url)
    const bareFilters = await measureFilters(barePage, [BARE_FILTER], rounds * FILTERS.length)
    const bareJumps = await measureJumps(barePage, rounds)
    await barePage.context().close()

    const opened: { ours: number; bare: number }[] = []
    for (let round = 0; round < rounds; round++) {
      say(`opening the page, round ${round + 1} of ${rounds}`)
      opened.push({
        ours: await timeOpening(browser, served.control),
        bare: await timeOpening(browser, bare.url),
      })
    }
    const open = compare(
      opened.map(({ ours }) => ours),
      opened.map((one) => one.bare),
    )
    return {
      open,
      filters: filters.map(({ filter, times }) => ({ filter, ...compare(times, bareFilters[0]!.times) })),
      jump: compare(jumps, bareJumps),
      listed,
      memory,
    }
  } finally {
    await browser.close()
    bare.close()
    await served.close()
  }
}

/** Opens a page without any cache; resolves when it can be used. */
async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.addInitScript({ path: PROBE })
  await page.addInitScript({ content: `void listProbe.tellUsable('${USABLE}')` })
  const usable = page.waitForEvent('console', (message) => message.text() === USABLE)
  await page.goto(url, { waitUntil: 'commit' })
  await usable
  return page
}

async function timeOpening(browser: Browser, url: string): Promise<number> {
  const page = await openPage(browser, url)
  const ms = await page.evaluate<number>(`performance.getEntriesByName('${USABLE}')[0].duration`)
  await page.context().close()
  return ms
}

async function measureFilters(
  page: Page,
  filters: readonly string[],
  rounds: number,
): Promise<{ filter: string; times: number[] }[]> {
  const field = page.locator('input[role=combobox]')
  await page.evaluate('listProbe.remember()')
  const taken = filters.map((filter) => ({ filter, times: [] as number[] }))
  for (let round = 0; round < rounds; round++) {
    for (const { filter, times } of taken) {
      await field.focus()
      await page.evaluate('void (globalThis.typing = listProbe.typed())')
      await page.keyboard.insertText(filter)
      times.push(await page.evaluate<number>('typing'))
      await field.fill('')
      await page.evaluate('listProbe.isAsRemembered()')
    }
  }
  return taken
}

async function measureJumps(page: Page, rounds: number): Promise<number[]> {
  const chance = createChance(rounds)
  const times: number[] = []
  for (let jump = 0; jump < JUMPS * rounds; jump++) {
    times.push(await page.evaluate<number>(`listProbe.jump(${chance(10_000) / 10_000})`))
  }
  return times
}

const SETTLE_MS = 1000

async function readPageMemory(browser: Browser, page: Page): Promise<Omit<PageFigures['memory'], 'host'>> {
  const asIs = await readPssOfPages(browser)
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await delay(SETTLE_MS)
  return { page: asIs, pageCollected: await readPssOfPages(browser) }
}

/** One process draws all pages: `--renderer-process-limit=1`. Another may stand by, and is small. */
async function readPssOfPages(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const all = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => readPss(id))
  return all.some((one) => one === null) ? null : Math.max(...(all as number[]))
}

function compare(ours: readonly number[], bare: readonly number[]): Compared {
  const [ms, bareMs] = [medianOf(ours), medianOf(bare)]
  return { ms, worst: Math.max(...ours), bareMs, ratio: ms / bareMs }
}
