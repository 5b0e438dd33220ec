import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../src-core/app.ts'
import type { CommandResult } from '../../src-core/contract/commands.ts'
import type { Incoming } from '../../src-core/exchange/incoming.ts'
import type { Ports } from '../../src-core/ports.ts'
import { sign } from '../../src-core/wechat/signature.ts'
import { createCheckBait } from '../../src-main/node/check-bait.ts'
import { createMemoryText } from '../../src-main/node/kept-text.ts'
import { createMemoryUpdatesFile } from '../../src-main/node/updates-file.ts'
import { clock } from '../../src-main/node/clock.ts'
import { createMemoryHistory } from '../../src-main/node/history/memory-history.ts'
import { createNetwork } from '../../src-main/node/network.ts'
import { createHttpClient } from '../../src-main/node/http-client.ts'
import { createMemorySettingsFile, createPlainBox } from '../../src-main/node/settings-file.ts'
import { createTunnelHost } from '../../src-main/node/tunnel/tunnel-host.ts'
import { createTunnelRecords } from '../../src-main/node/tunnel/tunnel-records.ts'
import { startWorkbench } from './running-workbench.ts'

const MESSAGE =
  '<xml><ToUserName>gh_1</ToUserName><FromUserName>oA</FromUserName><CreateTime>1395658920</CreateTime>' +
  '<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>'

describe('a message is answered and recorded, whatever is in it', () => {
  const digits = (length: number) => '9'.repeat(length)

  it.each([
    ['CreateTime of 400 digits', `<CreateTime>${digits(400)}</CreateTime>`],
    ['MsgId of 309 digits', `<MsgId>${digits(309)}</MsgId>`],
    ['MsgId of 5,000 digits', `<MsgId>${digits(5000)}</MsgId>`],
    ['zeros and digits', `<MsgId>${'0'.repeat(400)}${digits(400)}</MsgId>`],
    ['a field that nobody knows', `<Whatever><Deep>${digits(500)}</Deep></Whatever>`],
    ['an exponent', '<CreateTime>1e400</CreateTime>'],
    ['a negative number', `<CreateTime>-${digits(400)}</CreateTime>`],
  ])('%s', async (_, field) => {
    const workbench = await startWorkbench()
    const body = `<xml><MsgType>text</MsgType><FromUserName>b</FromUserName>${field}</xml>`
    for (const url of [await workbench.signedUrl(), `${workbench.responder().origin}/wx?signature=x`]) {
      const response = await fetch(url, { method: 'POST', body })
      expect(response.status).toBe(url.includes('signature=x') ? 401 : 200)
      expect(await workbench.latest()).toMatchObject({ message: { xml: body } })
    }
    expect(workbench.reported).toEqual([])
  })

  it('numbers, texts and depths without bounds', { timeout: 60_000 }, async () => {
    const workbench = await startWorkbench()
    const { id } = await workbench.account()
    const rule = { id: 'r', name: 'r', enabled: true, delayMs: 0, fault: 'none' } as const
    await workbench.call('account.update', {
      id,
      change: {
        policy: { kind: 'fixed', reply: { type: 'text', content: '{{Content}} 收到' } },
        rules: [
          {
            ...rule,
            match: { text: { how: 'regex', value: '^(.)(.*)$' } },
            reply: { type: 'text', content: '{{1}}{{Content}}{{CreateTime}}{{Deep/a}}' },
          },
        ],
      },
    })
    const url = await workbench.signedUrl()
    let count = 0
    const number = fc
      .tuple(fc.constantFrom('', '-', '0', '00'), fc.nat(2000), fc.nat(9))
      .map(([lead, length, digit]) => lead + String(digit).repeat(length))
    const value = fc.oneof(
      number,
      fc.double().map(String),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme' }).map((text) => `<![CDATA[${text}]]>`),
      fc.constantFrom(
        ']]>',
        '&#0;',
        '&#xD800;',
        '&#99999999999999999999;',
        '&amp;',
        '<',
        '<!--',
        '\u0000\uFEFF',
      ),
    )
    const known = fc.constantFrom(
      'CreateTime',
      'MsgId',
      'MsgType',
      'Event',
      'EventKey',
      'Content',
      'FromUserName',
    )
    const odd = fc.constantFrom('Encrypt', 'Deep', '__proto__', 'constructor', 'toString', 'a:b', '名')
    const name = fc.oneof(known, odd)
    const field = fc.oneof(
      fc.tuple(name, value).map(([key, text]) => `<${key}>${text}</${key}>`),
      fc
        .tuple(name, fc.nat(1200), value)
        .map(([key, depth, text]) => `<${key}>`.repeat(depth) + text + `</${key}>`.repeat(depth)),
      fc
        .tuple(name, fc.nat(3000), value)
        .map(
          ([key, attributes, text]) =>
            `<${key} ${Array.from({ length: attributes }, (_, i) => `a${i}="1"`).join(' ')}>${text}</${key}>`,
        ),
      value,
    )
    const body = fc.oneof(
      fc.array(field, { maxLength: 8 }).map((fields) => `<xml>${fields.join('')}</xml>`),
      fc.array(field, { maxLength: 3 }).map((fields) => fields.join('')),
    )
    await fc.assert(
      fc.asyncProperty(body, async (xml) => {
        const response = await fetch(url, { method: 'POST', body: xml })
        expect(response.status).toBe(200)
        await response.arrayBuffer()
        count++
        const { request } = await workbench.latest()
        expect(request.bodyBytes).toBe(Buffer.byteLength(xml))
      }),
      { numRuns: 150 },
    )
    expect((await workbench.call('workbench.snapshot', {})).history.count).toBeGreaterThanOrEqual(count)
    expect(workbench.reported).toEqual([])
  })
})

