import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { onTestFinished } from 'vitest'
import type { Exchange, Standing } from '../../../src-core/contract/exchange.ts'
import type { ClearedTarget } from '../../../src-core/contract/removal.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import type { History } from '../../../src-core/ports/history.ts'
import { openHistory } from '../../../src-main/node/history/open-history.ts'
import type { HistoryOptions } from '../../../src-main/node/history/open-history.ts'

/** Opens a history that ends with the test, and records its complaints. */
export async function open(dataDir: string | null, options: Partial<HistoryOptions> = {}) {
  const reported: unknown[] = []
  const history = await openHistory(dataDir, { report: (error) => reported.push(error), ...options })
  onTestFinished(() => history.close())
  return Object.assign(history, { reported })
}

export function createExchange(change: Partial<Exchange> = {}): Exchange {
  return {
    id: randomUUID(),
    receivedAt: 1_700_000_000_000,
    account: 'default',
    attempt: 1,
    messageKey: 'msg:1',
    mode: 'plaintext',
    standing: 'genuine',
    request: {
      method: 'POST',
      path: '/wx',
      target: '/wx',
      httpVersion: '1.1',
      query: {},
      headers: [],
      body: '<xml/>',
      bodyBytes: 6,
    },
    signature: { ok: true, received: null, expected: null },
    message: null,
    response: { status: 200, headers: [], body: 'success', by: 'fixed', durationMs: 1 },
    verdict: 'ignored',
    findings: [],
    ...change,
  }
}

export function withBody(body: string, standing: Standing = 'genuine'): Partial<Exchange> {
  return {
    standing,
    verdict: standing === 'genuine' ? 'ignored' : 'rejected',
    request: { ...createExchange().request, body },
  }
}

/** Records as the workbench does; resolves when the reply may leave. */
export async function record(history: History, change: Partial<Exchange> = {}): Promise<Exchange> {
  const exchange = createExchange(change)
  await history.record(exchange, summarize(exchange))
  return exchange
}

export async function recordMany(
  history: History,
  count: number,
  change: (n: number) => Partial<Exchange> = () => ({}),
): Promise<string[]> {
  const exchanges = Array.from({ length: count }, (_, n) => createExchange(change(n)))
  await Promise.all(exchanges.map((exchange) => history.record(exchange, summarize(exchange))))
  return exchanges.map(({ id }) => id)
}

/** Hides and erases at once, as the workbench does after the time in which it can be undone. Returns the number. */
export async function clear(
  history: History,
  which: 'all' | 'strangers' = 'all',
  part: Omit<ClearedTarget, 'which'> = {},
): Promise<number> {
  const { removal, count } = await history.hide({ which, ...part })
  await history.erase(removal)
  return count
}

export async function remove(history: History, ids: readonly string[]): Promise<number> {
  const { removal, count } = await history.hide({ ids })
  await history.erase(removal)
  return count
}

/** Returns all ids in the order of arrival, page by page as a screen asks for them. */
export function idsOf(history: History): string[] {
  const ids: string[] = []
  for (let before: string | undefined; ; before = ids.at(-1)) {
    const { items, more } = history.list({ before, limit: 100 })
    ids.push(...items.map(({ id }) => id))
    if (!more) return ids.toReversed()
  }
}

export const fileOf = (folder: string): string => join(folder, 'history.sqlite')

/** Opens the same file like another program. */
export function openBeside(folder: string): DatabaseSync {
  const database = new DatabaseSync(fileOf(folder))
  onTestFinished(() => {
    try {
      database.close()
    } catch {
      // By the test.
    }
  })
  return database
}

/** Resolves with the next matching status that the history itself reports. */
export function untilStatus(
  history: History,
  fits: (status: ReturnType<History['status']>) => boolean,
): Promise<ReturnType<History['status']>> {
  return new Promise((resolve) => {
    const look = (status: ReturnType<History['status']>) => fits(status) && resolve(status)
    history.watch({ changed: look, hidden() {}, restored() {}, removed() {} })
    look(history.status())
  })
}

/** The schema that 0.1 and 0.2 made. */
const VERSION_1 = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS exchanges (
    "order"     INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT NOT NULL UNIQUE,
    received_at INTEGER NOT NULL,
    account     TEXT,
    message_key TEXT,
    summary     TEXT NOT NULL,
    exchange    TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS exchanges_by_message ON exchanges (message_key, account, received_at) WHERE message_key IS NOT NULL;
  PRAGMA user_version = 1;
`

/** Creates a closed file of version 1 with these exchanges. */
export function createVersion1(folder: string, exchanges: readonly Exchange[]): void {
  const old = openBeside(folder)
  old.exec(VERSION_1)
  const insert = old.prepare(
    'INSERT INTO exchanges (id, received_at, account, message_key, summary, exchange) VALUES (?, ?, ?, ?, ?, ?)',
  )
  for (const one of exchanges) {
    const summary = JSON.stringify(summarize(one))
    insert.run(one.id, one.receivedAt, one.account, one.messageKey, summary, JSON.stringify(one))
  }
  old.close()
}

/** Makes every write fail from here on, as on a broken disk; the returned function ends that. */
export function breakDisk(folder: string): () => void {
  const beside = openBeside(folder)
  beside.exec(
    `CREATE TRIGGER broken BEFORE INSERT ON exchanges BEGIN SELECT RAISE(ABORT, 'the disk is broken'); END`,
  )
  return () => beside.exec('DROP TRIGGER broken')
}
