import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { AccountChange, Backend } from '../../src-core/contract/account.ts'
import type { Takes } from '../../src-core/contract/takes.ts'
import { createPushRequest } from '../../src-core/delivery/push-request.ts'
import type { HttpRequest } from '../../src-core/ports/http.ts'
import { decodeAesKey } from '../../src-core/wechat/cipher/aes-key.ts'
import { createHttpClient } from '../../src-main/node/http-client.ts'
import { listen, startBackend } from './backend-server.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

/** As in the console: everybody's workbench has the same. */
const CONSOLE = { token: 'oneaddress', aesKey: 'C'.repeat(43), appId: 'wx5823bf96d3bd56c7' }
const ORIGINAL_ID = 'gh_7f083739789a'
const [ANN, BOB, EVE] = [
  'oia2TjuEGTNoeX76QEjQNrcURxGA',
  'oia2TjuEGTNoeX76QEjQNrcURxGB',
  'oia2TjuEGTNoeX76QEjQNrcURxGE',
]

const text = (content: string) => ({ kind: 'fixed', reply: { type: 'text', content } }) as const
const messageOf = (sender: string, fields: string) =>
  `<xml><ToUserName><![CDATA[${ORIGINAL_ID}]]></ToUserName><FromUserName><![CDATA[${sender}]]></FromUserName>` +
  `<CreateTime>1395658920</CreateTime>${fields}</xml>`
const TEXT = '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好]]></Content><MsgId>1</MsgId>'
const scan = (key: string) =>
  `<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe]]></Event><EventKey><![CDATA[${key}]]></EventKey>`

let nonce = 1e9

/** Returns WeChat's request with this message; encrypted in safe mode if `isSafe`. */
function createPush(url: string, message: string, isSafe = false): HttpRequest {
  const decoded = decodeAesKey(CONSOLE.aesKey)
  if (!decoded.ok) throw new Error(decoded.failure.text.en)
  return createPushRequest({
    url,
    token: CONSOLE.token,
    timestamp: String(Math.floor(Date.now() / 1000)),
    nonce: String(nonce++),
    openId: EVE!,
    message,
    ...(isSafe && {
      seal: {
        mode: 'safe' as const,
        key: decoded.key,
        appId: CONSOLE.appId,
        originalId: ORIGINAL_ID,
        random16: Buffer.from('0123456789abcdef'),
      },
    }),
    deadlineMs: 20_000,
  })
}

/** Starts a developer's workbench for the shared account. */
async function startDeveloper(change: AccountChange = {}) {
  const workbench = await startWorkbench({ relayBudgetMs: 20_000 })
  const { id, path } = await workbench.account()
  const update = (more: AccountChange) => workbench.call('account.update', { id, change: more })
  await update({ ...CONSOLE, ...change })
  const url = workbench.responder().origin + path
  return {
    ...workbench,
    id,
    url,
    update,
    /** Sends as WeChat does, and returns the reply's text. */
    async push(sender: string, fields = TEXT, isSafe = false): Promise<string> {
      const { body } = await createHttpClient().send(createPush(url, messageOf(sender, fields), isSafe))
      return Buffer.from(body).toString()
    },
    /** Resolves when the newest exchange has so many backends' replies; the last of them may come later than its own. */
    async hasReplies(count: number): Promise<void> {
      const amended = workbench.next('exchange.amended')
      if ((await workbench.latest()).backends?.length !== count) await amended
      expect((await workbench.latest()).backends).toHaveLength(count)
    },
    /** Returns all exchanges, oldest first. */
    async exchanges() {
      const { items } = await workbench.call('exchange.list', { limit: 50 })
      const all = await Promise.all(items.map((one) => workbench.call('exchange.get', { id: one.id })))
      return all.toSorted((a, b) => a.receivedAt - b.receivedAt)
    },
  }
}

