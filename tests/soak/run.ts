/**
 * `npm run soak -- --minutes N [--out DIR] [--checkout DIR]`: a mixed load against `serve` on disk. Writes `soak.svg`
 * and `soak.md`; exit code 1 if a request got no answer or a wrong one, or if memory grows without end.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openControl } from '../load/control-client.ts'
import { startHonest } from '../load/honest.ts'
import { summarizeLatency } from '../load/latency.ts'
import type { Latency } from '../load/latency.ts'
import { LOAD_AES_KEY, LOAD_APP_ID, startServed } from '../load/served.ts'
import { drawCurves } from './curve.ts'
import { REPLY, startLoad } from './load.ts'

interface Sample extends Latency {
  residentMb: number
  openFiles: number
  historyMb: number
}

/** Enough points for a curve, however long it takes. */
const SAMPLES = 120
const HONEST_EVERY_MS = 50

/** The most that the last third may be above the middle one: caches fill, and a collector takes its time. */
const GROWTH_ALLOWED = 1.3
const GROWTH_ALLOWED_MB = 30

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    out: { type: 'string' },
    checkout: { type: 'string' },
  },
})
process.exitCode = await soak(Number(values.minutes), values.out, values.checkout)

async function soak(minutes: number, out: string | undefined, checkout: string | undefined): Promise<number> {
  if (!(minutes > 0)) {
    console.error('usage: npm run soak -- --minutes N [--out DIR] [--checkout DIR]')
    return 2
  }
  const folder = out === undefined ? mkdtempSync(join(tmpdir(), 'mpscope-soak-')) : resolve(out)
  const dataDir = mkdtempSync(join(tmpdir(), 'mpscope-soak-data-'))
  const served = await startServed({
    dataDir,
    env: { MPSCOPE_AES_KEY: LOAD_AES_KEY },
    args: `--app-id ${LOAD_APP_ID} --mode compatible --reply text:${REPLY}`.split(' '),
    ...(checkout !== undefined && { checkout }),
  })
  const client = openControl(served.control)
  const load = await startLoad(served, client)
  const honest = startHonest({ url: served.responder, expected: REPLY, everyMs: HONEST_EVERY_MS })
  const samples: Sample[] = []
  for (let seen = 0; samples.length < SAMPLES && served.ended() === null;) {
    await setTimeout((minutes * 60_000) / SAMPLES)
    samples.push({
      residentMb: served.residentMb(),
      openFiles: served.openFiles(),
      historyMb: sizeOf(dataDir),
      ...summarizeLatency(honest.report.latencies.slice(seen)),
    })
    seen = honest.report.latencies.length
  }
  await load.stop()
  const { latencies, failures } = await honest.stop()
  client.close()
  const ended = await served.end('SIGTERM')
  rmSync(dataDir, { recursive: true, force: true })

  const sent = load.tally.sent + latencies.length + failures.length
  const wrong = [...load.tally.wrong, ...failures]
  const faults = [
    ...(wrong.length > 0 ? [`${wrong.length} requests got no answer or a wrong one: ${wrong[0]}`] : []),
    ...findGrowth(
      'RSS in MB',
      samples.map(({ residentMb }) => residentMb),
    ),
    ...findGrowth(
      'open files',
      samples.map(({ openFiles }) => openFiles),
    ),
    ...(ended === 'exit 0' ? [] : [`did not close in order: ${ended} ${served.complaints()}`]),
    ...(served.complaints() === '' ? [] : [`said on stderr: ${served.complaints()}`]),
  ]
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'soak.svg'), draw(samples, minutes))
  const table = tabulate(samples, summarizeLatency(latencies), { minutes, sent, wrong: wrong.length })
  writeFileSync(join(folder, 'soak.md'), table)
  console.log(`${table}\n${folder}`)
  for (const fault of faults) console.error(fault)
  return faults.length > 0 ? 1 : 0
}

/** Returns the size of the history, with its write-ahead log, in MB. */
function sizeOf(dataDir: string): number {
  const files = readdirSync(dataDir).filter((name) => name.startsWith('history'))
  const bytes = files.map((name) => statSync(join(dataDir, name), { throwIfNoEntry: false })?.size ?? 0)
  return Math.round(bytes.reduce((sum, one) => sum + one, 0) / 1e5) / 10
}

function findGrowth(name: string, series: readonly number[]): string[] {
  const third = Math.floor(series.length / 3)
  const middle = meanOf(series.slice(third, 2 * third))
  const last = meanOf(series.slice(2 * third))
  const isGrowing = last > middle * GROWTH_ALLOWED && last > middle + GROWTH_ALLOWED_MB
  return isGrowing
    ? [`${name} grows: ${middle.toFixed(0)} in the middle third, ${last.toFixed(0)} in the last`]
    : []
}

function meanOf(series: readonly number[]): number {
  return series.reduce((sum, value) => sum + value, 0) / Math.max(1, series.length)
}

function draw(samples: readonly Sample[], minutes: number): string {
  const line = (name: string, color: string, key: keyof Sample) => ({
    name,
    color,
    values: samples.map((sample) => sample[key]),
  })
  return drawCurves(
    [
      { title: '内存 · Memory (MB)', lines: [line('RSS', '#2563eb', 'residentMb')] },
      {
        title: '延迟 · Latency (ms)',
        lines: [line('p50', '#16a34a', 'p50'), line('p99', '#d97706', 'p99'), line('max', '#dc2626', 'max')],
      },
      { title: '历史 · History (MB)', lines: [line('history', '#7c3aed', 'historyMb')] },
      { title: '打开的文件 · Open files', lines: [line('files', '#0891b2', 'openFiles')] },
    ],
    minutes,
  )
}

function tabulate(
  samples: readonly Sample[],
  all: Latency,
  { minutes, sent, wrong }: { minutes: number; sent: number; wrong: number },
): string {
  const rows = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const sample = samples[Math.min(samples.length - 1, Math.round(share * (samples.length - 1)))]!
    const { residentMb, openFiles, historyMb, p50, p99, max } = sample
    return `| ${(share * minutes).toFixed(1)} min | ${residentMb} MB | ${openFiles} | ${historyMb} MB | ${p50} | ${p99} | ${max} |`
  })
  return [
    `${sent} requests in ${minutes} min, ${wrong} without an answer or with a wrong one; ` +
      `honest latency over all: p50 ${all.p50}, p99 ${all.p99}, max ${all.max} ms`,
    '',
    '| at | RSS | open files | history | p50 ms | p99 ms | max ms |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
