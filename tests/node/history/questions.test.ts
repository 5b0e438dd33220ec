import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Exchange, ExchangeSummary, Standing } from '../../../src-core/contract/exchange.ts'
import type { NumericKey, Query, QueryKey } from '../../../src-core/contract/query.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import type { History, Surveyed } from '../../../src-core/ports/history.ts'
import { groupings } from '../../../src-core/contract/listing.ts'
import { createFoundRows } from '../../../src-core/query/listing/found-rows.ts'
import { rowFactsOf } from '../../../src-core/query/listing/row-facts.ts'
import { findFacts, QUERY_KEYS, queryKeys } from '../../../src-core/query/facts.ts'
import { listFound } from '../../../src-core/query/look-at-all.ts'
import { listNeeds, matches } from '../../../src-core/query/matches.ts'
import { createDiskSearch } from '../../../src-main/node/history/disk-search.ts'
import { createExamine } from '../../../src-main/node/history/examining.ts'
import { DEFAULT_REFUSED_LIMIT } from '../../../src-main/node/history/memory-history.ts'
import { surveyDisk } from '../../../src-main/node/history/surveying.ts'
import { createWaitingRoom } from '../../../src-main/node/history/waiting-room.ts'
import { writeCondition } from '../../../src-main/node/history/query-sql.ts'
import { decodeExchange } from '../../../src-main/node/history/encoding.ts'
import type { Connection } from '../../../src-main/node/history/connection.ts'
import { createStore } from '../../../src-main/node/history/store.ts'
import { nameProcess } from '../../../src-main/node/processes.ts'
import { runs } from '../../core/xml/runs.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import {
  breakDisk,
  createExchange,
  createVersion1,
  fileOf,
  idsOf,
  open,
  openBeside,
  clear,
} from './recording.ts'

/** Values of each key, few enough to occur repeatedly; some of them SQL or JSON would not write as they are. */
const VALUES: { [Key in QueryKey]: readonly (string | number | null)[] } = {
  id: ['id 3', 'id 7', 'nowhere'],
  receivedAt: [1000, 1001, 2000, 1_700_000_000_000],
  account: ['default', '账号', "a'b", null],
  attempt: [1, 2, 3],
  messageKey: ['msg:1', 'event:oABC:1:"', null],
  standing: ['genuine', 'lookalike', 'stranger'],
  direction: ['in', 'out'],
  method: ['POST', 'GET', 'post'],
  type: ['text', 'event', '', 'true', '1', null],
  event: ['CLICK', 'a\0b', '\ud800', '😊', null],
  from: ['oABC', 'oabc', '"\\', "'; --", '%', null],
  by: ['fixed', 'rule', 'hand', 'relay', 'timeout'],
  verdict: ['accepted', 'ignored', 'retried', 'fault', 'rejected'],
  path: ['/wx', '/WX/', '/微信'],
  mode: ['plaintext', 'compatible', 'safe'],
  to: ['gh_1', 'GH_2', null],
  status: [0, 200, 500],
  durationMs: [0, 3.25, 4999],
  run: ['check-up-1', 'burst-2', null],
  code: ['reply.not-xml', 'reply.too-late', 'verify.first-success'],
  has: ['encrypt', 'finding', 'note', 'pin', 'reply'],
}
const NUMERIC_KEYS = queryKeys.filter((key): key is NumericKey => QUERY_KEYS[key] === 'number')
const TEXT_KEYS = queryKeys.filter((key) => QUERY_KEYS[key] !== 'number')
const CONTENTS = ['我要退款', 'Refund 100%', 'İstanbul', "it's_a", 'a\0b', '\ud800!', '']

const value = (key: QueryKey) => fc.constantFrom(...VALUES[key])
const number = (key: NumericKey) => value(key) as fc.Arbitrary<number>

interface Recorded {
  exchange: Exchange
  summary: ExchangeSummary
}

/** An exchange as it is recorded; a `direction` or a `standing` may be absent. */
const recorded: fc.Arbitrary<Omit<Recorded, 'id'>> = fc
  .record({
    ...(Object.fromEntries(queryKeys.map((key) => [key, value(key)])) as Record<
      QueryKey,
      fc.Arbitrary<unknown>
    >),
    codes: fc.subarray([...VALUES.code]),
    content: fc.constantFrom(...CONTENTS),
    reply: fc.constantFrom('', 'success', '<xml><Content><![CDATA[Kein Geld]]></Content></xml>', '退 款'),
    note: fc.constantFrom(undefined, '先看这条'),
    count: fc.integer({ min: 0, max: 12 }),
    told: fc.record({ standing: fc.boolean(), direction: fc.boolean(), pinned: fc.boolean() }),
  })
  .map(({ codes, content, reply, note, count, told, ...values }) => {
    const { standing, direction, type, event, from, to, by, method, path, status, durationMs, ...same } =
      values
    const bare = createExchange()
    const { standing: _, ...exchange } = {
      ...bare,
      ...same,
      request: { ...bare.request, method, path },
      message:
        type === null
          ? null
          : {
              type,
              event,
              from,
              to,
              xml: '',
              json: { xml: { Content: content, Info: { Count: String(count) } } },
            },
      response: { ...bare.response, by, status, durationMs, body: reply },
      findings: codes.map((code) => ({ code })),
      ...(note !== undefined && { note }),
      ...(told.standing && { standing }),
      ...(told.direction && { direction }),
      ...(told.pinned && { pinned: true }),
    } as unknown as Exchange
    return createRecorded({ ...exchange, ...(told.standing && { standing: standing as Standing }) })
  })

