import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Client, EventBatch } from '../../src-core/contract/client.ts'
import type { CommandName } from '../../src-core/contract/commands.ts'
import { CommandFailure } from '../../src-core/contract/errors.ts'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'

/**
 * The behaviour that every channel must share. Run over direct calls and WebSocket in Node, over IPC in a real
 * Electron.
 */
export interface ConformanceCase {
  name: string
  run(client: Client): Promise<void>
}

export const conformanceCases: ConformanceCase[] = [
  {
    name: 'gives the first picture whole',
    async run(client) {
      const snapshot = await client.call('workbench.snapshot', {})
      assert.match(snapshot.responder.origin, /^http:\/\/127\.0\.0\.1:\d+$/)
      assert.equal(snapshot.accounts.length > 0, true)
      const { id, secrets } = snapshot.accounts[0]!
      assert.deepEqual(Object.keys(secrets), ['token', 'aesKey', 'previousAesKey'])
      assert.deepEqual([secrets.aesKey, secrets.previousAesKey], [null, null])
      const { secret } = await client.call('account.secret', { id, field: 'token' })
      assert.match(secret, /^[A-Za-z0-9]{24}$/)
      assert.equal(JSON.stringify(snapshot).includes(secret), false)
      assert.equal(snapshot.responder.movedFrom, null)
    },
  },
  {
    name: 'refuses a command that is not in the table, whatever objects are born with',
    async run(client) {
      for (const name of ['no.such', 'toString', '__proto__', 'constructor', '']) {
        const failure = await failureOf(client.call(name as CommandName, {}))
        assert.equal(failure.code, 'UNKNOWN_COMMAND')
      }
    },
  },
  {
    name: 'refuses input that does not fit, and says where',
    async run(client) {
      const failure = await failureOf(client.call('exchange.list', { limit: 100_000 }))
      assert.equal(failure.code, 'INVALID_INPUT')
      assert.equal((failure.details as { issues: { path: string }[] }).issues[0]!.path, 'limit')
      const more = { id: 'x', more: true } as { id: string }
      assert.equal((await failureOf(client.call('exchange.get', more))).code, 'INVALID_INPUT')
      assert.equal((await failureOf(client.call('exchange.get', null as never))).code, 'INVALID_INPUT')
    },
  },
  {
    name: 'carries code, message and details of an error',
    async run(client) {
      const [first] = (await client.call('workbench.snapshot', {})).accounts
      const second = await client.call('account.create', {})
      const failure = await failureOf(
        client.call('account.update', { id: second.id, change: { path: first!.path } }),
      )
      assert.deepEqual(
        { code: failure.code, message: failure.message, details: failure.details },
        {
          code: 'PATH_TAKEN',
          message: `Another account has the path ${first!.path}.`,
          details: { path: first!.path },
        },
      )
      const { undo } = await client.call('account.remove', { id: second.id })
      assert.match(undo, /./)
      assert.equal((await failureOf(client.call('account.remove', { id: second.id }))).code, 'NOT_FOUND')
    },
  },
  {
    name: 'changes no text on the way',
    async run(client) {
      const [account] = (await client.call('workbench.snapshot', {})).accounts
      const content = `你好 😊 \u0001 \u2028 </script> "\\" ${'长'.repeat(10_000)}`
      const reply = { type: 'text', content } as const
      const changed = await client.call('account.update', {
        id: account!.id,
        change: { policy: { kind: 'fixed', reply } },
      })
      assert.deepEqual(changed.policy, { kind: 'fixed', reply })
      await client.call('account.update', {
        id: account!.id,
        change: { policy: { kind: 'fixed', reply: { type: 'success' } } },
      })
    },
  },
  {
    name: 'answers each of many calls with its own result',
    async run(client) {
      const ids = Array.from({ length: 100 }, (_, i) => `id-${i}`)
      const failures = await Promise.all(ids.map((id) => failureOf(client.call('exchange.get', { id }))))
      assert.deepEqual(
        failures.map(({ message }) => message),
        ids.map((id) => `There is no exchange ${id}.`),
      )
    },
  },
  {
    name: 'tells of what happens in order and without a gap, from the snapshot on',
    async run(client) {
      const heard = createEar(client)
      const account = (await client.call('workbench.snapshot', {})).accounts[0]!.id
      // The account's first message is noted, which is an event of its own.
      await client.call('message.send', { account, type: 'text' })
      let before = await client.call('workbench.snapshot', {})
      while (!before.accounts[0]!.milestones.test) before = await client.call('workbench.snapshot', {})
      const { seq } = before
      for (let i = 0; i < 20; i++) {
        const sent = await client.call('message.send', {
          account,
          type: 'text',
          set: { Content: `第 ${i} 条` },
        })
        assert.equal(sent.status, 200)
      }
      const events = await heard.until(seq + 40)
      const after = events.filter((event) => event.seq > seq)
      assert.deepEqual(
        after.map((event) => event.seq),
        Array.from({ length: 40 }, (_, i) => seq + 1 + i),
      )
      assert.deepEqual(
        after.map((event) => (event.type === 'exchange.recorded' ? event.exchange.excerpt : event.type)),
        Array.from({ length: 20 }, (_, i) => [`第 ${i} 条`, 'message.delivered']).flat(),
      )
      heard.stop()
    },
  },
  {
    name: 'gives an exchange whole, and opens it with the steps of its signature',
    async run(client) {
      const { accounts } = await client.call('workbench.snapshot', {})
      await client.call('message.send', { account: accounts[0]!.id, type: 'event', event: 'CLICK' })
      const { items } = await client.call('exchange.list', { limit: 1 })
      const exchange = await client.call('exchange.get', { id: items[0]!.id })
      assert.equal(exchange.message?.event, 'CLICK')
      assert.equal(exchange.signature.ok, true)
      const opened = await client.call('exchange.open', { id: exchange.id })
      assert.deepEqual(opened.exchange, exchange)
      assert.equal(opened.signature.steps?.digest, exchange.signature.received)
      assert.equal(opened.signature.tokenChanged, false)
      assert.deepEqual(JSON.parse(opened.counterparts!.json), exchange.message?.json)
    },
  },
  {
    name: 'explains signatures, and takes envelopes apart that it made',
    async run(client) {
      const [account] = (await client.call('workbench.snapshot', {})).accounts
      const question = { account: account!.id, timestamp: '1714036504', nonce: '1514711492' }
      const { signature } = await client.call('signature.explain', question)
      const { secret: token } = await client.call('account.secret', { id: account!.id, field: 'token' })
      assert.deepEqual(
        signature.steps.sorted.map(({ value }) => value ?? token),
        [token, question.timestamp, question.nonce].toSorted(),
      )
      assert.equal(JSON.stringify(signature).includes(token), false)
      const typed = await client.call('signature.explain', { ...question, token: 'typed' })
      assert.deepEqual(typed.signature.steps.parts[0], { name: 'token', value: 'typed' })
      const { aesKey } = await client.call('cipher.createKey', {})
      const keys = { account: account!.id, aesKey, appId: 'wx0123456789abcdef' }
      const xml = '<xml><Content><![CDATA[你好 😊]]></Content></xml>'
      const { sealed } = await client.call('cipher.seal', { ...keys, xml })
      const opened = await client.call('cipher.open', { ...keys, text: sealed!.envelope })
      assert.equal(opened.message, xml)
      assert.equal(opened.layers?.ok, true)
      assert.equal(opened.msgSignature?.ok, true)
      const failure = await failureOf(client.call('signature.explain', { ...question, account: 'none' }))
      assert.equal(failure.code, 'NOT_FOUND')
    },
  },
  {
    name: 'reads pasted requests and alarms, and refuses more than it reads of a body',
    async run(client) {
      const text = 'GET /wx?signature=a&timestamp=1714036504&nonce=b 401'
      assert.equal((await client.call('callback.read', { text }))?.path, '/wx')
      assert.equal(await client.call('callback.read', { text: '你好' }), null)
      const alarm = await client.call('alarm.read', { text: '[Msg=Text][response_content="success"]' })
      assert.deepEqual(
        alarm?.findings.map(({ code }) => code),
        ['reply.not-xml'],
      )
      const { accounts } = await client.call('workbench.snapshot', {})
      await client.call('message.send', { account: accounts[0]!.id, type: 'text' })
      const { items } = await client.call('exchange.list', { limit: 1 })
      assert.match((await client.call('alarm.write', { id: items[0]!.id })).line, /^\[OpenID=/)
      const tooMuch = 'x'.repeat(1024 * 1024 + 1)
      for (const name of ['callback.read', 'alarm.read', 'cipher.open'] as const) {
        assert.equal((await failureOf(client.call(name, { text: tooMuch }))).code, 'INVALID_INPUT')
      }
    },
  },
  {
    name: 'lets a message wait, and sends to the byte what it previewed',
    async run(client) {
      const heard = createEar(client)
      const { seq, accounts } = await client.call('workbench.snapshot', {})
      const account = accounts[0]!.id
      await client.call('account.update', {
        id: account,
        change: { policy: { kind: 'hand', holdMs: 60_000 } },
      })
      const sending = client.call('message.send', { account, type: 'text' })
      // The account's change, and the message that waits.
      const events = await heard.until(seq + 2)
      const held = events.flatMap((event) => (event.type === 'request.held' ? [event.held] : []))[0]!
      const draft = { type: 'text', content: ']]> 😊' } as const
      await client.call('draft.save', { id: held.id, draft })
      assert.deepEqual((await client.call('workbench.snapshot', {})).held, [{ ...held, draft }])
      const preview = await client.call('reply.preview', { id: held.id, draft })
      assert.deepEqual([preview.verdict, preview.length?.bytes], ['accepted', 8])
      assert.equal(await client.call('request.answer', { id: held.id, draft }), null)
      assert.equal((await sending).body, preview.body)
      const late = await failureOf(client.call('request.answer', { id: held.id, draft }))
      assert.equal(late.code, 'NOT_FOUND')
      const success = { kind: 'fixed', reply: { type: 'success' } } as const
      await client.call('account.update', { id: account, change: { policy: success } })
      heard.stop()
    },
  },
  {
    name: 'takes a rule out as a file and in again',
    async run(client) {
      const account = (await client.call('workbench.snapshot', {})).accounts[0]!.id
      const rule = {
        id: 'hello',
        name: '问候',
        enabled: true,
        match: { text: { how: 'regex', value: '^你好(.*)$' } },
        reply: { type: 'text', content: '{{1}} 😊' },
        delayMs: 0,
        fault: 'none',
      } as const
      await client.call('account.update', { id: account, change: { rules: [rule] } })
      const { text } = await client.call('rule.export', { account })
      await client.call('account.update', { id: account, change: { rules: [] } })
      const [imported] = await client.call('rule.import', { account, text })
      assert.deepEqual({ ...imported, id: rule.id, enabled: true }, rule)
      const wrong = await failureOf(client.call('rule.import', { account, text: '{"mpscope":"rules"}' }))
      assert.equal(wrong.code, 'INVALID_INPUT')
      await client.call('account.update', { id: account, change: { rules: [] } })
    },
  },
  {
    name: 'verifies a backend, and says what it made of echostr',
    async run(client) {
      const [account] = (await client.call('workbench.snapshot', {})).accounts
      const server = createServer((request, response) => {
        response.end(`${new URL(request.url!, 'http://x').searchParams.get('echostr')}\n`)
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      try {
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wx`
        const backends = [{ id: 'back', name: 'back', url, copies: false }]
        await client.call('account.update', { id: account!.id, change: { backends } })
        const result = await client.call('backend.verify', { account: account!.id, backend: 'back' })
        assert.equal(result.response.status, 200)
        assert.match(result.response.body, /^[1-9]\d{18}\n$/)
        assert.equal(result.verdict, 'rejected')
        assert.deepEqual(
          result.findings.map(({ code }) => code),
          ['echo.changed'],
        )
        const unknown = client.call('backend.verify', { account: account!.id, backend: 'none' })
        assert.equal((await failureOf(unknown)).code, 'NOT_FOUND')
      } finally {
        server.close()
        await client.call('account.update', { id: account!.id, change: { backends: [] } })
      }
    },
  },
  {
    name: 'pages backwards without a gap or a repeat',
    async run(client) {
      const seen: string[] = []
      for (let more = true, before: string | undefined; more; before = seen.at(-1)) {
        const page = await client.call('exchange.list', { limit: 7, ...(before && { before }) })
        seen.push(...page.items.map(({ id }) => id))
        more = page.more
      }
      assert.equal(new Set(seen).size, seen.length)
      assert.deepEqual(seen, seen.toSorted().toReversed())
      assert.equal((await client.call('workbench.snapshot', {})).history.count, seen.length)
    },
  },
]

async function failureOf(call: Promise<unknown>): Promise<CommandFailure> {
  try {
    await call
  } catch (error) {
    if (error instanceof CommandFailure) return error
    throw error
  }
  throw new assert.AssertionError({ message: 'the call was expected to fail' })
}

/** Collects events; `until` resolves once the one with that number is there. */
function createEar(client: Client) {
  const events: WorkbenchEvent[] = []
  let waiting: { seq: number; resolve: (events: WorkbenchEvent[]) => void } | null = null
  const stop = client.onEvents((batch: EventBatch) => {
    assert.equal(batch.lost, false)
    events.push(...batch.events)
    if (waiting && (events.at(-1)?.seq ?? 0) >= waiting.seq) waiting.resolve(events)
  })
  return {
    stop,
    until: (seq: number) =>
      new Promise<WorkbenchEvent[]>((resolve) => {
        if ((events.at(-1)?.seq ?? 0) >= seq) resolve(events)
        else waiting = { seq, resolve }
      }),
  }
}