const takes = (change: Partial<Takes>): Takes => ({ senders: [], scenes: [], guard: true, ...change })
const backend = (id: string, url: string, change: Partial<Backend> = {}): Backend => ({
  id,
  name: id,
  url,
  copies: false,
  ...change,
})

const contentOf = (reply: string) => /<Content><!\[CDATA\[(.*?)\]\]>/.exec(reply)?.[1] ?? reply

describe('three developers behind one address', () => {
  /** The one whose address the console has passes on the others' messages, and answers the rest. */
  async function startTeam() {
    const ann = await startDeveloper({ policy: text('ann') })
    const bob = await startDeveloper({ policy: text('bob') })
    const shared = await startDeveloper({
      policy: text('shared'),
      backends: [
        backend('ann', ann.url, { takes: takes({ senders: [ANN] }) }),
        backend('bob', bob.url, { takes: takes({ senders: [BOB], scenes: ['bob'] }) }),
      ],
    })
    return { ann, bob, shared }
  }

  it('each gets the messages of their own senders and scenes, and the rest is answered where it arrives', async () => {
    const { ann, bob, shared } = await startTeam()
    const replies = [
      await shared.push(ANN!),
      await shared.push(BOB!),
      await shared.push(EVE!, scan('qrscene_bob')),
      await shared.push(EVE!),
      await shared.push(EVE!, scan('qrscene_bobby')),
    ]
    expect(replies.map(contentOf)).toEqual(['ann', 'bob', 'bob', 'shared', 'shared'])
    const senders = async (one: typeof ann) =>
      (await one.exchanges()).map(({ message }) => message?.from).toSorted()
    expect(await senders(ann)).toEqual([ANN])
    expect(await senders(bob)).toEqual([BOB, EVE])
    const [first] = await shared.exchanges()
    expect(first).toMatchObject({ verdict: 'accepted', findings: [], response: { by: 'relay' } })
    expect(first!.backends).toMatchObject([{ id: 'ann', chosen: true, verdict: 'accepted' }])
  })

  it('says where it goes to that a message came through another workbench', async () => {
    const { ann, shared } = await startTeam()
    await shared.push(ANN!)
    const { findings, verdict, signature } = await ann.latest()
    expect(findings.map(({ code }) => code)).toEqual(['relay.passed-on'])
    expect({ verdict, ok: signature.ok }).toEqual({ verdict: 'accepted', ok: true })
  })

  it('one answers, and the others get a copy, whose replies are only shown', async () => {
    const { ann, bob, shared } = await startTeam()
    const { backends } = await shared.account()
    await shared.update({ backends: backends.map((one) => ({ ...one, copies: true })) })
    expect(contentOf(await shared.push(ANN!))).toBe('ann')
    await shared.hasReplies(2)
    const [exchange] = await shared.exchanges()
    expect(
      exchange!.backends!.map(({ id, chosen, body }) => ({ id, chosen, said: contentOf(body) })),
    ).toEqual([
      { id: 'ann', chosen: true, said: 'ann' },
      { id: 'bob', chosen: false, said: 'bob' },
    ])
    const bodies = [await ann.latest(), await bob.latest()].map(({ request }) => request.body)
    expect(bodies).toEqual([exchange!.request.body, exchange!.request.body])
  })

  it('comes before the rules, which are those of the one whose workbench it is', async () => {
    const { shared } = await startTeam()
    const rule = {
      id: 'all',
      name: 'all',
      enabled: true,
      match: {},
      reply: { type: 'text', content: 'rule' },
      delayMs: 0,
      fault: 'none',
    } as const
    await shared.update({ rules: [rule] })
    expect(contentOf(await shared.push(BOB!))).toBe('bob')
    expect(contentOf(await shared.push(EVE!))).toBe('rule')
  })

  it('is there after the next start, beside a backend of an older file', async () => {
    const dataDir = createTemporaryFolder()
    const first = await startWorkbench({ dataDir })
    const { id } = await first.account()
    const backends = [
      backend('old', 'http://127.0.0.1:9/wx'),
      backend('bob', 'http://127.0.0.1:9/wx', { takes: takes({ senders: [BOB!], guard: false }) }),
    ]
    await first.call('account.update', { id, change: { backends } })
    await first.close()
    expect((await (await startWorkbench({ dataDir })).account()).backends).toEqual(backends)
  })

  it('keeps the verification to itself', async () => {
    const { ann, shared } = await startTeam()
    const answer = await fetch(await shared.signedUrl({ echostr: '4375120948345356249' }))
    expect(await answer.text()).toBe('4375120948345356249')
    expect(await ann.exchanges()).toEqual([])
  })

  it('sends the retries of a message to the same one', async () => {
    const { ann, shared } = await startTeam()
    await shared.push(ANN!)
    await shared.push(ANN!)
    const all = [...(await shared.exchanges()), ...(await ann.exchanges())]
    expect(all.map(({ attempt }) => attempt)).toEqual([1, 2, 1, 2])
  })

  it('routes an encrypted message by what is inside, and passes it on byte for byte', async () => {
    const { ann, bob, shared } = await startTeam()
    for (const one of [ann, bob, shared]) await one.update({ mode: 'safe' })
    const raw = await startBackend((response) => void response.end('success'))
    const { backends } = await shared.account()
    await shared.update({ backends: [...backends, backend('raw', raw.origin, { copies: true })] })
    const sent = createPush(shared.url, messageOf(BOB!, TEXT), true)
    const reply = Buffer.from((await createHttpClient().send(sent)).body).toString()
    await shared.hasReplies(2)
    // Neither the sender nor the text can be read on the way.
    expect(Buffer.from(sent.body!).toString()).not.toContain(BOB)
    expect(await ann.exchanges()).toEqual([])
    const received = await bob.latest()
    expect(received).toMatchObject({ message: { from: BOB }, signature: { msgSignature: { ok: true } } })
    expect(received.request.body).toBe(Buffer.from(sent.body!).toString())
    expect(raw.seen[0]!.body.equals(Buffer.from(sent.body!))).toBe(true)
    expect(raw.seen[0]!.target.split('?')[1]).toBe(new URL(sent.url).search.slice(1))
    // The reply that bob's workbench encrypted is what WeChat gets.
    expect(reply).toBe(received.response.body)
    expect(reply).toContain('<Encrypt>')
  })

  it('leaves to the policy an encrypted message that it cannot open', async () => {
    const { bob, shared } = await startTeam()
    await shared.update({ aesKey: 'O'.repeat(43) })
    expect(await shared.push(BOB!, TEXT, true)).toBe('success')
    expect(await bob.exchanges()).toEqual([])
  })

  it.each([
    [true, 'success', ['relay.guarded'], 'ignored'],
    [false, 'Bad Gateway', ['probe.unreachable'], 'retried'],
  ] as const)('has one that is off (guard: %s)', async (guard, said, codes, verdict) => {
    const { shared } = await startTeam()
    const server = createServer()
    const off = await listen(server)
    await new Promise((resolve) => server.close(resolve))
    await shared.update({ backends: [backend('off', off, { takes: takes({ senders: [ANN!], guard }) })] })
    expect(await shared.push(ANN!)).toBe(said)
    const { findings, ...exchange } = await shared.latest()
    expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining([...codes]))
    expect(exchange.verdict).toBe(verdict)
    expect(contentOf(await shared.push(EVE!))).toBe('shared')
  })
})

