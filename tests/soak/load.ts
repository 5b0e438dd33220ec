import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import type { AccountView } from '../../src-core/contract/account.ts'
import type { Client } from '../../src-core/contract/client.ts'
import type { PushSeal } from '../../src-core/delivery/push-request.ts'
import { decodeAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import { post } from '../load/honest.ts'
import { LOAD_AES_KEY, LOAD_APP_ID } from '../load/served.ts'
import type { Served } from '../load/served.ts'
import { createMessage, createSignedRequest, createText, ORIGINAL_ID } from '../load/signed-request.ts'

export const REPLY = 'soak-reply'
const BACKEND_REPLY = 'success'
const ANSWER_BY_HAND = 'answered by hand'
const HOLD_MS = 2000
/** WeChat hangs up after 5 s. */
const DEADLINE_MS = 5000

/** The results of the load so far. */
export interface LoadTally {
  sent: number
  /** One line each. */
  wrong: string[]
}

interface Kind {
  name: string
  everyMs: number
  /** Throws if the answer is not the right one. */
  run(number: number): Promise<void>
}

export interface Load {
  tally: LoadTally
  /** Resolves when everything that was begun is over. */
  stop(): Promise<void>
}

/**
 * Plays a day at higher speed: texts, events and encrypted messages, messages that wait for somebody, relaying to a
 * backend, strangers, and a screen that listens, answers every other message and converts. It makes about 30 requests a
 * second.
 */
export async function startLoad(served: Served, client: Client): Promise<Load> {
  const backend = createServer((request, response) => {
    request.resume().on('end', () => response.end(BACKEND_REPLY))
  })
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve))
  const { port } = backend.address() as AddressInfo
  const urls = await prepareAccounts(served, client, `http://127.0.0.1:${port}/wx`)
  answerEveryOther(client)

  const tally: LoadTally = { sent: 0, wrong: [] }
  const running = new Set<Promise<void>>()
  const timers = createKinds(urls, client).map(({ name, everyMs, run }) => {
    let number = 0
    return setInterval(() => {
      tally.sent++
      const one = run(number++)
        .catch(
          (error: unknown) =>
            void tally.wrong.push(`${name}: ${error instanceof Error ? error.message : error}`),
        )
        .finally(() => running.delete(one))
      running.add(one)
    }, everyMs)
  })
  return {
    tally,
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(running)
      backend.close()
      backend.closeAllConnections()
    },
  }
}

interface Urls {
  fixed: string
  hand: string
  relay: string
  nowhere: string
  tokens: { hand: string; relay: string }
}

async function prepareAccounts(served: Served, client: Client, backendUrl: string): Promise<Urls> {
  const { origin } = new URL(served.responder)
  const [hand, relay] = [await client.call('account.create', {}), await client.call('account.create', {})]
  await client.call('account.update', {
    id: hand.id,
    change: { policy: { kind: 'hand', holdMs: HOLD_MS } },
  })
  await client.call('account.update', {
    id: relay.id,
    change: {
      backends: [{ id: 'soak', name: 'soak', url: backendUrl, copies: false }],
      policy: { kind: 'relay', backend: 'soak', guard: true },
    },
  })
  const readToken = async ({ id }: AccountView) =>
    (await client.call('account.secret', { id, field: 'token' })).secret
  return {
    fixed: served.responder,
    hand: origin + hand.path,
    relay: origin + relay.path,
    nowhere: `${origin}/nowhere`,
    tokens: { hand: await readToken(hand), relay: await readToken(relay) },
  }
}

/** Plays a person: answers half of the waiting messages, and lets the other half go. */
function answerEveryOther(client: Client): void {
  let number = 0
  client.onEvents(({ events }) => {
    for (const event of events) {
      if (event.type !== 'request.held' || number++ % 2 === 1) continue
      const draft = { type: 'text' as const, content: ANSWER_BY_HAND }
      void setTimeout(300)
        .then(() => client.call('request.answer', { id: event.held.id, draft }))
        // The sender judges whether an answer came.
        .catch(() => {})
    }
  })
}

function createKinds({ fixed, hand, relay, nowhere, tokens }: Urls, client: Client): Kind[] {
  const msgId = (kind: number, number: number) =>
    `5${kind}${String(Date.now()).slice(-9)}${String(number).padStart(7, '0')}`
  const decoded = decodeAesKey(LOAD_AES_KEY)
  if (!decoded.ok) throw new Error('no key')
  const seal: PushSeal = {
    key: decoded.key,
    appId: LOAD_APP_ID,
    mode: 'safe',
    originalId: ORIGINAL_ID,
    random16: Buffer.from('0123456789abcdef'),
  }
  const document = createText('1', 'x'.repeat(20_000))
  return [
    {
      name: 'event',
      everyMs: 100,
      run: (number) =>
        expectReply(
          createSignedRequest({
            url: fixed,
            xml: createMessage('', 'event', 'CLICK', { EventKey: `key ${number}` }),
          }),
          200,
          REPLY,
        ),
    },
    {
      name: 'encrypted',
      everyMs: 100,
      run: (number) =>
        expectReply(
          createSignedRequest({ url: fixed, xml: createText(msgId(1, number), `encrypted ${number}`), seal }),
          200,
          '<Encrypt>',
        ),
    },
    {
      name: 'by hand',
      everyMs: 500,
      run: (number) =>
        expectReply(
          createSignedRequest({ url: hand, token: tokens.hand, xml: createText(msgId(2, number), 'wait') }),
          200,
          number % 2 === 0 ? ANSWER_BY_HAND : '',
        ),
    },
    {
      name: 'relay',
      everyMs: 200,
      run: (number) =>
        expectReply(
          createSignedRequest({
            url: relay,
            token: tokens.relay,
            xml: createText(msgId(3, number), 'relay'),
          }),
          200,
          BACKEND_REPLY,
        ),
    },
    {
      name: 'refused',
      everyMs: 250,
      run: (number) =>
        expectReply(
          createSignedRequest({
            url: fixed,
            token: 'wrong',
            xml: createText(msgId(4, number), 'x'.repeat(5000)),
          }),
          401,
          '',
        ),
    },
    {
      name: 'stranger',
      everyMs: 500,
      run: () => expectReply(createSignedRequest({ url: nowhere, xml: 'x'.repeat(20_000) }), 404, ''),
    },
    {
      name: 'conversion',
      everyMs: 2000,
      async run(number) {
        const order = { kind: 'to-json', text: document, view: 'simple' } as const
        const conversion = await client.call('conversion.run', { job: `soak ${number}`, order })
        if (!conversion.ok) throw new Error(conversion.error.message.en)
      },
    },
  ]
}

async function expectReply(
  request: Parameters<typeof post>[0],
  status: number,
  expected: string,
): Promise<void> {
  const reply = await post(request, DEADLINE_MS)
  if (reply.status !== status || !reply.body.includes(expected))
    throw new Error(`${reply.status} ${reply.body.slice(0, 100)} in place of ${status} ${expected}`)
}
