import { setImmediate as turn } from 'node:timers/promises'
import type { Standing } from '../../../src-core/contract/exchange.ts'
import type { Query } from '../../../src-core/contract/query.ts'
import type { Surveyed } from '../../../src-core/ports/history.ts'
import { isDeep, listNeeds } from '../../../src-core/query/matches.ts'
import { surveyedOf } from '../../../src-core/query/surveyed.ts'
import type { Connection } from './connection.ts'
import { PatternTooSlow, toExamine } from './examining.ts'
import type { Examine } from './examining.ts'
import type { MemoryRows } from './memory-rows.ts'
import { writeCondition } from './query-sql.ts'
import type { OrderRange } from './reading.ts'
import { presentIn } from './schema.ts'
import { readValues } from './sqlite.ts'
import type { Store } from './store.ts'
import type { WaitingRoom } from './waiting-room.ts'

/** The rows that one step reads: so few that a request in between waits some milliseconds at most. */
const STEP_ROWS = 2000
/** The exchanges that one step takes apart. */
const DEEP_ROWS = 500

type Take = (some: readonly Surveyed[]) => boolean

/** As an array it is read in half of the time. */
type FactsRow = [
  order: number,
  id: string,
  receivedAt: number,
  durationMs: number | null,
  standing: Standing,
  codes: string,
]

/** As `History.survey`, of rows in memory. */
export function surveyMemory(
  rows: Pick<MemoryRows, 'matching'>,
  examine: Examine,
  where: Query,
  take: Take,
): boolean {
  return (
    withinTime(
      () => rows.matching((all) => examine(where, all)).map(({ summary }) => surveyedOf(summary)),
      take,
    ) !== 'too-slow'
  )
}

/**
 * As `History.survey`, of what is on the disk or on its way there now. If another file takes its place meanwhile, it ends
 * there: what changes the history is told to everybody, who then asks anew.
 */
export async function surveyDisk(
  connection: Pick<Connection, 'store' | 'read'>,
  room: Pick<WaitingRoom, 'amended' | 'forDisk' | 'matching'>,
  examine: Examine,
  where: Query,
  take: Take,
): Promise<boolean> {
  const { store } = connection
  // Read at the same time as those that wait, so that none is missed and none counted twice.
  let range = connection.read((on) => on.bounds(), { after: 0, upTo: 0 })
  const waiting = withinTime(
    () => room.matching((all) => examine(where, all)).map(({ summary }) => surveyedOf(summary)),
    take,
  )
  if (waiting !== 'more') return waiting === 'enough'
  while (range.upTo > range.after) {
    const below = range
    const outcome = connection.read((on): Outcome => {
      if (on !== store) return 'enough'
      const step = nextStep(on, below, isDeep(where) ? DEEP_ROWS : STEP_ROWS)
      range = { after: below.after, upTo: step.after }
      return withinTime(() => readStep(on, step), take)
    }, 'enough')
    if (outcome !== 'more') return outcome === 'enough'
    await turn()
  }
  return true

  function readStep(on: Store, step: OrderRange): Surveyed[] {
    // An amended row that waits for the disk is judged by its present state, and counted by it.
    const now = room.forDisk(where, (exchange) => examine(where, [toExamine(exchange)])[0]!)
    const rows = selectFacts(on, now, step)
    const found = isDeep(where) ? examineRows(on, rows) : rows
    return found.map((row) => {
      const amended = room.amended(row[1])
      return amended ? surveyedOf(amended.summary) : readRow(row)
    })
  }

  function examineRows(on: Store, rows: readonly FactsRow[]): FactsRow[] {
    const examined = on.examined(
      rows.map(([order]) => order),
      listNeeds(where),
    )
    const whole = rows.flatMap((row) => {
      const amended = room.amended(row[1])
      const one = amended ? toExamine(amended.exchange) : examined.get(row[0])
      return one ? [{ row, ...one }] : []
    })
    const fits = examine(where, whole)
    return whole.filter((_, index) => fits[index]).map(({ row }) => row)
  }
}

type Outcome = 'more' | 'enough' | 'too-slow'

function withinTime(read: () => readonly Surveyed[], take: Take): Outcome {
  try {
    return take(read()) ? 'more' : 'enough'
  } catch (error) {
    if (!(error instanceof PatternTooSlow)) throw error
    return 'too-slow'
  }
}

/** Returns the next rows to read, all of which have their facts. */
function nextStep({ facts }: Store, { after, upTo }: OrderRange, rows: number): OrderRange {
  const next = Math.max(after, upTo - rows)
  if (facts.missing() > next) facts.fill()
  return { after: Math.max(next, Math.min(facts.missing(), upTo)), upTo }
}

function selectFacts({ file }: Store, where: Query, { after, upTo }: OrderRange): FactsRow[] {
  const { sql, values } = writeCondition(where)
  const statement = file.database.prepare(
    `SELECT "order", id, "receivedAt", "durationMs", standing, code FROM facts
     WHERE "order" > ? AND "order" <= ? AND ${presentIn(file.version)} AND ${sql} ORDER BY "order" DESC`,
  )
  return readValues(statement, after, upTo, ...values) as unknown as FactsRow[]
}

const NO_CODES: readonly string[] = []

function readRow([, id, receivedAt, durationMs, standing, codes]: FactsRow): Surveyed {
  return {
    id,
    receivedAt,
    durationMs,
    genuine: standing === 'genuine',
    codes: codes === '' ? NO_CODES : codes.slice(1, -1).split(','),
  }
}
