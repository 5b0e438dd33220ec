import { describe, expect, it } from 'vitest'
import type { AnswerRule } from '../../src-core/contract/rules.ts'
import type { AccountChange } from '../../src-core/contract/account.ts'
import { createText } from '../load/signed-request.ts'
import { openSocket } from './raw-socket.ts'
import { startWorkbench } from './running-workbench.ts'

function createRule(change: Partial<AnswerRule> = {}): AnswerRule {
  return {
    id: 'hello',
    name: 'Hello',
    enabled: true,
    match: { type: 'text', text: { how: 'contains', value: '你好' } },
    reply: { type: 'text', content: '{{FromUserName}} said {{Content}}' },
    delayMs: 0,
    fault: 'none',
    ...change,
  }
}

/** Starts a workbench whose account has these rules, with a way to send it a text. */
async function startWithRules(rules: AnswerRule[], change: AccountChange = {}) {
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  await workbench.call('account.update', { id, change: { ...change, rules } })
  const url = await workbench.signedUrl()
  let msgId = 0
  const message = (content: string) =>
    '<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><FromUserName><![CDATA[oABC]]></FromUserName>' +
    '<CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType>' +
    `<Content><![CDATA[${content}]]></Content><MsgId>${++msgId}</MsgId></xml>`
  return {
    ...workbench,
    id,
    post: (content: string) => fetch(url, { method: 'POST', body: message(content) }),
    try: (rule: AnswerRule) => workbench.call('rule.try', { account: id, rule }),
  }
}