function createRecorded(exchange: Exchange): Recorded {
  return {
    exchange,
    summary: summarize(exchange),
  }
}

/** They are the same at every run. */
const EXCHANGES = fc
  .sample(recorded, { numRuns: 60, seed: 7 })
  .map(({ exchange }, n) => createRecorded({ ...exchange, id: `id ${n}` }))

const condition: fc.Arbitrary<Query> = fc.oneof(
  fc
    .constantFrom(...queryKeys)
    .chain((key) => fc.array(value(key), { maxLength: 3 }).map((is) => ({ key, is }) as Query)),
  fc
    .constantFrom(...NUMERIC_KEYS)
    .chain((key) =>
      fc.record(
        { key: fc.constant(key), atLeast: number(key), atMost: number(key) },
        { requiredKeys: ['key'] },
      ),
    ),
  fc.constantFrom(...TEXT_KEYS).chain((key) =>
    fc.tuple(value(key), fc.nat(4), fc.boolean()).map(([one, length, isUpper]): Query => {
      const begins = String(one).slice(0, length)
      return { key, begins: isUpper ? begins.toUpperCase() : begins } as Query
    }),
  ),
  fc
    .constantFrom('', '退款', 'refund', 'REFUND 1', '款\n', "it's", '%', '_', '先看', 'geld', '/wx', '\ud800')
    .map((text) => ({ text })),
)
/** Questions that look into the exchanges. */
const deepCondition: fc.Arbitrary<Query> = fc.oneof(
  fc.constantFrom('退.$', 'REF', '^先', 'a|b').map((pattern) => ({ pattern })),
  fc.record({
    field: fc.constantFrom('Content', 'content', 'Info.Count', 'info', 'None'),
    comparison: fc.constantFrom('is' as const, 'holds', 'above', 'atLeast', 'below', 'atMost', 'exists'),
    value: fc.constantFrom('7', '退款', 'refund 100%', ''),
  }),
)
const queryOf = (leaf: fc.Arbitrary<Query>) =>
  fc.letrec<{ query: Query }>((tie) => ({
    query: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.record({ all: fc.array(tie('query'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('query'), { maxLength: 3 }) }),
      fc.record({ not: tie('query') }),
    ),
  })).query
const query = queryOf(condition)
const deepQuery = queryOf(fc.oneof(condition, deepCondition))

/** The predicate, to which every history is held; patterns are run as they are. */
const isMatch = (where: Query, exchange: Exchange) =>
  matches(where, findFacts(exchange), {
    message: () => exchange.message,
    test: (pattern, text) => new RegExp(pattern, 'iu').test(text),
  })

/** Every key with every operator: each value and range by itself, none, two, and the opposite of each. */
const EVERY_CONDITION: Query[] = [
  ...queryKeys.flatMap((key) => {
    const [first, ...others] = VALUES[key]
    return [[], ...VALUES[key].map((one) => [one]), ...others.map((one) => [first, one])].map(
      (is) => ({ key, is }) as Query,
    )
  }),
  ...NUMERIC_KEYS.flatMap((key) =>
    (VALUES[key] as readonly number[]).flatMap((one): Query[] => [
      { key, atLeast: one },
      { key, atMost: one },
      { key, atLeast: one, atMost: one + 1 },
    ]),
  ),
].flatMap((one) => [one, { not: one }])

async function fill(history: History, all: readonly Recorded[] = EXCHANGES): Promise<void> {
  await Promise.all(all.map(({ exchange, summary }) => history.record(exchange, summary)))
}

type Place = Pick<History, 'list' | 'get' | 'survey'> & Partial<Pick<History, 'search'>>