describe('workbenches that pass a message around', () => {
  /** Joins them in a circle: each passes all messages on to the next. */
  async function startCircle(count: number) {
    const ring = await Promise.all(Array.from({ length: count }, () => startDeveloper()))
    for (const [index, one] of ring.entries()) {
      const next = ring[(index + 1) % count]!
      await one.update({
        backends: [backend('next', next.url, { takes: takes({ senders: [ANN!] }) })],
      })
    }
    return ring
  }

  it.each([2, 3])('%i in a circle: it is refused where it comes back, and that is said', async (count) => {
    const [first, ...others] = await startCircle(count)
    expect(await first!.push(ANN!)).toBe('success')
    const told = (await first!.exchanges()).map(({ response, verdict, findings }) => ({
      status: response.status,
      verdict,
      codes: findings.map(({ code }) => code),
    }))
    expect(told.toSorted((a, b) => a.status - b.status)).toEqual([
      // Those behind it guard, too: they got 508, and sent success.
      { status: 200, verdict: 'ignored', codes: [] },
      { status: 508, verdict: 'rejected', codes: ['relay.loop'] },
    ])
    for (const one of others) {
      expect((await one.exchanges()).map(({ verdict }) => verdict)).toEqual(['ignored'])
    }
    const loop = (await first!.exchanges()).find(({ verdict }) => verdict === 'rejected')!
    expect(loop.findings[0]!.fix.zh).toContain('另一个调试台')
  })

  it('seven in a row: the last one refuses', async () => {
    const ring = await startCircle(7)
    await ring[6]!.update({ backends: [] })
    await ring[0]!.push(ANN!)
    const last = await ring[6]!.latest()
    expect(last).toMatchObject({ verdict: 'rejected', response: { status: 508 } })
    expect(last.findings.map(({ code }) => code)).toEqual(['relay.too-often'])
    expect((await ring[5]!.latest()).verdict).toBe('ignored')
  })
})

