import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { startHonest } from '../load/honest.ts'
import { summarizeLatency } from '../load/latency.ts'
import { LOAD_TOKEN, startServed } from '../load/served.ts'
import type { Served } from '../load/served.ts'
import { FLOODS } from './floods.ts'
import type { Flood } from './floods.ts'

const REPLY = 'flood-reply'
const HONEST_EVERY_MS = 50
/** Every flood ends by itself before this; it ends one that hangs. */
const LONGEST_MS = 20_000
/** The time for which the honest client is watched after the flood: everything taken must be given back. */
const AFTERWARDS_MS = 2000

/**
 * Runs each flood against a `serve` of its own, on disk, with honest traffic beside it. Returns 1 if an honest request
 * failed, or the process ended.
 */
export async function flood(only: string | undefined, checkout: string | undefined): Promise<number> {
  const chosen = FLOODS.filter(({ name }) => only === undefined || name === only)
  if (chosen.length === 0) {
    console.error(
      `usage: npm run floods -- [--only ${FLOODS.map(({ name }) => name).join('|')}] [--checkout DIR]`,
    )
    return 2
  }
  console.log(
    '| flood | what came | honest sent | failed | p50 ms | p99 ms | max ms | RSS before → most → after | process |\n' +
      '|---|---|---|---|---|---|---|---|---|',
  )
  let broken = 0
  for (const one of chosen) if (!(await measure(one, checkout))) broken++
  return broken > 0 ? 1 : 0
}

async function measure(
  { name, title, openFiles, rush }: Flood,
  checkout: string | undefined,
): Promise<boolean> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mpscope-flood-'))
  const served = await startServed({
    dataDir,
    args: ['--reply', `text:${REPLY}`],
    ...(checkout !== undefined && { checkout }),
    ...(openFiles !== undefined && { openFiles }),
  })
  const before = served.residentMb()
  let most = before
  const watch = setInterval(() => (most = Math.max(most, served.residentMb())), 100)
  const honest = startHonest({ url: served.responder, expected: REPLY, everyMs: HONEST_EVERY_MS })
  const over = new AbortController()
  const came = await Promise.race([
    rush({ served, token: LOAD_TOKEN, over: over.signal }),
    served.exited.then(() => 'it ended first'),
    setTimeout(LONGEST_MS, 'cut off', { signal: over.signal }),
  ]).finally(() => over.abort())
  await Promise.race([served.exited, setTimeout(AFTERWARDS_MS)])
  const { latencies, failures } = await honest.stop()
  clearInterval(watch)
  const after = served.residentMb()
  const ended = served.ended() ?? (await endInOrder(served))
  const { p50, p99, max } = summarizeLatency(latencies)
  console.log(
    `| ${name}: ${title} | ${came} | ${latencies.length + failures.length} | ${failures.length} | ` +
      `${p50} | ${p99} | ${max} | ${before} → ${most} → ${after} MB | ${ended} |`,
  )
  if (failures[0] !== undefined) console.error(`  ${name}: ${failures[0]}`)
  rmSync(dataDir, { recursive: true, force: true })
  return failures.length === 0 && ended === 'lives, closes in order'
}

async function endInOrder(served: Served): Promise<string> {
  const ended = await Promise.race([served.end('SIGTERM'), setTimeout(5000, 'does not end')])
  if (ended === 'does not end') await served.end('SIGKILL')
  return ended === 'exit 0' ? 'lives, closes in order' : `lives, then ${ended}`
}
