import { expect, it } from 'vitest'
import type { ExchangeMessage } from '../../../../src-core/contract/exchange.ts'
import { copyRule, createRuleFrom } from '../../../../src-renderer/features/rules/new-rule.ts'

const draft = { type: 'text', content: '收到' } as const

const createMessage = (
  type: string,
  event: string | null,
  fields: Record<string, unknown>,
): ExchangeMessage => ({
  type,
  event,
  from: 'oABC',
  to: 'gh_1',
  xml: '',
  json: { xml: { FromUserName: 'oABC', MsgId: '1', ...fields } },
})

it.each([
  [
    'a text',
    createMessage('text', null, { Content: '几点\n开门？' }),
    { type: 'text', text: { how: 'equals', value: '几点\n开门？' } },
    '几点 开门？',
  ],
  [
    'what was said',
    createMessage('voice', null, { MediaId: 'm', Recognition: '你好' }),
    { type: 'voice', text: { how: 'equals', value: '你好' } },
    '你好',
  ],
  [
    'a menu',
    createMessage('event', 'CLICK', { EventKey: 'V1001' }),
    { type: 'event', event: 'CLICK', key: 'V1001' },
    'CLICK V1001',
  ],
  [
    'a key of digits',
    createMessage('event', 'SCAN', { EventKey: 42 }),
    { type: 'event', event: 'SCAN', key: '42' },
    'SCAN 42',
  ],
  [
    'no key',
    createMessage('event', 'subscribe', { EventKey: '' }),
    { type: 'event', event: 'subscribe' },
    'subscribe',
  ],
  ['a picture', createMessage('image', null, { PicUrl: 'x' }), { type: 'image' }, 'image'],
  [
    'a text that is too long',
    createMessage('text', null, { Content: 'x'.repeat(1001) }),
    { type: 'text' },
    'text',
  ],
])(
  '"always answer like this" to %s is a rule that is off, for whoever sends it',
  (_, message, match, name) => {
    expect(createRuleFrom(message, draft)).toMatchObject({
      name,
      enabled: false,
      reply: draft,
      delayMs: 0,
      fault: 'none',
    })
    expect(createRuleFrom(message, draft).match).toEqual(match)
  },
)

it('a copy has an id of its own, a name that fits, and is off', () => {
  const rule = { ...createRuleFrom(createMessage('text', null, { Content: '你好' }), draft), enabled: true }
  const copy = copyRule(rule, `x${'😊'.repeat(70)}`)
  expect(copy).toEqual({ ...rule, id: copy.id, name: copy.name, enabled: false })
  expect(copy.id).not.toBe(rule.id)
  expect(copy.name).toBe(`x${'😊'.repeat(31)}`)
})

it('a message without a draft gives a rule whose reply is still to be written', () => {
  const message = createMessage('text', null, { Content: '几点' })
  expect(createRuleFrom(message, null).reply).toEqual({ type: 'text', content: '' })
})
