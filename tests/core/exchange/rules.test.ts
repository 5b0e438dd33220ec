import { describe, expect, it } from 'vitest'
import type { ExchangeMessage } from '../../../src-core/contract/exchange.ts'
import type { AnswerRule, RuleMatch } from '../../../src-core/contract/rules.ts'
import { readMessage } from '../../../src-core/exchange/receive.ts'
import { findRule, fitRule } from '../../../src-core/exchange/rules.ts'
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

  it('the first that is switched on and fits answers', () => {
    const rules = [
      createRule('off', {}, false),
      createRule('image', { type: 'image' }),
      createRule('hello', { text: { how: 'contains', value: '你好' } }),
      createRule('all', {}),
    ]
    expect(findRule(rules, text, createPorts())?.rule.id).toBe('hello')
    expect(findRule(rules, click, createPorts())?.rule.id).toBe('all')
    expect(findRule(rules.slice(0, 3), click, createPorts())).toBeNull()
  })

  it('patterns have 200 ms of one message together, and what needs none is asked all the same', () => {
    const asked: number[] = []
    const slow: MatchRegex = (_pattern, _text, timeoutMs) => {
      asked.push(timeoutMs)
      return 'timeout'
    }
    const rules = [
      ...Array.from({ length: 199 }, (_, index) =>
        createRule(String(index), { text: { how: 'regex', value: '(a+)+$' } }),
      ),
      createRule('last', { type: 'text' }),
    ]
    expect(findRule(rules, text, createPorts(slow, 60))?.rule.id).toBe('last')
    expect(asked).toEqual([100, 100, 80, 20])
    expect(findRule(rules, text, createPorts(slow, 60))?.rule.id).toBe('last')
    expect(asked).toHaveLength(8)
  })
})
