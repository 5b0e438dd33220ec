import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { medianOf } from '../median.ts'
import { say } from '../say.ts'
import { formatTable } from '../table.ts'

type Mode = 'normal' | 'full'
const modes: readonly Mode[] = ['normal', 'full']
const CHILD = join(import.meta.dirname, 'commit-rounds.ts')

interface Figures {
  atOnce: number
  /** Microseconds of a commit, the median of the rounds. */
  us: Record<Mode, number>
  ratio: number
  /** Calls that wait for the disk, for each commit; null if strace cannot count them here. */
  syncs: Record<Mode, number | null>
}

/**
 * Compares commits that wait for the disk (`durable`) with those that do not, in turns on one disk: that of the folder
 * in which it is started, or of `--folder`. A folder in memory shows nothing.
 */
export async function benchCommit(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      folder: { type: 'string', default: '.' },
    },
  })
  const [rounds, count] = values.quick ? [3, 100] : [7, 400]
  const figures = [1, 50].map((atOnce) => measure(resolve(values.folder), { rounds, count, atOnce }))
  console.log(values.json ? JSON.stringify(figures) : describe(figures))
  return 0
}

function measure(
  place: string,
  { rounds, count, atOnce }: { rounds: number; count: number; atOnce: number },
): Figures {
  const taken: Record<Mode, number[]> = { normal: [], full: [] }
  for (let round = 0; round < rounds; round++) {
    say(`${atOnce} at once, round ${round + 1} of ${rounds}`)
    for (const mode of modes) taken[mode].push(run(place, mode, count, atOnce))
  }
  const ratios = taken.full.map((us, round) => us / taken.normal[round]!)
  return {
    atOnce,
    us: { normal: medianOf(taken.normal), full: medianOf(taken.full) },
    ratio: medianOf(ratios),
    syncs: {
      normal: countSyncs(place, 'normal', count, atOnce),
      full: countSyncs(place, 'full', count, atOnce),
    },
  }
}

/** Returns the microseconds of a commit. */
function run(place: string, mode: Mode, count: number, atOnce: number): number {
  return inFolder(place, (folder) => {
    const said = execFileSync(process.execPath, [CHILD, folder, mode, String(count), String(atOnce)], {
      encoding: 'utf8',
    })
    return (1000 * (JSON.parse(said) as { ms: number }).ms) / count
  })
}

function countSyncs(place: string, mode: Mode, count: number, atOnce: number): number | null {
  return inFolder(place, (folder) => {
    const traced = spawnSync(
      'strace',
      [
        '-f',
        '-c',
        '-U',
        'calls,name',
        '-e',
        'trace=fsync,fdatasync',
        process.execPath,
        CHILD,
        folder,
        mode,
      ].concat([String(count), String(atOnce)]),
      { encoding: 'utf8' },
    )
    if (traced.error || traced.status !== 0) return null
    const calls = [...traced.stderr.matchAll(/^\s*(\d+)\s+f(?:data)?sync$/gm)].map(([, number]) =>
      Number(number),
    )
    return calls.reduce((sum, one) => sum + one, 0) / (count + 20)
  })
}

function inFolder<Value>(place: string, use: (folder: string) => Value): Value {
  const folder = mkdtempSync(join(place, '.bench-commit-'))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function describe(figures: readonly Figures[]): string {
  const round = (value: number | null) => (value === null ? '?' : value.toFixed(value < 10 ? 2 : 0))
  return formatTable([
    ['exchanges in a commit', 'NORMAL µs', 'FULL µs', '× NORMAL', 'NORMAL syncs', 'FULL syncs'],
    ...figures.map(({ atOnce, us, ratio, syncs }) => [
      String(atOnce),
      ...[us.normal, us.full, ratio, syncs.normal, syncs.full].map(round),
    ]),
  ])
}
