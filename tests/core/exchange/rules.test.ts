import { describe, expect, it } from 'vitest'
import type { ExchangeMessage } from '../../../src-core/contract/exchange.ts'
import type { AnswerRule, RuleMatch } from '../../../src-core/contract/rules.ts'
import { readMessage } from '../../../src-core/exchange/receive.ts'
import { findRule, fitRule, limitMessageRegexTime } from '../../../src-core/exchange/rules.ts'
import { createTimeBudget } from '../../../src-core/exchange/time-budget.ts'
import type { MatchRegex } from '../../../src-core/ports.ts'
import { parseLenient } from '../../../src-core/xml/parse/lenient.ts'

/** As the host's, without its way to stop. */
const matchRegex: MatchRegex = (pattern, text) => {
  const groups = new RegExp(pattern, 'u').exec(text)
  return groups && Array.from(groups, (group) => group ?? '')
}

function createMessage(fields: string): ExchangeMessage {
  const parsed = parseLenient(
    new TextEncoder().encode(`<xml><FromUserName>oABC</FromUserName>${fields}</xml>`),
  )
  if (!parsed.ok) throw new Error('no XML')
  return readMessage(parsed)
}

const text = createMessage(
  '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好，Open now?]]></Content>',
)
const voice = createMessage('<MsgType>voice</MsgType><Recognition><![CDATA[你好]]></Recognition>')
const image = createMessage('<MsgType>image</MsgType><PicUrl>你好</PicUrl>')
const click = createMessage('<MsgType>event</MsgType><Event>CLICK</Event><EventKey>V1001_TODAY</EventKey>')
const scan = createMessage('<MsgType>event</MsgType><Event>SCAN</Event><EventKey>42</EventKey>')

const fits = (match: RuleMatch, message: ExchangeMessage) => fitRule(match, message, matchRegex).fits

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
  ])('%s', (_, match, message) => {
    expect(fits(match, message)).toBe(true)
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
  ])('not %s', (_, match, message) => {
    expect(fits(match, message)).toBe(false)
  })

  it('with the groups of its pattern, one that took no part as nothing', () => {
    const match: RuleMatch = { text: { how: 'regex', value: '(\\w+) (now)(x)?' } }
    expect(fitRule(match, text, matchRegex)).toEqual({ fits: true, groups: ['Open now', 'Open', 'now', ''] })
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
  /** Each look at it is a millisecond later. */
  const createPorts = (match = matchRegex, step = 1) => {
    let now = 0
    return {
      matchRegex: match,
      clock: { now: () => now, monotonic: () => (now += step), after: () => () => {} },
    }
  }
  /** As for the only message of a second. */
  const limit = (match = matchRegex, step = 1) => {
    const ports = createPorts(match, step)
    return limitMessageRegexTime(ports, createTimeBudget(ports.clock, 250))
  }

  it('the first that is switched on and fits answers', () => {
    const rules = [
      createRule('off', {}, false),
      createRule('image', { type: 'image' }),
      createRule('hello', { text: { how: 'contains', value: '你好' } }),
      createRule('all', {}),
    ]
    expect(findRule(rules, text, limit()).found?.rule.id).toBe('hello')
    expect(findRule(rules, click, limit()).found?.rule.id).toBe('all')
    expect(findRule(rules.slice(0, 3), click, limit()).found).toBeNull()
  })

  const slowRules = [
    ...Array.from({ length: 199 }, (_, index) =>
      createRule(String(index), { text: { how: 'regex', value: '(a+)+$' } }),
    ),
    createRule('last', { type: 'text' }),
  ]

  /** Uses up what it is given, on a clock that only it moves. */
  const createSlow = () => {
    const asked: number[] = []
    let now = 0
    const slow: MatchRegex = (_pattern, _text, timeoutMs) => {
      asked.push(timeoutMs)
      now += timeoutMs
      return 'timeout'
    }
    const ports = {
      matchRegex: slow,
      clock: { now: () => now, monotonic: () => now, after: () => () => {} },
    }
    return { asked, ports, pass: (ms: number) => void (now += ms) }
  }

  it('patterns have 200 ms of one message together, and what needs none is asked all the same', () => {
    const { asked, ports } = createSlow()
    const matchSlow = limitMessageRegexTime(ports, createTimeBudget(ports.clock, 250))
    const { found, outOfTime, untried } = findRule(slowRules, text, matchSlow)
    expect(found?.rule.id).toBe('last')
    expect(asked).toEqual([100, 100])
    // Only what had its whole time is at fault.
    expect(outOfTime.map(({ id }) => id)).toEqual(['0', '1'])
    expect(untried).toHaveLength(197)
  })

  it('patterns have a part of each second together, however many messages come', () => {
    const { asked, ports, pass } = createSlow()
    const budget = createTimeBudget(ports.clock, 250)
    for (let message = 0; message < 1000; message++) {
      expect(findRule(slowRules, text, limitMessageRegexTime(ports, budget)).found?.rule.id).toBe('last')
      pass(10)
    }
    // 10 s of messages; a turn may overrun by what one message may take, and never by more.
    const busy = asked.reduce((sum, ms) => sum + ms, 0)
    expect(busy).toBeLessThan(0.25 * (10_000 + busy) + 250 + 200)
    expect(busy).toBeGreaterThan(1000)
  })

  it('patterns that do not run on are not counted', () => {
    const ports = createPorts(matchRegex, 0.2)
    const budget = createTimeBudget(ports.clock, 250)
    const rules = slowRules.map((_, id) => createRule(String(id), { text: { how: 'regex', value: 'x' } }))
    for (let message = 0; message < 50; message++) {
      expect(findRule(rules, text, limitMessageRegexTime(ports, budget)).untried).toEqual([])
    }
  })
})