/** The places where exchanges may be when a query runs; all of `EXCHANGES` in their order. */
const PLACES: Record<string, () => Promise<Place>> = {
  async 'in memory'() {
    const history = await open(null)
    await fill(history)
    return history
  },
  async 'on disk'() {
    const history = await open(createTemporaryFolder())
    await fill(history)
    return history
  },
  async 'on disk and on the way to it, some amended since'() {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    // The state of these before they are amended; the broken disk does not take the amendment.
    const before = EXCHANGES.map(({ exchange }, n) =>
      createRecorded({ ...EXCHANGES.at(-1 - n)!.exchange, id: exchange.id }),
    )
    await fill(history, before.slice(0, 20))
    await fill(history, EXCHANGES.slice(20, 40))
    breakDisk(folder)
    await fill(history, EXCHANGES.slice(40))
    for (const { exchange, summary } of EXCHANGES.slice(0, 20)) history.amend(exchange, summary)
    expect(history.status()).toMatchObject({ kept: 'memory', waiting: 20 })
    return history
  },
  async 'on disk, with summaries that are damaged'() {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    // Values that a summary does not have are read from the exchange.
    const all = EXCHANGES.map((one, n) =>
      n < 12 ? createRecorded({ ...one.exchange, direction: 'in' }) : one,
    )
    await fill(history, all)
    const beside = openBeside(folder)
    for (const [n, damage] of ['{broken', '', 'null', '3', '"text"', '[]', '{}'].entries()) {
      beside.prepare('UPDATE exchanges SET summary = ? WHERE id = ?').run(damage, `id ${n}`)
    }
    beside.exec(`UPDATE exchanges SET summary = '{"id":"id 8","findings":8}', head = '' WHERE id = 'id 8'`)
    beside.exec(`UPDATE exchanges SET summary = '{', head = '' WHERE id = 'id 9'`)
    return history
  },
  async 'in a file of version 1 that is only read'() {
    const folder = createTemporaryFolder()
    createVersion1(
      folder,
      EXCHANGES.map(({ exchange }) => exchange),
    )
    const file = { database: openBeside(folder), version: 1, readOnly: true, isInPlace: () => true }
    const store = createStore(file, nameProcess(process.pid))
    const connection: Pick<Connection, 'store' | 'read'> = { store, read: (run) => run(store) }
    const room = createWaitingRoom(DEFAULT_REFUSED_LIMIT)
    return {
      list: store.list,
      get: (id) => decodeExchange(store.find(id)!),
      survey: (where, take) => surveyDisk(connection, room, createExamine(), where, take),
      search: (where, grouping = 'none') =>
        createDiskSearch(connection, { room, examine: createExamine() }, where, grouping),
    }
  },
}