/** Creates the core alone, on a world of which some part fails. */
async function createBroken(broken: (ports: Ports) => Partial<Ports>) {
  const reported: unknown[] = []
  const sound: Ports = {
    clock,
    randomBytes: (length) => new Uint8Array(length),
    history: createMemoryHistory('ephemeral'),
    settingsFile: createMemorySettingsFile(),
    secrets: createPlainBox('memory'),
    responder: () => ({ origin: 'http://127.0.0.1:1', port: 1, movedFrom: null }),
    controlPort: () => null,
    runBurst: () => Promise.reject(new Error('nothing is sent here')),
    httpClient: createHttpClient(),
    network: createNetwork(),
    relayBudgetMs: 100,
    patterns: { runQuickly: fail, run: fail },
    tunnels: createTunnelHost({ environment: {}, folders: [] }, createTunnelRecords(null, fail)),
    checkUpFile: createMemoryText(),
    bait: createCheckBait(),
    converter: { convert: () => Promise.reject(new Error('none')) },
    version: '0',
    surroundings: { system: '', runtime: [], sqlite: null, dataDir: null },
    updates: { source: { kind: 'repository' }, file: createMemoryUpdatesFile(), client: createHttpClient() },
  }
  const app = await createApp({ ...sound, ...broken(sound) }, (error) => reported.push(error))
  return {
    ...app,
    history: sound.history,
    reported,
    async account() {
      const ask = async (name: string, input: unknown) => {
        const outcome = await app.dispatch(name, input)
        if (!outcome.ok) throw new Error(outcome.error.message)
        return outcome.value
      }
      const { accounts } = (await ask('workbench.snapshot', {})) as CommandResult<'workbench.snapshot'>
      const { id } = accounts[0]!
      const { secret } = (await ask('account.secret', {
        id,
        field: 'token',
      })) as CommandResult<'account.secret'>
      return { id, token: secret }
    },
    async receive(method: string, more = '', body = '') {
      const { token } = await this.account()
      const signed = { timestamp: '1714036504', nonce: '1' }
      const bytes = Buffer.from(body)
      const incoming: Incoming = {
        receivedAt: Date.now(),
        startedAt: performance.now(),
        method,
        target: `/wx?signature=${sign({ token, ...signed })}&timestamp=1714036504&nonce=1${more}`,
        httpVersion: '1.1',
        headers: [],
        body: bytes,
        bodyBytes: bytes.length,
      }
      const { http } = await app.begin(incoming).receive(incoming)
      return { status: http?.status, text: Buffer.from(http?.body ?? '').toString() }
    },
    /** Returns the newest exchange as it was kept. */
    latest: () => sound.history.get(sound.history.list({ limit: 1 }).items[0]!.id)!,
  }
}

