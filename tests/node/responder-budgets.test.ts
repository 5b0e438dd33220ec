import { describe, expect, it } from 'vitest'
import type { AnswerRule } from '../../src-core/contract/rules.ts'
import { inspectHead } from '../../src-core/exchange/inspect.ts'
import { createReading } from '../../src-core/responding/reading.ts'
import { createFirstAccount } from '../../src-core/settings/accounts.ts'
import { sign } from '../../src-core/wechat/signature.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

const message = (content: string, msgId: number) =>
  `<xml><ToUserName>gh_1</ToUserName><FromUserName>oA</FromUserName><CreateTime>1395658920</CreateTime>` +
  `<MsgType>text</MsgType><Content>${content}</Content><MsgId>${msgId}</MsgId></xml>`

const createRule = (id: string, change: Partial<AnswerRule> = {}): AnswerRule => ({
  id,
  name: `rule ${id}`,
  enabled: true,
  match: { text: { how: 'regex', value: '^(a+)+$' } },
  reply: { type: 'text', content: 'by rule' },
  delayMs: 0,
  fault: 'none',
  ...change,
})

async function startWithRules(rules: AnswerRule[]) {
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  await workbench.call('account.update', { id, change: { rules } })
  const url = await workbench.signedUrl()
  let msgId = 0
  return {
    ...workbench,
    async post(content: string): Promise<string> {
      const response = await fetch(url, { method: 'POST', body: message(content, ++msgId) })
      return response.text()
    },
    codes: async () => (await workbench.latest()).findings.map(({ code }) => code),
  }
}

const RUNAWAY = `${'a'.repeat(60)}!`

describe('rules that run out of time', () => {
  it('are switched off at the third time, which is said and kept', async () => {
    const workbench = await startWithRules([
      createRule('slow'),
      createRule('other', { match: { text: { how: 'contains', value: '!' } } }),
    ])
    // The account's first message is noted, which is told as well.
    const noted = workbench.next('accounts.changed')
    await workbench.post('你好')
    await noted
    const changed = workbench.next('accounts.changed')
    const seen: string[] = []
    // If it is not tried, since it has used up the second, it is not counted.
    while (seen.filter((code) => code !== 'rule.untried').length < 3) {
      expect(await workbench.post(RUNAWAY)).toContain('by rule')
      const code = (await workbench.codes()).find((one) => one.startsWith('rule.'))!
      if (seen.at(-1) !== code || code !== 'rule.untried') seen.push(code)
    }
    expect(seen.filter((code) => code !== 'rule.untried')).toEqual([
      'rule.out-of-time',
      'rule.out-of-time',
      'rule.switched-off',
    ])
    expect((await changed).accounts[0]!.rules.map(({ enabled }) => enabled)).toEqual([false, true])
    expect((await workbench.account()).rules.map(({ enabled }) => enabled)).toEqual([false, true])
    await workbench.post(RUNAWAY)
    expect(await workbench.codes()).not.toContain('rule.out-of-time')
    expect(workbench.reported).toEqual([])
  })

  it('leave the policy to answer, and the exchange says that they were not tried', async () => {
    const workbench = await startWithRules(
      Array.from({ length: 40 }, (_, index) => createRule(String(index))),
    )
    expect(await workbench.post(RUNAWAY)).toBe('success')
    const { findings } = await workbench.latest()
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['rule.out-of-time', 'rule.untried']),
    )
    expect(findings.find(({ code }) => code === 'rule.untried')!.title.en).toMatch(
      /^Rules “rule \d+”, “rule \d+”, “rule \d+” and 3\d more: not tried/,
    )
  })
})

