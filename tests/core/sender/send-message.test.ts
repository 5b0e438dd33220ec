import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { readDraft } from '../../../src-core/sender/draft.ts'
import { createSampleFields } from '../../../src-core/sender/sample-fields.ts'
import { sendMessage } from '../../../src-core/sender/send-message.ts'
import type { OutgoingMessage } from '../../../src-core/sender/send-message.ts'
import { decryptMessage } from '../../../src-core/wechat/cipher/decrypt.ts'
import { sign } from '../../../src-core/wechat/signature.ts'
import { createTimedSending } from './answers-in-time.ts'
import type { TimedAnswer } from './answers-in-time.ts'

const KEY = Buffer.alloc(32, 7)
const APP_ID = 'wx5823bf96d3bd56c7'

/** Sends a text to the other side that answers so, and lets a minute pass. */
async function send(answers: (TimedAnswer | 'never')[], change: Partial<OutgoingMessage> = {}, ms = 60_000) {
  const world = createTimedSending(answers)
  const exchanges: Exchange[] = []
  const sent = sendMessage(world.sending, {
    url: 'http://backend.test/wx?shop=1',
    token: 'token12345',
    message: createSampleFields(world.sending, '', { type: 'text' }),
    deliveries: 3,
    ...change,
  })
  let ended: string | undefined
  void (async () => {
    for (;;) {
      const next = await sent.next()
      if (next.done) return (ended = next.value)
      exchanges.push(next.value)
    }
  })()
  await world.pass(ms)
  const at = world.sent.map((one) => one.at - world.sent[0]!.at)
  return { ...world, at, exchanges, end: () => ended }
}

const OK = { status: 200, body: 'success' }
const FAILED = { status: 500 }

describe('a message is delivered as WeChat does', () => {
  it.each<[name: string, answers: (TimedAnswer | 'never')[], verdicts: string[], end: string]>([
    ['once if it is taken', [OK], ['ignored'], 'taken'],
    ['again after a failure', [FAILED, OK], ['retried', 'ignored'], 'taken'],
    ['three times in all', [FAILED], ['retried', 'retried', 'retried'], 'given-up'],
    [
      'again after a reply that shows the fault prompt',
      [{ status: 200, body: '{"a":1}' }, OK],
      ['fault', 'ignored'],
      'taken',
    ],
    ['again after silence', ['never', OK], ['retried', 'ignored'], 'taken'],
  ])('%s', async (_name, answers, verdicts, end) => {
    const { exchanges, end: ended } = await send(answers)
    expect(exchanges.map(({ verdict }) => verdict)).toEqual(verdicts)
    expect(exchanges.map(({ attempt }) => attempt)).toEqual(verdicts.map((_, index) => index + 1))
    expect(ended()).toBe(end)
  })

  it('five seconds apart if nothing comes in time, under 1.5 s apart if what comes is no good', async () => {
    expect((await send(['never'])).at).toEqual([0, 5000, 10_000])
    expect((await send([{ status: 200, body: 'success', afterMs: 5001 }])).at).toEqual([0, 5000, 10_000])
    const { at } = await send([FAILED], { deliveries: 4 })
    expect(at).toHaveLength(4)
    for (const [index, time] of at.slice(1).entries()) {
      expect(time - at[index]!).toBeGreaterThan(0)
      expect(time - at[index]!).toBeLessThan(1500)
    }
  })

  it('as the same message each time, but signed and encrypted anew', async () => {
    const { sent, exchanges } = await send(['never'], {
      encryption: { mode: 'safe', key: KEY, appId: APP_ID },
    })
    const requests = sent.map(({ request }) => {
      const query = new URL(request.url).searchParams
      const [timestamp, nonce] = [query.get('timestamp')!, query.get('nonce')!]
      const encrypt = readDraft(Buffer.from(request.body).toString()).values['Encrypt']!
      expect(query.get('signature')).toBe(sign({ token: 'token12345', timestamp, nonce }))
      expect(query.get('msg_signature')).toBe(sign({ token: 'token12345', timestamp, nonce, encrypt }))
      const { message } = decryptMessage({ encrypt, key: KEY, appId: APP_ID })
      return { timestamp, nonce, encrypt, inside: Buffer.from(message!).toString() }
    })
    for (const part of ['timestamp', 'nonce', 'encrypt'] as const)
      expect(new Set(requests.map((one) => one[part])).size).toBe(3)
    expect(new Set(requests.map(({ inside }) => inside))).toEqual(new Set([exchanges[0]!.message!.xml]))
    expect(new Set(exchanges.map(({ messageKey }) => messageKey)).size).toBe(1)
  })
})

describe('it is stopped at once', () => {
  it.each([
    ['while an answer is waited for', ['never'] as const, 1000, 0],
    ['between two deliveries', [FAILED], 400, 1],
    ['before the first', [OK], 0, 0],
  ])('%s', async (_name, answers, afterMs, count) => {
    const stopping = new AbortController()
    if (afterMs === 0) stopping.abort()
    const { exchanges, end, pass, sent, clock } = await send(
      [...answers],
      { signal: stopping.signal },
      afterMs,
    )
    stopping.abort()
    await pass(0)
    expect([exchanges.length, end()]).toEqual([count, 'stopped'])
    const already = sent.length
    await pass(20_000)
    expect([sent.length, clock.waiting()]).toEqual([already, 0])
  })
})
