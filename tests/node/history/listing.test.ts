import { describe, expect, it } from 'vitest'
import type { ListLine } from '../../../src-core/contract/listing.ts'
import { DELIVERIES_MAX } from '../../../src-core/contract/listing.ts'
import { summarize } from '../../../src-core/exchange/record.ts'
import type { History } from '../../../src-core/ports/history.ts'
import { createFilterHandlers } from '../../../src-core/query/commands.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { breakDisk, createExchange, open, openBeside, record } from './recording.ts'

const TODAY = Date.UTC(2026, 10, 27, 12)
const DAY = 86_400_000

/** As in "c+b+a (1 day ago) d"; a group as "[name 2 newest]". */
function tell(lines: readonly ListLine[]): string {
  return lines
    .map((line) => {
      if (line.kind === 'day') return `(${Math.round((TODAY - line.day) / DAY)} ago)`
      if (line.kind === 'group') return `[${line.name} ${line.rows} ${line.newest.id}]`
      return line.deliveries.map(({ id }) => id).join('+')
    })
    .join(' ')
}

const WHOLE = { filter: '', group: 'message' as const, open: [], from: 0, count: 100, timeZone: 'UTC' }

function listOf(history: History) {
  const handlers = createFilterHandlers({ history, clock: { now: () => TODAY } }, () => [])
  return (listed: Partial<Parameters<(typeof handlers)['exchange.find']>[0]> = {}) =>
    handlers['exchange.find']({ ...WHOLE, ...listed })
}

const PLACES = {
  'in memory': () => open(null),
  'on disk': () => open(createTemporaryFolder()),
}

