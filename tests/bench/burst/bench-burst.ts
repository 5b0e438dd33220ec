import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from '@playwright/test'
import type { BurstReport } from '../../../src-core/contract/burst.ts'
import { BURST_MAX } from '../../../src-core/contract/burst.ts'
import type { Client } from '../../../src-core/contract/client.ts'
import { createRunId } from '../../../src-core/contract/run-kind.ts'
import { launchBrowser } from '../../e2e/shells.ts'
import { findWholeChromium } from '../../e2e/test-shells.ts'
import { openControl } from '../../load/control-client.ts'
import { medianOf } from '../median.ts'
import { watchLongTasks } from '../page/long-tasks.ts'
import { readRss } from '../process-memory.ts'
import { say } from '../say.ts'
import { serveOurs } from '../serve.ts'
import { formatTable } from '../table.ts'

/** The p99 of a burst that a page looks at, over that of the same burst without a page. */
const MOST_P99 = 3
/** Milliseconds: what a page needs for longer than this at a time is felt. */
const MOST_LONG_TASK = 500

/** Where the page is while the burst runs; `none`: there is no page. */
const VIEWS = ['none', 'burst', 'live'] as const
type View = (typeof VIEWS)[number]

interface Measured {
  /** Deliveries a second. */
  rate: number
  p50: number
  p95: number
  p99: number
  /** Milliseconds of each task of the page that took more than 50 ms. */
  longTasks: number[]
}

/**
 * Sends the same burst to our own responder, its history on disk, in turn without a page, while a page shows the burst,
 * and while one shows the Live screen. `--messages` is 5,000 at first, `--concurrency` 50, `--rounds` 3. Resolves to the
 * exit code: 1 if a page makes the p99 more than `MOST_P99` times as long, or is busy for `MOST_LONG_TASK` at a time, or
 * if a message is not taken.
 */
export async function benchBurst(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      messages: { type: 'string' },
      concurrency: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  })
  const messages = Number(values.messages ?? (values.quick ? 1000 : 5000))
  const concurrency = Number(values.concurrency ?? 50)
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 3))
  const isCount = (count: number, most: number) => Number.isInteger(count) && count >= 1 && count <= most
  if (!isCount(messages, BURST_MAX.messages) || !isCount(concurrency, BURST_MAX.concurrency)) {
    console.error(
      `--messages takes up to ${BURST_MAX.messages}, --concurrency up to ${BURST_MAX.concurrency}`,
    )
    return 2
  }
  if (!isCount(rounds, 100)) {
    console.error('--rounds takes a whole number from 1 to 100')
    return 2
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'mpscope-bench-'))
  const served = await serveOurs('--data', dataDir, '--token', 'benchtoken')
  const client = openControl(served.control)
  const browser = await launchBrowser(findWholeChromium())
  const plan = { messages, concurrency }
  try {
    await measure(client, browser, served.control, 'none', plan)
    const memory = [readRss(served.pid)]
    const measured: Record<View, Measured[]> = { none: [], burst: [], live: [] }
    for (let round = 0; round < rounds; round++) {
      for (const view of VIEWS) {
        say(`round ${round + 1} of ${rounds}: ${view}`)
        measured[view].push(await measure(client, browser, served.control, view, plan))
        memory.push(readRss(served.pid))
      }
    }
    return report(measured, memory, values.json === true)
  } finally {
    client.close()
    await browser.close()
    await served.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

type Plan = Pick<BurstReport['plan'], 'messages' | 'concurrency'>

async function measure(
  client: Client,
  browser: Browser,
  url: string,
  view: View,
  plan: Plan,
): Promise<Measured> {
  const page = view === 'none' ? null : await openPage(browser, url, view)
  try {
    const burst = await send(client, plan)
    return { ...burst, longTasks: (await page?.readLongTasks()) ?? [] }
  } finally {
    await page?.close()
  }
}

async function send(client: Client, plan: Plan): Promise<Omit<Measured, 'longTasks'>> {
  const { accounts } = await client.call('workbench.snapshot', {})
  const { figures, durationMs, state } = await client.call('burst.start', {
    account: accounts[0]!.id,
    run: createRunId('burst', crypto.randomUUID()),
    target: { kind: 'responder' },
    plan: { ...plan, fans: plan.messages, mix: [{ type: 'text' }] },
  })
  const { latency, taken, deliveries } = figures
  if (state !== 'finished' || taken !== plan.messages || !latency)
    throw new Error(`Only ${taken} of ${plan.messages} messages were taken: ${state}.`)
  return { rate: (deliveries * 1000) / durationMs, p50: latency.p50, p95: latency.p95, p99: latency.p99 }
}

async function openPage(browser: Browser, url: string, view: Exclude<View, 'none'>) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' })
  await page.goto(url)
  await page.getByRole('button', { name: '收发', exact: true }).waitFor()
  if (view === 'burst') {
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await page.getByRole('radio', { name: '并发推送' }).check({ force: true })
    await page.getByRole('region', { name: '并发推送' }).waitFor()
  }
  // What it takes to open the page is not meant.
  const readLongTasks = await watchLongTasks(page)
  return {
    readLongTasks,
    close: () => page.close(),
  }
}

function report(measured: Record<View, Measured[]>, memory: (number | null)[], asJson: boolean): number {
  const rows = VIEWS.map((view) => {
    const of = (name: 'rate' | 'p50' | 'p95' | 'p99') => medianOf(measured[view].map((one) => one[name]))
    const longTasks = measured[view].flatMap((one) => one.longTasks)
    // Within a round, since the rounds are not alike on a busy machine.
    const ratio = medianOf(measured[view].map(({ p99 }, round) => p99 / measured.none[round]!.p99))
    return {
      view,
      rate: of('rate'),
      p50: of('p50'),
      p95: of('p95'),
      p99: of('p99'),
      ratio,
      longTasks: longTasks.length / measured[view].length,
      longest: Math.max(0, ...longTasks),
    }
  })
  const [before, after] = [memory[0] ?? null, memory.at(-1) ?? null]
  if (asJson) console.log(JSON.stringify({ rows, memory }))
  else {
    const names: Record<View, string> = {
      none: 'no page',
      burst: 'a page shows the burst',
      live: 'a page shows Live',
    }
    console.log(
      formatTable([
        ['', '/s', 'p50', 'p95', 'p99', '× no page', 'tasks > 50 ms', 'longest'],
        ...rows.map((row) => [
          names[row.view],
          String(Math.round(row.rate)),
          ...[row.p50, row.p95, row.p99].map((value) => `${Math.round(value)} ms`),
          row.ratio.toFixed(2),
          row.view === 'none' ? '' : row.longTasks.toFixed(1),
          row.view === 'none' ? '' : `${Math.round(row.longest)} ms`,
        ]),
      ]),
    )
    if (before !== null && after !== null)
      console.log(`memory of the workbench: ${before} MB after the first burst, ${after} MB after the last`)
  }
  const isCalm = rows.every(({ ratio, longest }) => ratio <= MOST_P99 && longest <= MOST_LONG_TASK)
  return isCalm ? 0 : 1
}
