import { describe, expect, it } from 'vitest'
import { labelTabs } from '../../../../../src-renderer/screens/live/detail/detail-tabs.ts'

type Tabbed = Parameters<typeof labelTabs>[0]

const exchange: Tabbed = {
  request: { method: 'POST', query: {}, body: '<xml></xml>' },
  message: { type: 'text' },
  signature: { ok: true, received: 'a', expected: 'a' },
  response: { status: 200 },
} as never

function tab(id: string, change: object = {}) {
  return labelTabs({ ...exchange, ...change }).find((one) => one.id === id)
}

describe('the tabs of an exchange', () => {
  it('are the same six, in the same places', () => {
    const ids = ['message', 'reply', 'request', 'signature', 'layers', 'backends']
    expect(labelTabs(exchange).map(({ id }) => id)).toEqual(ids)
    expect(labelTabs({ ...exchange, message: null, backends: [{}] as never }).map(({ id }) => id)).toEqual(
      ids,
    )
  })

  it.each([
    ['message', {}, { lacks: null }],
    [
      'message',
      { message: null, request: { method: 'GET', query: { echostr: '1' }, body: '' } },
      { lacks: 'verification' },
    ],
    ['message', { message: null, request: { method: 'POST', query: {}, body: '' } }, { lacks: 'noBody' }],
    ['message', { message: null }, { lacks: null }],
    ['reply', {}, { state: '200', lacks: null }],
    ['reply', { response: { status: 0 } }, { state: '–', lacks: null }],
    ['signature', {}, { right: true }],
    [
      'signature',
      { signature: { ok: true, received: 'a', expected: 'a', msgSignature: { ok: false } } },
      { right: false },
    ],
    ['signature', { signature: { ok: false, received: null, expected: null } }, { right: false }],
    ['layers', {}, { lacks: 'notEncrypted' }],
    ['layers', { encryption: { key: 0, failure: null } }, { right: true, lacks: null }],
    ['layers', { encryption: { key: null, failure: null } }, { right: false, lacks: null }],
    ['backends', {}, { lacks: 'noBackends' }],
    ['backends', { backends: [{}, {}] }, { state: '2', lacks: null }],
  ])('%s of %j', (id, change, label) => {
    expect(tab(id, change)).toMatchObject(label)
  })
})
