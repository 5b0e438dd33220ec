import { describe, expect, it } from 'vitest'
import type { AccountChange, DuplicatePolicy } from '../../src-core/contract/account.ts'
import type { AnswerRule } from '../../src-core/contract/rules.ts'
import { startWorkbench } from './running-workbench.ts'

const message = (msgId: string, content = '你好') =>
  '<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]>' +
  '</FromUserName><CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType>' +
  `<Content><![CDATA[${content}]]></Content><MsgId>${msgId}</MsgId></xml>`

/** An event has no MsgId: only who, when, what and which tell two of them apart. */
const event = (change: { from?: string; time?: string; event?: string; key?: string } = {}) => {
  const {
    from = 'oia2TjuEGTNoeX76QEjQNrcURxG8',
    time = '1395658920',
    event: name = 'CLICK',
    key = 'MENU',
  } = change
  return (
    `<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName>` +
    `<CreateTime>${time}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>` +
    `<EventKey><![CDATA[${key}]]></EventKey></xml>`
  )
}

const rule: Omit<AnswerRule, 'fault'> = {
  id: 'r',
  name: 'r',
  enabled: true,
  match: {},
  reply: { type: 'text', content: 'by rule' },
  delayMs: 0,
}

async function start(duplicates: DuplicatePolicy) {
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  const url = await workbench.signedUrl()
  const change = (to: AccountChange) => workbench.call('account.update', { id, change: to })
  await change({ duplicates })
  return {
    ...workbench,
    change,
    /** Answers messages with this text from now on. */
    answer: (content: string) => change({ policy: { kind: 'fixed', reply: { type: 'text', content } } }),
    async post(body: string): Promise<string> {
      const text = await (await fetch(url, { method: 'POST', body })).text()
      return /<Content><!\[CDATA\[(.*)\]\]><\/Content>/.exec(text)?.[1] ?? text
    },
    /** Newest first. */
    async attempts(): Promise<number[]> {
      const { items } = await workbench.call('exchange.list', { limit: 20 })
      return items.map(({ attempt }) => attempt)
    },
  }
}

describe.each([
  ['a message', message('23892468385179204')],
  ['an event', event()],
])('%s that comes again', (_name, body) => {
  it.each([
    ['again', 'second'],
    ['same', 'first'],
    ['success', 'success'],
  ] as const)('where duplicates are answered with %s, gets %s', async (policy, expected) => {
    const workbench = await start(policy)
    await workbench.answer('first')
    expect(await workbench.post(body)).toBe('first')
    await workbench.answer('second')
    expect(await workbench.post(body)).toBe(expected)
    expect(await workbench.post(body)).toBe(expected)
    expect(await workbench.attempts()).toEqual([3, 2, 1])
  })

  it('leaves a different one in between alone', async () => {
    const workbench = await start('same')
    await workbench.answer('first')
    await workbench.post(body)
    await workbench.answer('second')
    expect(await workbench.post(message('1'))).toBe('second')
    expect(await workbench.post(body)).toBe('first')
    expect(await workbench.attempts()).toEqual([2, 1, 1])
  })
})

describe('what is a duplicate', () => {
  it('the same MsgId, whatever else the message says', async () => {
    const workbench = await start('success')
    await workbench.answer('answered')
    expect(await workbench.post(message('7', 'one'))).toBe('answered')
    expect(await workbench.post(message('7', 'two'))).toBe('success')
  })

  it.each([
    ['sender', { from: 'oAnother' }],
    ['time', { time: '1395658921' }],
    ['event', { event: 'VIEW' }],
    ['key', { key: 'OTHER' }],
  ])('no event of another %s', async (_what, change) => {
    const workbench = await start('success')
    await workbench.answer('answered')
    await workbench.post(event())
    expect(await workbench.post(event(change))).toBe('answered')
    expect(await workbench.attempts()).toEqual([1, 1])
  })

  it('nothing that went to another account', async () => {
    const workbench = await start('success')
    await workbench.answer('answered')
    await workbench.post(message('7'))
    const other = await workbench.call('account.create', {})
    const { token } = await workbench.account()
    await workbench.call('account.update', { id: other.id, change: { token, duplicates: 'success' } })
    const url = new URL(await workbench.signedUrl())
    url.pathname = other.path
    await fetch(url, { method: 'POST', body: message('7') })
    expect(await workbench.attempts()).toEqual([1, 1])
  })
})

describe('the same answer again', () => {
  it('is the same byte for byte, and says how it was made', async () => {
    const workbench = await start('same')
    await workbench.change({ rules: [{ ...rule, fault: 'none' }] })
    const url = await workbench.signedUrl()
    const post = async () => (await fetch(url, { method: 'POST', body: message('9') })).text()
    const first = await post()
    expect(first).toContain('by rule')
    await workbench.change({ rules: [] })
    expect(await post()).toBe(first)
    expect((await workbench.latest()).response).toMatchObject({ by: 'rule', body: first })
  })

  it.each(['cut', 'http-500'] as const)('is one like any other, where the first was %s', async (fault) => {
    const workbench = await start('same')
    await workbench.answer('now')
    await workbench.change({ rules: [{ ...rule, fault }] })
    await workbench.post(message('8')).catch(() => null)
    await workbench.change({ rules: [] })
    expect(await workbench.post(message('8'))).toBe('now')
    await workbench.answer('later')
    expect(await workbench.post(message('8'))).toBe('now')
    expect(await workbench.attempts()).toEqual([3, 2, 1])
  })
})
