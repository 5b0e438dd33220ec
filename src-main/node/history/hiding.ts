import type { ClearedTarget, RemovalTarget } from '../../../src-core/contract/removal.ts'
import { isRunning } from '../processes.ts'
import type { ProcessName } from '../processes.ts'
import { PINNED } from './schema.ts'
import { inTransaction, readNumber } from './sqlite.ts'
import type { Store } from './store.ts'

type Database = Store['file']['database']

/** Hides the exchanges that are meant, in one commit. Returns their number. */
export function hideRows(store: Store, name: string, target: RemovalTarget, own: ProcessName): number {
  const { database } = store.file
  const hidden = inTransaction(database, () => {
    // Takes the highest number ever given out: exchanges from a damaged file may still come in below it.
    const upTo = readNumber(database, 'SELECT coalesce(max(seq), 0) FROM sqlite_sequence')
    database
      .prepare('INSERT INTO removals VALUES (?, ?, ?, ?, ?)')
      .run(name, JSON.stringify(target), upTo, own.pid, own.process)
    return hide(store, name, target, upTo)
  })
  const rows = readRows(database, name)
  store.changeHidden(hidden, rows && { gone: rows })
  return hidden
}

/**
 * Hides what is meant and not hidden yet. Facts are looked at if all rows have them: reading the rows themselves, with
 * every text in them, takes 20 times as long.
 */
function hide(
  { file: { database }, facts }: Store,
  name: string,
  target: RemovalTarget,
  upTo: number,
): number {
  const hasFacts = !('ids' in target) && facts.missing() === 0
  const conditions: [sql: string, value: string | number | undefined][] =
    'ids' in target
      ? [['id IN (SELECT value FROM json_each(?))', JSON.stringify(target.ids)]]
      : [
          ['"order" <= ?', upTo],
          ['account = ?', target.account],
          [`${hasFacts ? '"receivedAt"' : 'received_at'} < ?`, target.before],
          ['standing = ?', target.which === 'strangers' ? 'stranger' : undefined],
        ]
  const given = conditions.filter(([, value]) => value !== undefined)
  const kept = 'ids' in target || target.pinned ? '' : ` AND NOT (${PINNED})`
  const { changes } = database
    .prepare(
      `INSERT OR IGNORE INTO hidden SELECT "order", ? FROM ${hasFacts ? 'facts' : 'exchanges'}
       WHERE ${given.map(([sql]) => sql).join(' AND ')}${kept} ORDER BY "order"`,
    )
    .run(name, ...given.map(([, value]) => value!))
  return Number(changes)
}

/** More rows than these are not told one by one. */
const TOLD_ROWS = 100

/** Returns the numbers of what a removal hides; null if they are many. */
function readRows(database: Database, name: string): number[] | null {
  const rows = database
    .prepare(`SELECT "order" FROM hidden WHERE removal = ? LIMIT ${TOLD_ROWS + 1}`)
    .all(name)
    .map((row) => Number(row['order']))
  return rows.length > TOLD_ROWS ? null : rows
}

/** Shows again what the removal hides. */
export function showRows(store: Store, name: string): void {
  const { database } = store.file
  const rows = readRows(database, name)
  const shown = inTransaction(database, () => {
    database.prepare('DELETE FROM removals WHERE name = ?').run(name)
    return database.prepare('DELETE FROM hidden WHERE removal = ?').run(name).changes
  })
  store.changeHidden(-Number(shown), rows && { amended: rows })
}

/** Hides what came in from a damaged file meanwhile; of a whole clearing nothing more comes in from now on. */
export function closeHiding(store: Store, name: string): void {
  const { database } = store.file
  const more = inTransaction(database, () => {
    const row = database.prepare('SELECT target, "upTo" FROM removals WHERE name = ?').get(name)
    if (!row) return 0
    const target = JSON.parse(String(row['target'])) as RemovalTarget
    const upTo = Number(row['upTo'])
    if ('ids' in target) return 0
    const hidden = hide(store, name, target, upTo)
    if (!isWhole(target)) return hidden
    const names = target.which === 'all' ? ['all', 'strangers'] : ['strangers']
    const raise = database.prepare('UPDATE horizons SET "order" = max("order", ?) WHERE name = ?')
    for (const one of names) raise.run(upTo, one)
    return hidden
  })
  if (more > 0) store.changeHidden(more, null)
}

function isWhole({ account, before }: ClearedTarget): boolean {
  return account === undefined && before === undefined
}

/** Forgets a removal of which nothing is left. */
export function forgetHiding(store: Store, name: string): void {
  store.file.database.prepare('DELETE FROM removals WHERE name = ?').run(name)
  store.changeHidden(0, {})
}

/** Returns the names of the removals whose process is gone: nobody can undo them any more. */
export function findAbandoned({ file: { database } }: Store): string[] {
  const rows = database
    .prepare('SELECT name, pid, process FROM removals')
    .all() as unknown as (ProcessName & {
    name: string
  })[]
  return rows.filter((row) => !isRunning(row)).map(({ name }) => name)
}