describe('a rule answers', () => {
  it('with the fields of the request, and the exchange says which rule it was', async () => {
    const workbench = await startWithRules([createRule()])
    const reply = await (await workbench.post('你好 ]]]]><![CDATA[> <b>')).text()
    expect(reply).toContain('<ToUserName><![CDATA[oABC]]></ToUserName>')
    expect(reply).toContain('<Content><![CDATA[oABC said 你好 ]]]]><![CDATA[> <b>]]></Content>')
    expect(await workbench.latest()).toMatchObject({
      verdict: 'accepted',
      rule: { id: 'hello', name: 'Hello' },
      response: { by: 'rule', body: reply },
    })
    expect(await (await workbench.post('bye')).text()).toBe('success')
    expect(await workbench.latest()).toMatchObject({ response: { by: 'fixed' } })
  })

  it('on the third delivery, and leaves the first two to time out', async () => {
    const workbench = await startWithRules([createRule({ fromDelivery: 3 })])
    const url = new URL(await workbench.signedUrl())
    const body = createText('7', '你好')
    for (const attempt of [1, 2]) {
      const socket = await openSocket(Number(url.port))
      socket.write(
        `POST ${url.pathname}${url.search} HTTP/1.1\r\nHost: a\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
      // The sender hangs up, as WeChat does after five seconds.
      socket.destroy()
      await expect
        .poll(() => workbench.latest())
        .toMatchObject({ attempt, response: { status: 0, by: 'rule' }, verdict: 'retried' })
    }
    const reply = await fetch(url, { method: 'POST', body })
    expect(await reply.text()).toContain('said 你好')
    expect(await workbench.latest()).toMatchObject({ attempt: 3, verdict: 'accepted' })
  })

  it('with the groups of its pattern', async () => {
    const match = { text: { how: 'regex', value: '(\\d+)\\s*元' } } as const
    const workbench = await startWithRules([
      createRule({ match, reply: { type: 'xml', xml: '<a>{{1}}</a><b><![CDATA[{{Content}}]]></b>' } }),
    ])
    expect(await (await workbench.post('一共 25 元]]')).text()).toBe(
      '<a>25</a><b><![CDATA[一共 25 元]]]]></b>',
    )
  })

  it.each<[string, AccountChange['policy']]>([
    ['fixed', { kind: 'fixed', reply: { type: 'text', content: 'fixed' } }],
    ['hand', { kind: 'hand', holdMs: 60_000 }],
  ])('before the policy %s', async (_, policy) => {
    const workbench = await startWithRules([createRule()], { policy })
    expect(await (await workbench.post('你好')).text()).toContain('oABC said')
  })

  it('late, if it is told to, and holds nothing else up', async () => {
    const late = createRule({ delayMs: 300, match: { text: { how: 'equals', value: 'late' } } })
    const workbench = await startWithRules([late, createRule({ id: 'now', match: {} })])
    const answered: string[] = []
    const send = async (content: string) => {
      await (await workbench.post(content)).text()
      answered.push(content)
    }
    await Promise.all([send('late'), send('now')])
    expect(answered).toEqual(['now', 'late'])
  })

  it.each([
    ['while it waited', '你好'],
    ['while a pattern before it ran', `你好 ${'a'.repeat(60)}!`],
  ])('not any more, when the other side has hung up %s', async (_, content) => {
    const slow = createRule({ id: 'slow', match: { text: { how: 'regex', value: '(a+)+$' } } })
    const workbench = await startWithRules([slow, createRule({ delayMs: 60_000 })])
    const recorded = new Promise((resolve) =>
      workbench.subscribe((event) => event.type === 'exchange.recorded' && resolve(event.exchange)),
    )
    const { pathname, search, port } = new URL(await workbench.signedUrl())
    const body = createText('1', content)
    const head = `POST ${pathname}${search} HTTP/1.1\r\nHost: x\r\nContent-Length: ${Buffer.byteLength(body)}`
    const socket = await openSocket(Number(port))
    socket.write(`${head}\r\n\r\n${body}`, () => socket.destroy())
    expect(await recorded).toMatchObject({ status: 0, by: 'rule' })
  })

  it('not after a pattern has run away: the next rule does', async () => {
    const rules = Array.from({ length: 20 }, (_, index) =>
      createRule({ id: `r${index}`, match: { text: { how: 'regex', value: '(a+)+$' } } }),
    )
    const workbench = await startWithRules([...rules, createRule({ id: 'last', match: {}, name: 'last' })])
    await workbench.post(`${'a'.repeat(60)}!`)
    expect(await workbench.latest()).toMatchObject({ rule: { name: 'last' } })
  })
})

describe('a rule misbehaves on purpose', () => {
  it('with HTTP 500', async () => {
    const workbench = await startWithRules([createRule({ fault: 'http-500' })])
    const response = await workbench.post('你好')
    expect([response.status, await response.text()]).toEqual([500, 'Internal Server Error'])
    expect(await workbench.latest()).toMatchObject({
      rule: { id: 'hello' },
      response: { status: 500, by: 'rule' },
      verdict: 'retried',
      findings: [{ code: 'status.not-200' }, { code: 'rule.fault', severity: 'info' }],
    })
  })

  it('with a connection that is cut', async () => {
    const workbench = await startWithRules([createRule({ fault: 'cut' })])
    await expect(workbench.post('你好')).rejects.toThrow('fetch failed')
    expect(await workbench.latest()).toMatchObject({
      response: { status: 0, by: 'rule', body: '' },
      verdict: 'retried',
      findings: [{ code: 'rule.fault' }],
    })
  })

  it('with bytes that are no text', async () => {
    const workbench = await startWithRules([createRule({ fault: 'garbage' })])
    const bytes = await (await workbench.post('你好')).bytes()
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError)
    expect(bytes.length).toBeGreaterThan(0)
    expect(await workbench.latest()).toMatchObject({ response: { status: 200, by: 'rule' } })
  })
})

describe('a rule is tried on what was received', () => {
  it('and shows what it would send, without being saved', async () => {
    const workbench = await startWithRules([])
    for (const content of ['你好', '再见', '你好 2', '<你好>']) await workbench.post(content)
    await fetch(await workbench.signedUrl({ signature: 'wrong' }), {
      method: 'POST',
      body: '<xml>你好</xml>',
    })
    const rule = createRule({ enabled: false, reply: { type: 'text', content: '{{Content}}{{Label}}{{0}}' } })
    const trial = await workbench.try(rule)
    expect(trial).toMatchObject({ examined: 4, matched: 3, timedOut: 0, unknown: ['Label'] })
    expect(trial.examples.map(({ exchange }) => exchange.excerpt)).toEqual(['<你好>', '你好 2', '你好'])

    await workbench.call('account.update', {
      id: workbench.id,
      change: { rules: [{ ...rule, enabled: true }] },
    })
    const sent = await (await workbench.post('你好 2')).text()
    const withoutTime = (xml: string | null | undefined) =>
      xml?.replace(/<CreateTime>\d{10}</, '<CreateTime><')
    expect(withoutTime(sent)).toBe(withoutTime(trial.examples[1]?.body))
  })

  it('and says where an earlier rule comes first', async () => {
    const first = createRule({ id: 'first', match: { text: { how: 'equals', value: '你好' } } })
    const workbench = await startWithRules([first, createRule(), createRule({ id: 'last', match: {} })])
    for (const content of ['你好', '你好 2', '再见']) await workbench.post(content)
    expect(await workbench.try(first)).toMatchObject({ matched: 1, answeredBefore: 0 })
    expect(await workbench.try(createRule())).toMatchObject({ matched: 2, answeredBefore: 1 })
    expect(await workbench.try(createRule({ id: 'new' }))).toMatchObject({ matched: 2, answeredBefore: 2 })
  })

  it('counts a message once, however often it was delivered', async () => {
    const workbench = await startWithRules([])
    const body = '<xml><MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>'
    const url = await workbench.signedUrl()
    for (let delivery = 0; delivery < 3; delivery++) await fetch(url, { method: 'POST', body })
    expect(await workbench.try(createRule())).toMatchObject({ examined: 1, matched: 1 })
    // Nobody could get the text.
    expect((await workbench.try(createRule())).examples[0]?.body).toBeNull()
  })

  it('without hanging on a pattern that runs away', async () => {
    const workbench = await startWithRules([])
    for (let index = 0; index < 30; index++) await workbench.post(`${'a'.repeat(60)}!`)
    await workbench.post('b')
    const trial = workbench.try(createRule({ match: { text: { how: 'regex', value: '(a+)+$|b' } } }))
    const echo = await fetch(await workbench.signedUrl({ echostr: '42' }))
    expect(await echo.text()).toBe('42')
    expect(await trial).toMatchObject({ examined: 31, matched: 1, timedOut: 30 })
  })

  it('is refused with the place where its pattern is none, and so is saving it', async () => {
    const workbench = await startWithRules([])
    const rule = createRule({ match: { text: { how: 'regex', value: '(a: b' } } })
    await expect(workbench.try(rule)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { issues: [{ path: 'rule.match.text.value', message: 'Unterminated group' }] },
    })
    await expect(
      workbench.call('account.update', { id: workbench.id, change: { rules: [rule] } }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { issues: [{ path: 'change.rules.0.match.text.value', message: 'Unterminated group' }] },
    })
    expect((await workbench.account()).rules).toEqual([])
  })
})

describe('rules travel as a file', () => {
  it('behind those that are there, switched off', async () => {
    const rules = [createRule(), createRule({ id: 'late', name: 'Late', delayMs: 10 })]
    const workbench = await startWithRules(rules)
    const { text } = await workbench.call('rule.export', { account: workbench.id })
    const imported = await workbench.call('rule.import', { account: workbench.id, text })
    expect(imported).toEqual(
      rules.map((rule, index) => ({ ...rule, id: imported[index]?.id, enabled: false })),
    )
    expect((await workbench.account()).rules).toEqual([...rules, ...imported])
    expect(new Set((await workbench.account()).rules.map(({ id }) => id)).size).toBe(4)
  })

  it('and one with a mistake changes nothing', async () => {
    const workbench = await startWithRules([createRule()])
    await expect(
      workbench.call('rule.import', { account: workbench.id, text: '{ "mpscope": "rules",' }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect((await workbench.account()).rules).toEqual([createRule()])
  })
})