const fail = (): never => {
  throw new Error('a defect')
}
const rule = {
  id: 'r',
  name: 'r',
  enabled: true,
  match: { text: { how: 'regex', value: '你' } },
  reply: { type: 'text', content: 'x' },
  delayMs: 0,
  fault: 'none',
}

describe('a request is answered and recorded, whatever fails', () => {
  it('where it cannot be judged', async () => {
    // While a verification is judged, the history is asked whether it is the first.
    const app = await createBroken(({ history }) => {
      const { list } = history
      return { history: { ...history, list: (query) => (query.where ? fail() : list(query)) } }
    })
    expect(await app.receive('GET', '&echostr=42')).toEqual({ status: 200, text: '42' })
    expect(app.latest()).toMatchObject({
      verdict: 'accepted',
      response: { body: '42' },
      judged: false,
      findings: [{ code: 'exchange.not-judged', severity: 'warning' }],
    })
    expect(app.reported).toEqual([new Error('a defect')])
  })

  it('where its earlier deliveries cannot be looked up', async () => {
    const app = await createBroken(({ history }) => ({ history: { ...history, deliveries: fail } }))
    expect(await app.receive('POST', '', MESSAGE)).toEqual({ status: 200, text: 'success' })
    expect(app.latest()).toMatchObject({ attempt: 1, message: { xml: MESSAGE } })
    expect(app.reported).toHaveLength(1)
  })

  it('where a rule cannot be tried', async () => {
    const app = await createBroken(() => ({}))
    const { id } = await app.account()
    await app.dispatch('account.update', { id, change: { rules: [rule] } })
    expect(await app.receive('POST', '', MESSAGE)).toEqual({ status: 200, text: 'success' })
    expect(app.latest().findings).toMatchObject([{ code: 'exchange.not-answered', severity: 'error' }, {}])
    expect(app.reported).toHaveLength(1)
  })

  it('where somebody who listens throws, and the others hear of it', async () => {
    const app = await createBroken(() => ({}))
    const heard: string[] = []
    app.subscribe(fail)
    app.subscribe(({ type }) => heard.push(type))
    expect(await app.receive('POST', '', MESSAGE)).toEqual({ status: 200, text: 'success' })
    // The account's first message is noted for the guide as well, a moment later.
    expect(heard[0]).toBe('exchange.recorded')
    expect(app.latest().message?.xml).toBe(MESSAGE)
    expect(app.reported).toHaveLength(heard.length)
  })

  it('where a backend cannot even be asked, for the answer or for a copy', async () => {
    const app = await createBroken(() => ({ httpClient: { send: fail } }))
    const { id } = await app.account()
    const backend = (name: string, copies: boolean) => ({
      id: name,
      name,
      url: 'http://127.0.0.1:9/',
      copies,
    })
    const change = {
      backends: [backend('a', false), backend('b', true)],
      policy: { kind: 'relay', backend: 'a', guard: true },
    }
    await app.dispatch('account.update', { id, change })
    expect(await app.receive('POST', '', MESSAGE)).toEqual({ status: 200, text: 'success' })
    await app.settled()
    expect(app.latest().backends?.map(({ error }) => error?.message)).toEqual(['a defect', 'a defect'])
  })

  it('where the history breaks its word', async () => {
    const app = await createBroken(({ history }) => ({
      history: { ...history, record: () => Promise.reject(new Error('the disk')) },
    }))
    expect(await app.receive('POST', '', MESSAGE)).toEqual({ status: 200, text: 'success' })
    expect(app.reported).toEqual([new Error('the disk')])
  })
})
