import { describe, expect, it } from 'vitest'
import type { ExchangeMessage } from '../../../src-core/contract/exchange.ts'
import type { AnswerRule, RuleMatch } from '../../../src-core/contract/rules.ts'
import { readMessageText } from '../../../src-core/exchange/receive.ts'
import { findRule, fitRule, limitPatterns } from '../../../src-core/rules/match.ts'
import { createTimeBudget } from '../../../src-core/time-budget.ts'
import type { PatternRun, Patterns } from '../../../src-core/ports.ts'

/** Patterns like the host's, but without a way to stop them. */
const patterns: Patterns = {
  runQuickly(pattern, text) {
    const groups = new RegExp(pattern, 'u').exec(text)
    return { groups: groups && Array.from(groups, (group) => group ?? ''), ms: 0.2 }
  },
  run: () => Promise.reject(new Error('all are quick')),
}

function createMessage(fields: string): ExchangeMessage {
  return readMessageText(`<xml><FromUserName>oABC</FromUserName>${fields}</xml>`)!
}

const text = createMessage(
  '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好，Open now?]]></Content>',
)
const voice = createMessage('<MsgType>voice</MsgType><Recognition><![CDATA[你好]]></Recognition>')
const image = createMessage('<MsgType>image</MsgType><PicUrl>你好</PicUrl>')
const click = createMessage('<MsgType>event</MsgType><Event>CLICK</Event><EventKey>V1001_TODAY</EventKey>')
const scan = createMessage('<MsgType>event</MsgType><Event>SCAN</Event><EventKey>42</EventKey>')

/** Creates a clock that only the patterns move. */
function createTime() {
  let now = 0
  return { monotonic: () => now, pass: (ms: number) => void (now += ms) }
}

/** The limit for the only message of a second. */
const limit = (of = patterns) =>
  limitPatterns(of, createTimeBudget(createTime(), 0, 200), createTimeBudget(createTime(), 250))

const fits = async (match: RuleMatch, message: ExchangeMessage) =>
  (await fitRule(match, message, limit())).fits

describe('a rule fits', () => {
  it.each<[string, RuleMatch, ExchangeMessage]>([
    ['everything, where nothing is asked for', {}, image],
    ['a type', { type: 'text' }, text],
    ['a type in another letter case', { type: 'TEXT' }, text],
    ['an event in another letter case', { type: 'event', event: 'click' }, click],
    ['a key', { key: 'V1001_TODAY' }, click],
    ['a key of digits', { key: '42' }, scan],
    ['a text that contains it', { text: { how: 'contains', value: '你好' } }, text],
    ['what was said in a voice message', { text: { how: 'equals', value: '你好' } }, voice],
    ['a pattern', { text: { how: 'regex', value: '^你.，' } }, text],
    ['a sender', { sender: 'oABC' }, image],
  ])('%s', async (_, match, message) => {
    expect(await fits(match, message)).toBe(true)
  })

  it.each<[string, RuleMatch, ExchangeMessage]>([
    ['another type', { type: 'image' }, text],
    ['a part of a type', { type: 'tex' }, text],
    ['an event where there is none', { event: 'CLICK' }, text],
    ['a key in another letter case', { key: 'v1001_today' }, click],
    ['a part of a key', { key: 'V1001' }, click],
    ['an empty key where there is another', { key: '' }, click],
    ['a text in another letter case', { text: { how: 'contains', value: 'open' } }, text],
    ['a part, where all has to be equal', { text: { how: 'equals', value: '你好' } }, text],
    ['a text of a message that has none', { text: { how: 'contains', value: '你好' } }, image],
    ['a pattern that is none', { text: { how: 'regex', value: '(' } }, text],
    ['a sender in another letter case', { sender: 'oabc' }, text],
    ['one of two conditions', { type: 'event', event: 'SCAN' }, click],
  ])('not %s', async (_, match, message) => {
    expect(await fits(match, message)).toBe(false)
  })

  it('with the groups of its pattern, one that took no part as nothing', async () => {
    const match: RuleMatch = { text: { how: 'regex', value: '(\\w+) (now)(x)?' } }
    expect(await fitRule(match, text, limit())).toEqual({
      fits: true,
      groups: ['Open now', 'Open', 'now', ''],
    })
  })
})

const createRule = (id: string, match: RuleMatch, enabled = true): AnswerRule => ({
  id,
  name: id,
  enabled,
  match,
  reply: { type: 'success' },
  delayMs: 0,
  fault: 'none',
})