describe.each(Object.entries(PLACES))('a history %s', (_name, create) => {
  /** What is there, and what of it matches as the predicate says. */
  async function createKnown() {
    const history = await create()
    const everything = history.list({ limit: 100 }).items
    const exchanges = new Map(
      EXCHANGES.map(({ exchange }) => [exchange.id, history.get(exchange.id) ?? exchange]),
    )
    const expected = (where: Query) =>
      everything.filter(({ id, standing }) =>
        isMatch(where, { ...exchanges.get(id)!, ...(standing && { standing }) }),
      )
    const surveyed = ({ id, standing }: ExchangeSummary): Surveyed => {
      const facts = findFacts({ ...exchanges.get(id)!, ...(standing && { standing }) })
      const { receivedAt, durationMs, code: codes } = facts
      return { id, receivedAt, durationMs, genuine: facts.standing === 'genuine', codes }
    }
    return { history, everything, expected, surveyed }
  }

  it('answers every query as the predicate does', async () => {
    const { history, everything, expected } = await createKnown()
    expect(everything.length).toBeGreaterThan(50)
    const find = (where: Query) => history.list({ where, limit: 100 }).items
    for (const where of EVERY_CONDITION) expect([where, find(where)]).toEqual([where, expected(where)])
    fc.assert(
      fc.property(query, (where) => {
        expect(find(where)).toEqual(expected(where))
      }),
      runs(300),
    )
  })

  it('finds the same by a search, which also looks into the exchanges', async () => {
    const { history, expected: matching } = await createKnown()
    if (!history.search) return
    // No message can be looked into where the record is damaged.
    const expected = (where: Query) =>
      matching(where).filter(({ id }) => !listNeeds(where).message || history.get(id) !== null)
    await fc.assert(
      fc.asyncProperty(deepQuery, fc.nat(70), fc.integer({ min: 1, max: 70 }), async (where, from, count) => {
        const search = history.search!(where)
        const all = expected(where)
        await search.look(10_000)
        // What is damaged is found out when it is to be shown.
        expect([...listFound(search)]).toEqual(all)
        const orders = search.rows().rows.map(({ order }) => order)
        expect(
          [...search.read(orders.slice(from, from + count)).values()].map(({ id }) => id).toSorted(),
        ).toEqual(
          all
            .slice(from, from + count)
            .map(({ id }) => id)
            .toSorted(),
        )
        expect(await search.look(0)).toMatchObject({ done: true, tooSlow: false })
        expect(search.rows().count(false).found).toBe(all.length)
        search.end()
      }),
      runs(200),
    )
  })

  it.each(groupings)('puts what a search found together as %s', async (grouping) => {
    const { history, everything } = await createKnown()
    if (!history.search) return
    const search = history.search({ all: [] }, grouping)
    await search.look(10_000)
    const { rows, groups } = search.rows()
    const shown = search.read(rows.flatMap((row) => [row, ...row.older]).map(({ order }) => order))
    const idOf = ({ order }: { order: number }) => shown.get(order)?.id
    const told = rows.map((row) => [groups[row.group], idOf(row), ...row.older.map(idOf)])
    search.end()

    // Each place reads the same of the exchanges as is read here.
    const expected = createFoundRows()
    const facts = everything.map(({ id, standing = 'genuine' }, n) => {
      const exchange = history.get(id) ?? EXCHANGES.find((one) => one.exchange.id === id)!.exchange
      return rowFactsOf(everything.length - n, findFacts({ ...exchange, standing }), grouping)
    })
    expected.addOlder(facts)
    const nameOf = ({ order }: { order: number }) => everything[everything.length - order]!.id
    expect(told).toEqual(
      expected.rows.map((row) => [expected.groups[row.group], nameOf(row), ...row.older.map(nameOf)]),
    )
  })

  it('surveys the same, whole and in short', async () => {
    const { history, everything, expected, surveyed } = await createKnown()
    const known = new Set(everything.map(({ id }) => id))
    await fc.assert(
      fc.asyncProperty(deepQuery, async (where) => {
        const found: Surveyed[] = []
        const isComplete = await history.survey(where, (some) => found.push(...some) >= 0)
        expect(isComplete).toBe(true)
        // Where the record is damaged, the facts still count, but no message can be looked into, and nothing listed.
        const readable = found.filter(({ id }) => known.has(id))
        const all = expected(where).filter(({ id }) => !listNeeds(where).message || history.get(id) !== null)
        expect(readable).toEqual(all.map(surveyed))
      }),
      runs(100),
    )
  })

  it('ends a survey when enough was seen', async () => {
    const { history } = await createKnown()
    let parts = 0
    expect(await history.survey({ all: [] }, () => ++parts < 1)).toBe(true)
    expect(parts).toBe(1)
  })

  it('gives the answer page by page', async () => {
    const { history, expected } = await createKnown()
    fc.assert(
      fc.property(query, fc.integer({ min: 1, max: 20 }), (where, limit) => {
        const found: ExchangeSummary[] = []
        for (let more = true; more;) {
          const page = history.list({ where, before: found.at(-1)?.id, limit })
          expect(page.items.length === limit || !page.more).toBe(true)
          found.push(...page.items)
          more = page.more
        }
        expect(found).toEqual(expected(where))
      }),
      runs(50),
    )
  })
})

describe('a history on disk', () => {
  it('reads the facts alone to find the rows, from the newest to the oldest', async () => {
    const folder = createTemporaryFolder()
    await fill(await open(folder))
    const database = openBeside(folder)
    for (const where of EVERY_CONDITION) {
      const { sql, values } = writeCondition(where)
      const plan = database
        .prepare(`EXPLAIN QUERY PLAN SELECT "order" FROM facts WHERE ${sql} ORDER BY "order" DESC`)
        .all(...values)
      const steps = plan.map(({ detail }) => String(detail))
      expect(steps[0]).toBe('SCAN facts')
      // It would read all rows before it gives the first.
      expect(steps.join()).not.toContain('USE TEMP B-TREE FOR ORDER BY')
    }
  })

  it('keeps the facts in step with what is amended, cleared and made anew', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    await fill(history)
    const { exchange } = EXCHANGES[30]!
    const amended = createRecorded({ ...exchange, response: { ...exchange.response, by: 'hand' } })
    history.amend(amended.exchange, amended.summary)
    await clear(history, 'strangers', { pinned: true })
    const database = openBeside(folder)
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    const find = (where: Query) => history.list({ where, limit: 100 }).items.map(({ id }) => id)
    expect(find({ key: 'standing', is: ['stranger'] })).toEqual([])
    expect(find({ key: 'by', is: ['hand'] })).toContain(exchange.id)
  })

  it('goes on where what a row says was changed by a fault of the disk', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    await fill(history)
    await history.close()
    const file = readFileSync(fileOf(folder))
    const text = file.toString('latin1')
    file.write('xault', text.indexOf('"verdict":"fault"') + '"verdict":"'.length, 'latin1')
    writeFileSync(fileOf(folder), file)
    const again = await open(folder)
    expect(idsOf(again)).toHaveLength(EXCHANGES.length)
    expect(await clear(again, 'all', { pinned: true })).toBe(EXCHANGES.length)
    expect(again.status()).toMatchObject({ kept: 'disk', reason: null, count: 0, damaged: null })
  })
})
