import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../../../src-core/contract/exchange.ts'
import {
  FIRST_CHOICE,
  orderReplay,
  readReplayChoice,
  replayedText,
} from '../../../../../src-renderer/screens/live/replay/replay-choice.ts'

const url = 'http://127.0.0.1:8080/wx'
const backends = [{ id: 'b1' }]

describe('what is ordered', () => {
  it.each([
    ['at first, byte for byte and to where it went', {}, {}, { id: 'e', how: 'as-is' }],
    ['signed anew', { way: 'anew' }, {}, { id: 'e', how: 'anew' }],
    ['as another message', { way: 'new-message' }, {}, { id: 'e', how: 'anew', newMessage: true }],
    ['to our responder', { to: 'responder' }, {}, { id: 'e', how: 'as-is', target: { kind: 'responder' } }],
    [
      'to a backend',
      { to: 'backend b1' },
      {},
      { id: 'e', how: 'as-is', target: { kind: 'backend', id: 'b1' } },
    ],
    [
      'to any address',
      { to: 'url', url: ` ${url} ` },
      {},
      { id: 'e', how: 'as-is', target: { kind: 'url', url } },
    ],
    [
      'with another text, ten times',
      {},
      { text: '', times: 10 },
      { id: 'e', how: 'as-is', text: '', times: 10 },
    ],
    ['to a backend that is gone', { to: 'backend b2' }, {}, null],
    [
      'to an address without its http://',
      { to: 'url', url: '127.0.0.1:8080/wx' },
      {},
      { id: 'e', how: 'as-is', target: { kind: 'url', url } },
    ],
    ['to half an address', { to: 'url', url: 'http://' }, {}, null],
    ['to an address of another kind', { to: 'url', url: 'ftp://127.0.0.1/' }, {}, null],
    ['to half an IPv6 address', { to: 'url', url: 'http://[::1' }, {}, null],
    ['to a port that there is not', { to: 'url', url: 'http://127.0.0.1:99999/' }, {}, null],
    ['to an address with a password', { to: 'url', url: 'http://a:b@127.0.0.1/' }, {}, null],
  ] as const)('%s', (_name, choice, change, order) => {
    expect(orderReplay('e', { ...FIRST_CHOICE, ...choice }, backends, change)).toEqual(order)
  })
})

describe('the choice that the browser has stored', () => {
  it('is read back', () => {
    const choice = { way: 'anew', to: 'backend b1', url } as const
    expect(readReplayChoice(JSON.stringify(choice))).toEqual(choice)
  })

  it.each(['', 'null', '1', '{"way":"x","to":1,"url":null}', '{"to":"backend "}'])(
    'is the first one where it is %s',
    (stored) => {
      expect(readReplayChoice(stored)).toEqual(FIRST_CHOICE)
    },
  )
})

describe('the text that is replayed', () => {
  const sealed = {
    request: { method: 'POST', body: '<Encrypt/>' },
    message: { xml: '<Content/>' },
  } as Exchange
  const refused = { request: { method: 'POST', body: '<Wrong>' }, message: null } as Exchange
  const verification = { request: { method: 'GET', body: '' }, message: null } as Exchange

  it.each([
    ['the message, decrypted', sealed, 'anew', '<Content/>'],
    ['the body, as it is', sealed, 'as-is', '<Encrypt/>'],
    ['the body, where there is no message', refused, 'anew', '<Wrong>'],
    ['none for a verification', verification, 'as-is', null],
  ] as const)('%s', (_name, exchange, way, text) => {
    expect(replayedText(exchange, way)).toBe(text)
  })
})
