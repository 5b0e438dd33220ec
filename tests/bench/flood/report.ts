import { medianOf } from '../median.ts'
import { formatTable } from '../table.ts'
import { VIEWS } from './bench-flood.ts'
import type { Flooded, View } from './bench-flood.ts'

/** The p99 of the replies while a page looks on, over that without a page. */
const MOST_P99 = 3
/** Milliseconds: a page that is busy for longer than this at a time is felt. */
const MOST_LONG_TASK = 500
/** Megabytes by which the page may have grown: it keeps what is in sight, and not what came. */
const MOST_GROWTH = 8

type Rounds = Readonly<Record<View, readonly Flooded[]>>

const growthOf = ({ heap }: Flooded): number => (heap === null ? 0 : heap.after - heap.before)

function p99Ratio(flooded: Rounds, view: View): number {
  // Within a round, since the rounds are not alike on a busy machine.
  return medianOf(flooded[view].map(({ latency }, round) => latency.p99 / flooded.none[round]!.latency.p99))
}

/** Returns true if the page keeps nobody waiting, is never busy for long, and does not grow. */
export function isCalm(flooded: Rounds): boolean {
  return VIEWS.every(
    (view) =>
      p99Ratio(flooded, view) <= MOST_P99 &&
      medianOf(flooded[view].map(({ longTasks }) => Math.max(0, ...longTasks))) <= MOST_LONG_TASK &&
      medianOf(flooded[view].map(growthOf)) <= MOST_GROWTH,
  )
}

const NAMES: Record<View, string> = {
  none: 'no page',
  top: 'a page at the top of its list',
  empty: 'a page whose filter finds nothing',
}

export function describeFlood(flooded: Rounds): string {
  const rows = VIEWS.map((view) => {
    const rounds = flooded[view]
    const median = (read: (one: Flooded) => number) => medianOf(rounds.map(read))
    const megabytes = (read: (one: Flooded) => number | null) =>
      rounds.some((one) => read(one) === null) ? '?' : `${median((one) => read(one)!).toFixed(0)} MB`
    const ofPage = (text: string) => (view === 'none' ? '' : text)
    return [
      NAMES[view],
      ...[median(({ latency }) => latency.p50), median(({ latency }) => latency.p99)].map(
        (value) => `${value.toFixed(1)} ms`,
      ),
      p99Ratio(flooded, view).toFixed(2),
      ofPage(median(({ longTasks }) => longTasks.length).toFixed(0)),
      ofPage(`${median(({ longTasks }) => Math.max(0, ...longTasks)).toFixed(0)} ms`),
      ofPage(megabytes(({ heap }) => heap?.before ?? null)),
      ofPage(megabytes(({ heap }) => heap?.after ?? null)),
      megabytes(({ resident }) => resident.before),
      megabytes(({ resident }) => resident.after),
    ]
  })
  return formatTable([
    ['', 'p50', 'p99', '× no page', 'tasks > 50 ms', 'longest', 'page before', 'after', 'workbench', 'after'],
    ...rows,
  ])
}