describe.each(Object.entries(PLACES))('the list of a history %s', (_name, create) => {
  async function fill() {
    const history = await create()
    const at = (id: string, ago: number, key = id) =>
      record(history, { id, receivedAt: TODAY - ago, messageKey: key })
    await at('a', 3 * DAY)
    await at('b', DAY)
    await at('c', 20_000)
    await at('d', 10_000, 'again')
    await at('e', 8000)
    await at('f', 5000, 'again')
    return history
  }

  it('is told in any part, with rows of messages and lines of days', async () => {
    const list = listOf(await fill())
    const whole = await list()
    expect(tell(whole.lines)).toBe('f+d e c (2 ago) b (4 ago) a')
    expect(whole).toMatchObject({ total: 7, days: 2, rows: 5, found: 6, newest: 'f', done: true })
    const part = await list({ from: 3, count: 2 })
    expect([tell(part.lines), part.from, part.daysBefore]).toEqual(['(2 ago) b', 3, 0])
    const end = await list({ from: 99, count: 2 })
    expect([tell(end.lines), end.from, end.daysBefore]).toEqual(['(4 ago) a', 5, 1])
    expect(tell((await list({ group: 'none' })).lines)).toBe('f e d c (2 ago) b (4 ago) a')
  })

  it('goes to a row, and to a time', async () => {
    const list = listOf(await fill())
    const byRow = await list({ count: 2, anchor: { ids: ['c'], before: 1 } })
    expect([tell(byRow.lines), byRow.anchorAt]).toEqual(['e c', 2])
    // A row that went up with a retry marks no place, nor does one that is gone.
    const next = await list({ count: 1, anchor: { ids: ['d', 'gone', 'b'], before: 0 } })
    expect([tell(next.lines), next.anchorAt]).toEqual(['b', 4])
    const none = await list({ from: 1, count: 1, anchor: { ids: ['gone'], before: 0 } })
    expect([tell(none.lines), none.anchorAt]).toEqual(['e', null])
    const byTime = await list({ count: 1, anchor: { receivedAt: TODAY - 2 * DAY, before: 0 } })
    expect([tell(byTime.lines), byTime.anchorAt]).toEqual(['a', 6])
  })

  it('knows the selected row, and counts what has come since', async () => {
    const history = await fill()
    const list = listOf(history)
    const { mark } = await list()
    const selected = async (id: string) => (await list({ count: 0, selected: id })).selected
    expect(await selected('d')).toMatchObject({ at: 0, attempts: 2, deliveries: [{ id: 'f' }, { id: 'd' }] })
    expect(await selected('a')).toMatchObject({ at: 6 })
    expect(await selected('gone')).toBeNull()

    await record(history, { id: 'g', receivedAt: TODAY - 2000, messageKey: 'g' })
    await record(history, { id: 'h', receivedAt: TODAY - 1000, messageKey: 'again' })
    const unseen = async (id: string) => (await list({ selected: id, since: mark })).unseen
    expect(tell((await list()).lines)).toBe('h+f+d g e c (2 ago) b (4 ago) a')
    expect([await unseen('c'), await unseen('f'), await unseen('h')]).toEqual([2, 2, 1])
  })

  it('has a group for each sender or finding, which opens', async () => {
    const history = await create()
    const from = (id: string, sender: string | null, change = {}) =>
      record(history, {
        id,
        messageKey: id,
        receivedAt: TODAY,
        message: { ...MESSAGE, from: sender },
        ...change,
      })
    await from('a', 'oA')
    await from('b', 'oB', { verdict: 'fault', findings: [{ code: 'reply.not-xml' }, { code: 'other' }] })
    await from('c', 'oA', { verdict: 'fault', findings: [] })
    const list = listOf(history)
    expect(tell((await list({ group: 'sender' })).lines)).toBe('[default oA 2 c] [default oB 1 b]')
    expect(tell((await list({ group: 'sender', open: ['default oA'] })).lines)).toBe(
      '[default oA 2 c] c a [default oB 1 b]',
    )
    expect(tell((await list({ group: 'finding', open: [null] })).lines)).toBe(
      '[null 2 c] c a [reply.not-xml 1 b]',
    )
  })

  it('leaves strangers out, and counts them', async () => {
    const history = await create()
    await record(history, { id: 'a', messageKey: null, verdict: 'rejected', standing: 'stranger' })
    await record(history, { id: 'b', messageKey: null, verdict: 'fault' })
    const list = listOf(history)
    const { lines, found, strangers, tally } = await list({ withoutStrangers: true, today: 0 })
    expect([tell(lines), found, strangers]).toEqual(['b', 1, 1])
    expect(tally.verdicts).toEqual([{ value: 'fault', count: 1 }])
    expect(await list()).toMatchObject({ found: 2, strangers: 1 })
  })

  it('tells no more than so many deliveries of a row, and their number', async () => {
    const history = await create()
    for (let n = 0; n < DELIVERIES_MAX + 5; n++)
      await record(history, { id: `id ${n}`, receivedAt: TODAY + n, messageKey: 'again' })
    const { lines } = await listOf(history)()
    expect(lines).toMatchObject([{ attempts: DELIVERIES_MAX + 5, deliveries: { length: DELIVERIES_MAX } }])
  })
})

it('counts no row that cannot be read', async () => {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  for (const id of ['a', 'b', 'c']) await record(history, { id, messageKey: id, receivedAt: TODAY })
  openBeside(folder).exec(`UPDATE exchanges SET summary = '{', head = '' WHERE id = 'b'`)
  const { lines, total, found } = await listOf(history)()
  expect([tell(lines), total, found]).toEqual(['c a', 2, 2])
})

it('has what waits for the disk at its place, folded', async () => {
  const folder = createTemporaryFolder()
  const history = await open(folder)
  await record(history, { id: 'a', messageKey: 'again', receivedAt: TODAY })
  const list = listOf(history)
  const { mark } = await list()
  breakDisk(folder)
  for (const [id, messageKey] of [
    ['b', 'b'],
    ['c', 'again'],
  ] as const) {
    const exchange = createExchange({ id, messageKey, receivedAt: TODAY })
    void history.record(exchange, summarize(exchange))
  }
  const { lines, unseen } = await list({ since: mark })
  expect([tell(lines), unseen]).toEqual(['c+a b', 2])
})

const MESSAGE = { type: 'text', event: null, from: 'oA', to: 'gh', xml: '<xml/>', json: {} }
