import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Browser, Page } from '@playwright/test'
import { launchBrowser } from '../../e2e/shells.ts'
import { findWholeChromium } from '../../e2e/test-shells.ts'
import { summarizeLatency } from '../../load/latency.ts'
import type { Latency } from '../../load/latency.ts'
import { LOAD_TOKEN } from '../../load/served.ts'
import { watchLongTasks } from '../page/long-tasks.ts'
import { readRss } from '../process-memory.ts'
import { ask } from '../responder/ask.ts'
import { REPLY } from '../responder/reply.ts'
import { say } from '../say.ts'
import { serveOurs } from '../serve.ts'
import type { PacedOrder } from './paced-sender.ts'
import { describeFlood, isCalm } from './report.ts'

/** What looks on: nothing, a page at the top of its list, or one whose filter finds nothing. */
export const VIEWS = ['none', 'top', 'empty'] as const
export type View = (typeof VIEWS)[number]

export interface Flooded {
  /** Milliseconds from when a message was due to its reply. */
  latency: Latency
  /** Milliseconds of each task of the page that took more than 50 ms. */
  longTasks: number[]
  /** Megabytes of the page's JavaScript without garbage, and of the workbench, before and after; null if unknown. */
  heap: { before: number; after: number } | null
  resident: { before: number | null; after: number | null }
}

const CONNECTIONS = 50
/** The server is warmed up before the page comes, and then both are. */
const WARM_UP_SECONDS = 2
/** What is put off while messages come is done in this time. */
const SETTLE_MS = 3000

/**
 * Sends `--rate` messages a second (1,000 at first) for `--seconds` (60) to our responder, its history on disk, in turn
 * without a page, with one at the top of its list, and with one whose list is empty; each `--rounds` (3) times, in new
 * processes. Resolves to the exit code: see `isCalm`.
 */
export async function benchFlood(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      rate: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const rate = Number(values.rate ?? 1000)
  const seconds = Number(values.seconds ?? (values.quick ? 3 : 60))
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 3))
  if (![rate, seconds, rounds].every((count) => Number.isInteger(count) && count > 0)) {
    console.error('--rate, --seconds and --rounds take whole numbers above 0')
    return 2
  }
  const browser = await launchBrowser(findWholeChromium())
  const flooded: Record<View, Flooded[]> = { none: [], top: [], empty: [] }
  try {
    for (let round = 0; round < rounds; round++) {
      for (const view of VIEWS) {
        say(`round ${round + 1} of ${rounds}: ${view}`)
        flooded[view].push(await flood(browser, view, { rate, seconds }))
      }
    }
  } finally {
    await browser.close()
  }
  console.log(values.json ? JSON.stringify({ rate, seconds, flooded }) : describeFlood(flooded))
  return isCalm(flooded) ? 0 : 1
}

async function flood(
  browser: Browser,
  view: View,
  { rate, seconds }: { rate: number; seconds: number },
): Promise<Flooded> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mpscope-bench-'))
  const served = await serveOurs('--data', dataDir, '--token', LOAD_TOKEN, '--reply', `text:${REPLY}`)
  const sender = new Worker(new URL('paced-sender.ts', import.meta.url))
  const give = <Answer>(order: PacedOrder) => ask<Answer>(sender, () => sender.postMessage(order))
  try {
    const [warmUp, count] = [WARM_UP_SECONDS * rate, seconds * rate]
    await give({
      order: 'prepare',
      url: served.responder,
      count: 2 * warmUp + count,
      connections: CONNECTIONS,
    })
    await give({ order: 'send', count: warmUp, rate })
    const page = view === 'none' ? null : await openPage(browser, served.control, view)
    await give({ order: 'send', count: warmUp, rate })
    await delay(SETTLE_MS)
    const before = { heap: page && (await readHeap(page)), resident: readRss(served.pid) }
    const readLongTasks = page && (await watchLongTasks(page))
    const latencies = await give<number[]>({ order: 'send', count, rate })
    await delay(SETTLE_MS)
    const longTasks = (await readLongTasks?.()) ?? []
    const after = { heap: page && (await readHeap(page)), resident: readRss(served.pid) }
    await give({ order: 'close' })
    await page?.context().close()
    return {
      latency: summarizeLatency(latencies),
      longTasks,
      heap: before.heap === null || after.heap === null ? null : { before: before.heap, after: after.heap },
      resident: { before: before.resident, after: after.resident },
    }
  } finally {
    await sender.terminate()
    await served.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function openPage(browser: Browser, url: string, view: Exclude<View, 'none'>): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(url)
  const field = page.locator('[data-filter] input')
  await field.waitFor()
  if (view === 'empty') await field.fill('none-of-them-has-this')
  return page
}

/** Returns megabytes of what is in use. */
async function readHeap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 1024 ** 2
}
