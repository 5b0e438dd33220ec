import { readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Exchange, ExchangeSummary } from '../../../src-core/contract/exchange.ts'
import type { NumericKey, Query, QueryKey } from '../../../src-core/contract/query.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import type { History } from '../../../src-core/ports/history.ts'
import { QUERY_KEYS } from '../../../src-core/query/keys.ts'
import { matches } from '../../../src-core/query/matches.ts'
import { selectRows } from '../../../src-main/node/history/query-sql.ts'
import { createStore } from '../../../src-main/node/history/store.ts'
import { nameProcess } from '../../../src-main/node/processes.ts'
import { runs } from '../../core/xml/runs.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { breakDisk, createExchange, createVersion1, fileOf, idsOf, open, openBeside } from './recording.ts'

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
  code: ['reply.not-xml', 'reply.too-late', 'verify.first-success'],
}
const KEYS = Object.keys(QUERY_KEYS) as QueryKey[]
const NUMERIC_KEYS: readonly NumericKey[] = ['receivedAt', 'attempt']

const value = (key: QueryKey) => fc.constantFrom(...VALUES[key])
const number = (key: NumericKey) => value(key) as fc.Arbitrary<number>

interface Recorded {
  exchange: Exchange
  summary: ExchangeSummary
}

/** An exchange as it is recorded; a `direction` or a `standing` may be absent. */
const recorded: fc.Arbitrary<Omit<Recorded, 'id'>> = fc
  .record({
    ...(Object.fromEntries(KEYS.map((key) => [key, value(key)])) as Record<QueryKey, fc.Arbitrary<unknown>>),
    codes: fc.subarray([...VALUES.code]),
    hasStanding: fc.boolean(),
    hasDirection: fc.boolean(),
  })
  .map(({ codes, hasStanding, hasDirection, ...values }) => {
    const { standing, direction, type, event, from, by, method, ...same } = values
    const bare = createExchange()
    const { standing: _, ...exchange } = {
      ...bare,
      ...same,
      request: { ...bare.request, method },
      message: type === null ? null : { type, event, from, to: null, xml: '', json: {} },
      response: { ...bare.response, by },
      findings: codes.map((code) => ({ code })),
    } as unknown as Exchange
    const told = {
      ...(hasStanding && { standing: standing as NonNullable<Exchange['standing']> }),
      ...(hasDirection && { direction: direction as NonNullable<Exchange['direction']> }),
    }
    return createRecorded({ ...exchange, ...told })
  })

function createRecorded(exchange: Exchange): Recorded {
  return {
    exchange,
    summary: { ...summarize(exchange), ...(exchange.direction && { direction: exchange.direction }) },
  }
}

/** They are the same at every run. */
const EXCHANGES = fc
  .sample(recorded, { numRuns: 60, seed: 7 })
  .map(({ exchange }, n) => createRecorded({ ...exchange, id: `id ${n}` }))

const condition: fc.Arbitrary<Query> = fc.oneof(
  fc
    .constantFrom(...KEYS)
    .chain((key) => fc.array(value(key), { maxLength: 3 }).map((is) => ({ key, is }) as Query)),
  fc
    .constantFrom(...NUMERIC_KEYS)
    .chain((key) =>
      fc.record(
        { key: fc.constant(key), atLeast: number(key), atMost: number(key) },
        { requiredKeys: ['key'] },
      ),
    ),
)
const query = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    condition,
    fc.record({ all: fc.array(tie('query'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('query'), { maxLength: 3 }) }),
    fc.record({ not: tie('query') }),
  ),
})).query

/** Every key with every operator: each value and range by itself, none, two, and the opposite of each. */
const EVERY_CONDITION: Query[] = [
  ...KEYS.flatMap((key) => {
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

/** The places where exchanges may be when a query runs; all of `EXCHANGES` in their order. */
const PLACES: Record<string, () => Promise<Pick<History, 'list'>>> = {
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
    return createStore(file, nameProcess(process.pid))
  },
}

describe.each(Object.entries(PLACES))('a history %s', (_name, create) => {
  it('answers every query as the predicate does', async () => {
    const history = await create()
    const everything = history.list({ limit: 100 }).items
    expect(everything.length).toBeGreaterThan(50)
    const find = (where: Query) => history.list({ where, limit: 100 }).items
    const expected = (where: Query) => everything.filter((one) => matches(where, one))
    for (const where of EVERY_CONDITION) expect([where, find(where)]).toEqual([where, expected(where)])
    fc.assert(
      fc.property(query, (where) => {
        expect(find(where)).toEqual(expected(where))
      }),
      runs(300),
    )
  })

  it('gives the answer page by page', async () => {
    const history = await create()
    const everything = history.list({ limit: 100 }).items
    fc.assert(
      fc.property(query, fc.integer({ min: 1, max: 20 }), (where, limit) => {
        const found: ExchangeSummary[] = []
        for (let more = true; more;) {
          const page = history.list({ where, before: found.at(-1)?.id, limit })
          expect(page.items.length === limit || !page.more).toBe(true)
          found.push(...page.items)
          more = page.more
        }
        expect(found).toEqual(everything.filter((one) => matches(where, one)))
      }),
      runs(50),
    )
  })
})

describe('a history on disk', () => {
  it('narrows a question down by the index alone, and where that knows all of it, to its very answer', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    await fill(history)
    const database = openBeside(folder)
    const known = ['account', 'standing', 'receivedAt', 'type', 'from', 'by']
    for (const where of EVERY_CONDITION) {
      const { sql, values } = selectRows('exchanges', { sql: '"order" > ?', values: [0] }, where, 'id 59')
      const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values)
      const steps = plan.map(({ detail }) => String(detail))
      expect(steps[0]).toContain('USING COVERING INDEX exchanges_by_question')
      // It would read all rows before it gives the first.
      expect(steps.join()).not.toContain('USE TEMP B-TREE FOR ORDER BY')
      const asked = 'not' in where ? where.not : where
      if (!('key' in asked) || !known.includes(asked.key)) continue
      const found = history.list({ where, before: 'id 59', limit: 100 }).items
      expect([where, database.prepare(sql).all(...values).length]).toEqual([where, found.length])
    }
  })

  it('keeps the index in step with what is amended, cleared and made anew', async () => {
    const folder = createTemporaryFolder()
    const history = await open(folder)
    await fill(history)
    const { exchange } = EXCHANGES[30]!
    const amended = createRecorded({ ...exchange, response: { ...exchange.response, by: 'hand' } })
    history.amend(amended.exchange, amended.summary)
    await history.clear('strangers')
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
    expect(await again.clear('all')).toBe(EXCHANGES.length)
    expect(again.status()).toMatchObject({ kept: 'disk', reason: null, count: 0, damaged: null })
  })
})