describe('of several rules', () => {
  it('the first that is switched on and fits answers', async () => {
    const rules = [
      createRule('off', {}, false),
      createRule('image', { type: 'image' }),
      createRule('hello', { text: { how: 'contains', value: '你好' } }),
      createRule('all', {}),
    ]
    expect((await findRule(rules, text, limit())).found?.rule.id).toBe('hello')
    expect((await findRule(rules, click, limit())).found?.rule.id).toBe('all')
    expect((await findRule(rules.slice(0, 3), click, limit())).found).toBeNull()
  })

  const slowRules = [
    ...Array.from({ length: 199 }, (_, index) =>
      createRule(String(index), { text: { how: 'regex', value: '(a+)+$' } }),
    ),
    createRule('last', { type: 'text' }),
  ]

  /** Creates patterns that need so many milliseconds each, and run one after the other. */
  function createSlow(neededMs = Infinity) {
    const time = createTime()
    const asked: number[] = []
    let quick = 0
    let turn: Promise<unknown> = Promise.resolve()
    const slow: Patterns = {
      runQuickly() {
        time.pass(2)
        quick += 2
        return { groups: 'timeout', ms: 2 }
      },
      run(_pattern, _text, findTimeoutMs) {
        const run = turn.then((): PatternRun | null => {
          const timeoutMs = findTimeoutMs()
          if (timeoutMs < 1) return null
          asked.push(timeoutMs)
          const ms = Math.min(timeoutMs, neededMs)
          time.pass(ms)
          return { groups: ms === neededMs ? ['x'] : 'timeout', ms }
        })
        turn = run
        return run
      },
    }
    return { ...time, asked, slow, quick: () => quick }
  }

  it('patterns have 200 ms of one message together, and what needs none is asked all the same', async () => {
    const { asked, slow } = createSlow()
    const { found, outOfTime, untried } = await findRule(slowRules, text, limit(slow))
    expect(found?.rule.id).toBe('last')
    expect(asked).toEqual([100, 96])
    // Only patterns that had their whole time are at fault.
    expect(outOfTime.map(({ id }) => id)).toEqual(['0'])
    expect(untried).toHaveLength(198)
  })

  it('patterns have a part of each second together, however many messages come', async () => {
    const { asked, slow, quick, monotonic, pass } = createSlow()
    const all = createTimeBudget({ monotonic }, 250)
    for (let message = 0; message < 1000; message++) {
      const own = createTimeBudget({ monotonic }, 0, 200)
      expect((await findRule(slowRules, text, limitPatterns(slow, own, all))).found?.rule.id).toBe('last')
      pass(10)
    }
    // 10 s of messages; a turn may overrun by what one pattern may take, and never by more.
    const busy = asked.reduce((sum, ms) => sum + ms, 0)
    expect(busy + quick()).toBeLessThan(0.25 * (10_000 + busy + quick()) + 250 + 100)
    expect(busy).toBeGreaterThan(1000)
  })

  it('patterns of messages that come at once have that part together', async () => {
    const { asked, slow, quick, monotonic } = createSlow()
    const all = createTimeBudget({ monotonic }, 250)
    const searches = Array.from({ length: 100 }, () =>
      findRule(slowRules, text, limitPatterns(slow, createTimeBudget({ monotonic }, 0, 200), all)),
    )
    for (const { found } of await Promise.all(searches)) expect(found?.rule.id).toBe('last')
    expect(asked.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(250 + 100)
    expect(quick()).toBeLessThan(250 + 100)
  })

  it('patterns of messages that come at once all have their turn where there is time for all', async () => {
    const { slow, monotonic } = createSlow(20)
    const all = createTimeBudget({ monotonic }, 250)
    const rule = createRule('slow', { text: { how: 'regex', value: '(a+)+$' } })
    const searches = Array.from({ length: 6 }, () =>
      findRule([rule], text, limitPatterns(slow, createTimeBudget({ monotonic }, 0, 200), all)),
    )
    for (const { found } of await Promise.all(searches)) expect(found?.rule.id).toBe('slow')
  })

  it('patterns that do not run on are not counted', async () => {
    const all = createTimeBudget(createTime(), 250)
    const rules = slowRules.map((_, id) => createRule(String(id), { text: { how: 'regex', value: 'x' } }))
    for (let message = 0; message < 50; message++) {
      const own = createTimeBudget(createTime(), 0, 200)
      expect((await findRule(rules, text, limitPatterns(patterns, own, all))).untried).toEqual([])
    }
  })

  it('a pattern that was kept from running counts for what it ran, and has its turn', async () => {
    const all = createTimeBudget(createTime(), 250)
    const late: Patterns = {
      runQuickly: () => ({ groups: 'timeout', ms: 0.1 }),
      run: async (_pattern, _text, findTimeoutMs) => (findTimeoutMs(), { groups: ['x'], ms: 0.1 }),
    }
    for (let message = 0; message < 500; message++) {
      const match = limitPatterns(late, createTimeBudget(createTime(), 0, 200), all)
      expect(await match('x', 'x')).toEqual(['x'])
    }
  })
})
