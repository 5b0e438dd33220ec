import { describe, expect, it } from 'vitest'
import { compareExchanges } from '../../../src-core/comparison/compare-exchanges.ts'
import type { ComparedPart } from '../../../src-core/contract/comparison.ts'
import type { Exchange, ExchangeRequest, ExchangeResponse } from '../../../src-core/contract/exchange.ts'
import { readMessageText } from '../../../src-core/exchange/receive.ts'

interface Given {
  request?: Partial<ExchangeRequest>
  response?: Partial<ExchangeResponse>
  message?: string | null
}

function create(id: string, { request, response, message = '<xml><Content>a</Content></xml>' }: Given = {}) {
  const body = request?.body ?? message ?? ''
  return {
    id,
    mode: 'plaintext',
    verdict: 'accepted',
    message: message === null ? null : readMessageText(message),
    request: {
      method: 'POST',
      path: '/wx',
      httpVersion: '1.1',
      query: {},
      headers: [],
      body,
      bodyBytes: Buffer.byteLength(body),
      ...request,
    },
    response: { status: 200, headers: [], body: 'success', by: 'fixed', durationMs: 1, ...response },
  } as unknown as Exchange
}

/** Returns the fields of one part that differ: `name left right`, with `~` for one that is volatile. */
function differing(part: ComparedPart, left: Given, right: Given): string[] {
  const { fields } = compareExchanges(create('l', left), create('r', right))
  return fields
    .filter((one) => one.part === part && one.left !== one.right)
    .map((one) => `${one.name} ${one.left} ${one.right}${one.volatile ? ' ~' : ''}`)
}

describe('what differs between two exchanges', () => {
  it.each<[part: ComparedPart, left: Given, right: Given, expected: string[]]>([
    [
      'request',
      { request: { method: 'GET' } },
      { request: { httpVersion: '1.0' } },
      ['method GET POST', 'httpVersion 1.1 1.0'],
    ],
    [
      'query',
      { request: { query: { nonce: '1', a: 'b' } } },
      { request: { query: { c: 'd', nonce: '2' } } },
      ['nonce 1 2 ~', 'a b null', 'c null d'],
    ],
    [
      'request-headers',
      {
        request: {
          headers: [
            ['X-A', '1'],
            ['x-a', '2'],
            ['Date', 'now'],
          ],
        },
      },
      {
        request: {
          headers: [
            ['x-a', '1'],
            ['date', 'then'],
            ['X-a', '3'],
          ],
        },
      },
      ['x-a 2 3', 'Date now then ~'],
    ],
    [
      'message',
      { message: '<xml><MsgId>1</MsgId><L><item>a</item><item>b</item></L></xml>' },
      {
        message:
          '<xml><MsgId>2</MsgId><L><item>a</item><item>c</item></L><FromUserName>o</FromUserName></xml>',
      },
      ['MsgId 1 2 ~', 'L/item[2] b c', 'FromUserName null o'],
    ],
    ['message', { message: '{"a":1}' }, { message: '<xml><a>2</a></xml>' }, ['a 1 2']],
    [
      'message',
      { message: null, request: { body: 'x' } },
      { message: null, request: { body: 'y' } },
      ['#text x y'],
    ],
    ['response', { response: { status: 500, durationMs: 2 } }, {}, ['status 500 200', 'durationMs 2 1 ~']],
    ['response-headers', {}, { response: { headers: [['Date', 'now']] } }, ['Date null now ~']],
    ['reply', {}, { response: { body: 'ok' } }, ['#text success ok']],
    ['reply', {}, { response: { body: '' } }, ['#text success null']],
    [
      'reply',
      { response: { body: '<xml><CreateTime>1</CreateTime><Content>a</Content></xml>' } },
      { response: { body: 'sealed', plain: '<xml><CreateTime>2</CreateTime><Content>b</Content></xml>' } },
      ['CreateTime 1 2 ~', 'Content a b'],
    ],
    [
      'reply',
      { request: { query: { echostr: '1' } }, response: { body: '1' } },
      { request: { query: { echostr: '2' } }, response: { body: '2' } },
      ['#text 1 2 ~'],
    ],
    [
      'reply',
      { request: { query: { echostr: '1' } }, response: { body: '1' } },
      { request: { query: { echostr: '2' } }, response: { body: '"2"' } },
      ['#text 1 "2"'],
    ],
  ])('in the %s', (part, left, right, expected) => {
    expect(differing(part, left, right)).toEqual(expected)
  })

  it('is nothing between an exchange and itself, and equal fields stand there too', () => {
    const one = create('a')
    const { fields, ...rest } = compareExchanges(one, one)
    expect(fields.length).toBeGreaterThan(5)
    expect(fields.every(({ left, right }) => left === right)).toBe(true)
    expect(rest).toEqual({
      left: 'a',
      right: 'a',
      message: { left: one.message!.xml, right: one.message!.xml },
      reply: { left: 'success', right: 'success' },
      incomplete: { left: false, right: false },
    })
  })

  it('says which body was kept in part only', () => {
    const part = create('a', { request: { body: 'x', bodyBytes: 2 } })
    const cut = create('b', { request: { incomplete: 'aborted' } })
    expect(compareExchanges(part, create('c')).incomplete).toEqual({ left: true, right: false })
    expect(compareExchanges(create('c'), cut).incomplete).toEqual({ left: false, right: true })
  })
})