describe('the address of a third-party platform', () => {
  const [ONE, OTHER] = ['wxba5fad812f8e6fb9', 'wx134c8103faa5a59e']

  it('takes the requests of every AppID, and a backend’s address gets the same one', async () => {
    const own = await startBackend((response) => void response.end('success'))
    const platform = await startDeveloper({
      path: '/$APPID$/callback',
      mode: 'safe',
      policy: { kind: 'relay', backend: 'own', guard: true },
      backends: [backend('own', `${own.origin}/app/$APPID$/wx?a=1`)],
    })
    const origin = platform.responder().origin
    for (const appId of [ONE, OTHER]) {
      await createHttpClient().send(createPush(`${origin}/${appId}/callback`, messageOf(EVE!, TEXT), true))
    }
    const received = await platform.exchanges()
    expect(received.map(({ verdict, request }) => [verdict, request.path])).toEqual([
      ['ignored', `/${ONE}/callback`],
      ['ignored', `/${OTHER}/callback`],
    ])
    expect(received.map(({ account }) => account)).toEqual([platform.id, platform.id])
    expect(own.seen.map(({ target }) => target.replace('a=1&', '').split('?')[0])).toEqual([
      `/app/${ONE}/wx`,
      `/app/${OTHER}/wx`,
    ])
    const { status } = await createHttpClient().send(
      createPush(`${origin}/wx123/callback`, messageOf(EVE!, TEXT)),
    )
    expect(status).toBe(404)
  })

  it('gets an AppID in test messages and for a backend that is verified', async () => {
    const own = await startBackend((response) => void response.end('no'))
    const platform = await startDeveloper({
      path: '/wx/$APPID$',
      appId: OTHER,
      backends: [backend('own', `${own.origin}/$APPID$`)],
    })
    const account = platform.id
    const { status } = await platform.call('message.send', { account, type: 'text' })
    expect(status).toBe(200)
    expect((await platform.latest()).request.path).toBe(`/wx/${OTHER}`)
    await platform.call('backend.verify', { account, backend: 'own' })
    expect(own.seen[0]!.target).toMatch(new RegExp(`^/${OTHER}\\?`))
    await platform.update({ appId: '' })
    await platform.call('message.send', { account, type: 'text' })
    expect((await platform.latest()).request.path).toMatch(/^\/wx\/wx[0-9a-f]{16}$/)
  })
})