describe('bodies that are large', () => {
  /** Creates the reader of requests, on a clock that only moves when a request is looked at. */
  function createReader(lookMs: number) {
    const account = createFirstAccount((length) => new Uint8Array(length))
    let now = 0
    // Asked before and after each piece of work, and once for what is left.
    const clock = { now: () => 0, monotonic: () => (now += lookMs), after: () => () => {} }
    const reading = createReading({ clock }, () => {})
    const signed = { timestamp: '1714036504', nonce: '1' }
    const genuine = `signature=${sign({ token: account.token, ...signed })}`
    return (body: string, signature = genuine) => {
      const bytes = Buffer.from(body)
      const incoming = {
        receivedAt: 0,
        startedAt: 0,
        method: 'POST',
        target: `${account.path}?${signature}&timestamp=1714036504&nonce=1`,
        httpVersion: '1.1',
        headers: [],
        body: bytes,
        bodyBytes: bytes.length,
      }
      return reading.read(incoming, inspectHead(incoming, [account]))
    }
  }

  it.each([
    ['in bytes', message('x'.repeat(70_000), 1)],
    ['in tags', `<xml>${'<a/>'.repeat(2100)}</xml>`],
  ])('%s have so much of each second, and ordinary ones all they need', (_, large) => {
    const read = createReader(100)
    const unread = Array.from({ length: 20 }, () => read(large).unread)
    expect(unread[0]).toBeNull()
    expect(unread.filter((why) => why === 'busy').length).toBeGreaterThan(3)
    expect(unread.filter((why) => why === null).length).toBeGreaterThan(3)
    for (let i = 0; i < 20; i++) expect(read(message('x', i))).toMatchObject({ unread: null, refusal: null })
  })

  it('and what is refused has a time of its own', () => {
    const read = createReader(100)
    const unread = Array.from({ length: 40 }, () => read(message('x', 1), 'signature=x').unread)
    expect(unread.filter((why) => why === 'busy').length).toBeGreaterThan(10)
    expect(read(message('x'.repeat(70_000), 1)).unread).toBeNull()
  })

  it('are answered and recorded, also where there was no time to look into them', async () => {
    // On disk: memory would not have room for all of them if many were looked into.
    const workbench = await startWorkbench({ dataDir: createTemporaryFolder() })
    const { id } = await workbench.account()
    const policy = {
      kind: 'fixed',
      reply: { type: 'xml', xml: '<xml><MsgType>text</MsgType></xml>' },
    } as const
    await workbench.call('account.update', { id, change: { policy } })
    const url = await workbench.signedUrl()
    const body = `<xml>${'<a/>'.repeat(9000)}${' '.repeat(900_000)}</xml>`
    const answers = await Promise.all(
      Array.from({ length: 60 }, async () => (await fetch(url, { method: 'POST', body })).text()),
    )
    expect(new Set(answers)).toEqual(new Set([policy.reply.xml]))
    const { items } = await workbench.call('exchange.list', { limit: 100 })
    expect(items).toHaveLength(60)
    const unread = items.filter(({ findings }) => findings.includes('body.not-read'))
    expect(unread.length).toBeGreaterThan(0)
    const exchange = await workbench.call('exchange.get', { id: unread[0]!.id })
    expect(exchange).toMatchObject({
      message: null,
      standing: 'genuine',
      request: { bodyBytes: body.length, body: body.slice(0, 64 * 1024) },
    })
    expect(workbench.reported).toEqual([])
  })

  it.each([
    [
      'attributes',
      `<xml ${Array.from({ length: 60_000 }, (_, i) => `a${i}="1"`).join(' ')}></xml>`,
      '2000 attributes',
    ],
    ['references', `<xml><Content>${'&#65;'.repeat(200_000)}</Content></xml>`, '10000 “&”'],
  ])('of many %s are no message', async (_, body, why) => {
    const workbench = await startWorkbench()
    expect((await fetch(await workbench.signedUrl(), { method: 'POST', body })).status).toBe(200)
    const { findings } = await workbench.latest()
    expect(findings).toMatchObject([
      { code: 'xml.refused', detail: { en: expect.stringContaining(`more than ${why}`) as string } },
    ])
  })

  it('with hundreds of odd characters far down are described in a few findings', async () => {
    const workbench = await startWorkbench()
    const body = `${'\n'.repeat(60_000)}<xml><a>${'\u0001'.repeat(500)}\n\u0002</a></xml>`
    await fetch(await workbench.signedUrl(), { method: 'POST', body })
    const { findings } = await workbench.latest()
    const odd = findings.filter(({ code }) => code === 'xml.control-character')
    expect(odd).toHaveLength(20)
    expect(odd[19]!.at).toMatchObject({ line: 60_001, column: 28, offset: 60_027 })
  })
})
