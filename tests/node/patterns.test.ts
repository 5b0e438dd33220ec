import { afterAll, describe, expect, it } from 'vitest'
import { createPatterns } from '../../src-main/node/patterns.ts'

const worker = new URL('../../src-main/node/pattern-worker.ts', import.meta.url)
const patterns = createPatterns(worker)
afterAll(() => patterns.close())

const run = async (pattern: string, text: string, timeoutMs = 50) =>
  (await patterns.run(pattern, text, () => timeoutMs))?.groups

/** A busy machine may keep a quick pattern from running, which sends it to the slow ones. */
function runQuickly(pattern: string, text: string): unknown {
  const runs = Array.from({ length: 20 }, () => patterns.runQuickly(pattern, text).groups)
  return runs.find((groups) => groups !== 'timeout')
}

describe.each<[string, (pattern: string, text: string) => unknown]>([
  ['at once', runQuickly],
  ['out of the way', run],
])('a pattern %s', (_, match) => {
  it('gives the groups of the first match, the whole of it first', async () => {
    expect(await match('(\\p{Script=Han}+)(x)?', 'say 你好 twice 你好')).toEqual(['你好', '你好', ''])
    expect(await match('', 'abc')).toEqual([''])
    expect(await match('x', 'abc')).toBeNull()
  })

  it('keeps nothing of one call for the next', async () => {
    expect(await match('(a)', 'a')).toEqual(['a', 'a'])
    expect(await match('b', 'a')).toBeNull()
  })
})

it.each([
  ['(a+)+$', `${'a'.repeat(50)}!`],
  ['(?:a|aa)+$', `${'a'.repeat(5000)}b`],
  ['(.*)*\\1y', 'x'.repeat(50)],
  ['.*.*.*.*y', 'x'.repeat(100_000)],
])('%s stops, and nothing waited for it', async (pattern, text) => {
  expect(patterns.runQuickly(pattern, text).groups).toBe('timeout')
  let turns = 0
  let turning = setImmediate(function turn() {
    turns++
    turning = setImmediate(turn)
  })
  const { groups } = (await patterns.run(pattern, text, () => 100))!
  clearImmediate(turning)
  expect(groups).toBe('timeout')
  expect(turns).toBeGreaterThan(2)
  expect(runQuickly('b+', 'abba')).toEqual(['bb'])
})

it('out of the way, they run one after the other, and each is asked for its time when its turn comes', async () => {
  const order: string[] = []
  const ask = (name: string, timeoutMs: number) => () => (order.push(`${name} begins`), timeoutMs)
  const answers = Promise.all([
    patterns.run('(a+)+$', `${'a'.repeat(50)}!`, ask('slow', 50)).finally(() => order.push('slow ends')),
    patterns.run('b', 'abc', ask('none', 0)).finally(() => order.push('none ends')),
    patterns.run('c', 'abc', ask('last', 50)).finally(() => order.push('last ends')),
  ])
  expect((await answers).map((one) => one?.groups)).toEqual(['timeout', undefined, ['c']])
  expect(order.filter((one) => one.endsWith('begins'))).toEqual(['slow begins', 'none begins', 'last begins'])
  expect(order.indexOf('slow ends')).toBeLessThan(order.indexOf('last ends'))
})

it.each(['(', 'a**', '[z-a]', '\\-'])('refuses %s', (pattern) => {
  expect(() => patterns.runQuickly(pattern, 'text')).toThrow(SyntaxError)
})

it('one that goes too deep came to no end, and the next one is answered', async () => {
  const [pattern, text] = ['(?:(((((((((((a)))))))))))|b)*c', 'a'.repeat(1_000_000)]
  expect(patterns.runQuickly(pattern, text).groups).toBe('timeout')
  expect(await Promise.all([run(pattern, text, 2000), run('^hello$', 'hello')])).toEqual([
    'timeout',
    ['hello'],
  ])
})

it('where the thread ends, one came to no end, and the next one has another thread', async () => {
  const nowhere = createPatterns(new URL('nowhere.ts', worker))
  for (let i = 0; i < 2; i++) {
    expect(await nowhere.run('a', 'a', () => 50)).toEqual({ groups: 'timeout', ms: 50 })
  }
})

it('the end waits for none of them', async () => {
  const ended = createPatterns(worker)
  const lost = [ended.run('(a+)+$', `${'a'.repeat(50)}!`, () => 60_000), ended.run('a', 'a', () => 50)]
  await ended.close()
  expect((await Promise.all(lost)).map((one) => one?.groups)).toEqual(['timeout', undefined])
})
