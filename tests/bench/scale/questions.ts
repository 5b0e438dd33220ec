import type { DatabaseSync } from 'node:sqlite'
import { COMMON_WORD, FIRST_MSG_ID, RARE_WORD, senderOf } from './exchanges.ts'

/** What a person looks for, and what SQLite alone takes for the same in the same file. */
export interface Question {
  /** As it stands in tables, in both languages. */
  filter: string
  /** It looks into every exchange, so that it may take longer than a glance and has to tell how far it is. */
  isDeep: boolean
  /** Returns the numbers of the rows that match, newest first, read by statements alone. */
  askBare(database: DatabaseSync): number[]
}

const SENDER = senderOf(3)
const NUMBER = /订单 \d+7 怎么/
/** Events have no MsgId, and of the messages all but the oldest few match. */
const LATE_MSG_ID = FIRST_MSG_ID + 90n

/** More than are kept at a time (`SEARCHES_MAX`): asked in turn, each is asked anew. */
export const QUESTIONS: readonly Question[] = [
  { filter: 'verdict:fault', isDeep: false, askBare: (on) => select(on, `verdict = 'fault'`) },
  { filter: `from:${SENDER}`, isDeep: false, askBare: (on) => select(on, `"from" = ?`, SENDER) },
  { filter: COMMON_WORD, isDeep: false, askBare: (on) => selectText(on, COMMON_WORD) },
  { filter: RARE_WORD, isDeep: false, askBare: (on) => selectText(on, RARE_WORD) },
  {
    filter: `json:Content~${RARE_WORD}`,
    isDeep: true,
    askBare: (on) =>
      readHeads(on, selectText(on, RARE_WORD), ({ Content = '' }) => Content.includes(RARE_WORD)),
  },
  {
    filter: `json:MsgId>${LATE_MSG_ID}`,
    isDeep: true,
    askBare: (on) => readHeads(on, null, ({ MsgId = '' }) => Number(MsgId) > Number(LATE_MSG_ID)),
  },
  {
    filter: `/${NUMBER.source}/`,
    isDeep: true,
    askBare(on) {
      const rows = on.prepare('SELECT "order", text FROM facts ORDER BY "order" DESC').iterate()
      const found: number[] = []
      for (const { order, text } of rows as Iterable<unknown> as Iterable<{ order: number; text: string }>)
        if (NUMBER.test(text)) found.push(order)
      return found
    },
  },
]

function select(database: DatabaseSync, condition: string, ...values: string[]): number[] {
  const rows = database
    .prepare(`SELECT "order" FROM facts WHERE ${condition} ORDER BY "order" DESC`)
    .all(...values)
  return rows.map(({ order }) => Number(order))
}

function selectText(database: DatabaseSync, word: string): number[] {
  return select(database, 'instr(text, ?) > 0', word)
}

interface Head {
  message: { json: { xml: Partial<Record<string, string>> } } | null
}

/** Reads the exchanges of these rows, or of all, as JSON, and returns the numbers of those whose message fits. */
function readHeads(
  database: DatabaseSync,
  orders: readonly number[] | null,
  fits: (fields: Partial<Record<string, string>>) => boolean,
): number[] {
  const among = orders === null ? '' : 'WHERE "order" IN (SELECT value FROM json_each(?))'
  const rows = database
    .prepare(`SELECT "order", head FROM exchanges ${among} ORDER BY "order" DESC`)
    .iterate(...(orders === null ? [] : [JSON.stringify(orders)]))
  const found: number[] = []
  for (const { order, head } of rows as Iterable<unknown> as Iterable<{ order: number; head: string }>) {
    const { message } = JSON.parse(head) as Head
    if (message && fits(message.json.xml)) found.push(order)
  }
  return found
}

/** Reads so many rows of the list from this number downwards, as the list shows them. */
export function readRowsBare(database: DatabaseSync, upTo: number, count: number): unknown[] {
  return database
    .prepare('SELECT summary FROM exchanges WHERE "order" <= ? ORDER BY "order" DESC LIMIT ?')
    .all(upTo, count)
    .map(({ summary }) => JSON.parse(String(summary)) as unknown)
}
