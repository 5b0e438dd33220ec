import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { sign } from '../../../src-core/wechat/signature.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { runInProcess } from './in-process.ts'
import type { CommandResult } from './in-process.ts'
import { isUsageError, runCli, serveInProcess, startServe, TOKEN } from './running-cli.ts'

interface Seen {
  request: IncomingMessage
  body: string
}

/** Starts a backend that answers as told, and remembers its requests. */
async function startBackend(answer: RequestListener): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    void take(request, response)
  })
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    seen.push({ request, body: await text(request) })
    answer(request, response)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wx?shop=1`, seen }
}

const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

const send = (url: string, ...args: string[]) =>
  runInProcess(['send', '--url', url, '--token', TOKEN, ...args])

/** Returns what `--json` printed: one object a line and nothing else. */
function exchangesOf({ stdout }: Pick<CommandResult, 'stdout'>): Exchange[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { type, exchange } = JSON.parse(line) as { type: string; exchange: Exchange }
      expect(type).toBe('exchange')
      return exchange
    })
}

describe('send', () => {
  it('reaches a running serve, and the two agree on what was sent', async () => {
    const serve = await startServe(['--ephemeral', '--port', '0', '--token', TOKEN, '--reply', 'text:收到'])
    const result = await runCli([
      'send',
      '--url',
      serve.ready.responder,
      '--token',
      TOKEN,
      '--set',
      'Content=几点=营业？',
      '--json',
    ])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    const [sent] = exchangesOf(result)
    const received = await serve.nextExchange()
    expect(sent).toMatchObject({ attempt: 1, verdict: 'accepted', message: { type: 'text' } })
    expect(received).toMatchObject({ signature: { ok: true }, messageKey: sent!.messageKey })
    expect(received.request.body).toBe(sent!.request.body)
    expect(sent!.response.body).toBe(received.response.body)
    expect(received.message?.xml).toContain('<Content><![CDATA[几点=营业？]]></Content>')
  })

  it('says of the cause how well it is known, its code for explain, and what to do', async () => {
    const { url } = await startBackend((_request, response) => response.end('{"msg":"ok"}'))
    expect((await send(url)).stderr).toMatch(/^.* {2}\[official, reply\.not-xml\]\n {2}\S/)
    const zh = await runInProcess(['send', '--url', url, '--token', TOKEN], {
      env: { LC_ALL: 'zh_CN.UTF-8' },
    })
    expect(zh.stderr).toMatch(/^.* {2}\[官方文档，reply\.not-xml\]\n {2}\S/)
  })

  it.each(['compatible', 'safe'])('agrees with a running serve in %s mode as well', async (mode) => {
    const sealing = ['--mode', mode, '--aes-key', AES_KEY, '--app-id', 'wx5823bf96d3bd56c7']
    const args = ['--ephemeral', '--port', '0', '--token', TOKEN, '--reply', 'text:收到', ...sealing]
    const serve = await serveInProcess(args)
    const result = await send(serve.ready.responder, ...sealing, '--set', 'Content=你好', '--json')
    expect(result).toMatchObject({ code: 0, stderr: '' })
    const [sent] = exchangesOf(result)
    const received = await serve.nextExchange()
    expect(sent).toMatchObject({ mode, verdict: 'accepted', message: { json: { xml: { Content: '你好' } } } })
    expect(received).toMatchObject({ mode, encryption: { key: 0, failure: null }, message: sent!.message })
    expect(received.response.plain).toContain('<Content><![CDATA[收到]]></Content>')
    expect(sent!.response.body).toBe(received.response.body)
  })

  it.each([
    ['XML with a layout of its own', '<xml>\r\n\t<FromUserName>oMe</FromUserName>\n</xml>\n\n', 'text/xml'],
    ['JSON', '{ "FromUserName":"oMe", "MsgId":6060349595123187712 }\n', 'application/json'],
    ['neither', '{<FromUserName>oMe', 'text/xml'],
  ])('sends a file to the byte: %s', async (_, body, type) => {
    const file = join(createTemporaryFolder(), 'push')
    writeFileSync(file, body)
    const { url, seen } = await startBackend((_request, response) => void response.end('success'))
    expect(await send(url, '--file', file)).toMatchObject({ code: 0, stdout: 'success\n' })
    expect(seen[0]).toMatchObject({ body, request: { headers: { 'content-type': type } } })
    const sender = new URL(seen[0]!.request.url!, url).searchParams.get('openid')
    expect(sender).toBe(type === 'text/xml' && body.startsWith('{') ? 'oMpscopeSampleUser0000000001' : 'oMe')
  })

  it('takes no file that is no text, and nothing beside one', async () => {
    const file = join(createTemporaryFolder(), 'push')
    writeFileSync(file, Buffer.from([0x3c, 0xff]))
    expect(isUsageError(await send('http://127.0.0.1:1/', '--file', file))).toBe(true)
    writeFileSync(file, '<xml/>')
    expect(isUsageError(await send('http://127.0.0.1:1/', '--file', file, '--type', 'text'))).toBe(true)
  })

  it('is refused with another token, and exits with 1', async () => {
    const serve = await serveInProcess(['--ephemeral', '--port', '0', '--token', 'another'])
    const result = await runCli(['send', '--url', serve.ready.responder, '--token', TOKEN, '--json'])
    expect(result.code).toBe(1)
    expect(exchangesOf(result)).toMatchObject([{ response: { status: 401 }, verdict: 'retried' }])
  })

  it('looks like WeChat, signed, and keeps the query of the URL', async () => {
    const { url, seen } = await startBackend((_request, response) => response.end('success'))
    expect(await send(url)).toMatchObject({ code: 0, stdout: 'success\n' })
    const { request, body } = seen[0]!
    const query = new URL(request.url!, url).searchParams
    const [timestamp, nonce] = [query.get('timestamp')!, query.get('nonce')!]
    expect(request.method).toBe('POST')
    expect(query.get('shop')).toBe('1')
    expect(query.get('signature')).toBe(sign({ token: TOKEN, timestamp, nonce }))
    expect(query.get('openid')).toBeTruthy()
    expect(request.headers).toMatchObject({ 'content-type': 'text/xml', 'user-agent': 'Mozilla/4.0' })
    expect(body).toMatch(/<MsgId>\d{17,}<\/MsgId>/)
  })

  it('sends an event with its key', async () => {
    const { url, seen } = await startBackend((_request, response) => response.end())
    const { code } = await send(
      url,
      '--event',
      'CLICK',
      '--set',
      'EventKey=V1001',
      '--set',
      'FromUserName=oX',
    )
    expect(code).toBe(0)
    expect(seen[0]!.body).toContain('<Event><![CDATA[CLICK]]></Event>')
    expect(seen[0]!.body).toContain('<EventKey><![CDATA[V1001]]></EventKey>')
    expect(seen[0]!.body).toContain('<FromUserName><![CDATA[oX]]></FromUserName>')
    expect(seen[0]!.request.url).toContain('openid=oX')
  })

  it.each([
    [502, ['status.not-200']],
    [201, ['status.not-200']],
    [500, ['status.not-200', 'body.ignored']],
  ])('exits with 1 for %d, sent again with the same MsgId', async (status, codes) => {
    const { url, seen } = await startBackend((_request, response) =>
      response.writeHead(status).end('success'),
    )
    const result = await send(url, '--deliveries', '3', '--json')
    expect(result.code).toBe(1)
    const exchanges = exchangesOf(result)
    expect(exchanges.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    expect(new Set(exchanges.map(({ messageKey }) => messageKey)).size).toBe(1)
    expect(exchanges[0]).toMatchObject({ response: { status }, verdict: 'retried' })
    expect(exchanges[0]!.findings.map(({ code }) => code)).toEqual(codes)
    expect(new Set(seen.map(({ body }) => body)).size).toBe(1)
  })

  it('stops at the first answer that WeChat would take', async () => {
    const { url, seen } = await startBackend((_request, response) =>
      response.writeHead(seen.length === 1 ? 500 : 200).end('success'),
    )
    const result = await send(url, '--deliveries', '4', '--json')
    expect(result.code).toBe(0)
    expect(exchangesOf(result).map(({ verdict }) => verdict)).toEqual(['retried', 'ignored'])
  })

  it.each([
    ['en', 'en_US.UTF-8', 'The backend cannot be reached'],
    ['zh', 'zh_CN.UTF-8', '连接不上后端'],
  ])('says why a backend hung up or is not there (%s)', async (_name, locale, said) => {
    const { url } = await startBackend((request) => request.socket.destroy())
    const env = { LC_ALL: locale }
    const hungUp = await runInProcess(['send', '--url', url, '--token', TOKEN], { env })
    expect(hungUp).toMatchObject({ code: 1, stdout: '' })
    expect(hungUp.stderr).toMatch(/^[^\n]*ECONNRESET[^\n]*\n {2}/)

    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    const refused = await runInProcess(['send', '--url', `http://127.0.0.1:${port}/`, '--token', TOKEN], {
      env,
    })
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toMatch(/^[^\n]*ECONNREFUSED[^\n]*\n {2}/)
    expect(refused.stderr).toContain(said)
  })

  it('exits with 1 for what would show the user the fault prompt, and sends it again', async () => {
    const { url, seen } = await startBackend((_request, response) => response.end('"success"'))
    const result = await send(url, '--deliveries', '2', '--json')
    expect(result.code).toBe(1)
    expect(exchangesOf(result)).toMatchObject([
      { verdict: 'fault', findings: [{ code: 'reply.not-xml' }] },
      { verdict: 'fault', attempt: 2 },
    ])
    expect(seen).toHaveLength(2)
  })

  it('takes an answer cut short for none', async () => {
    const { url } = await startBackend((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('<xml>', () => response.destroy())
    })
    const result = await send(url, '--json')
    expect(result.code).toBe(1)
    expect(exchangesOf(result)).toMatchObject([
      {
        verdict: 'retried',
        findings: [{ code: 'reply.length-mismatch' }],
        response: { status: 200, body: '<xml>', raw: { brokenLength: 0 } },
      },
    ])
  })
})

describe('send --verify', () => {
  const echostrOf = ({ url = '' }: IncomingMessage) => new URL(url, 'http://x').searchParams.get('echostr')!

  it('verifies the address as WeChat does, prints what came back, and exits with 0', async () => {
    const { url, seen } = await startBackend((request, response) => response.end(echostrOf(request)))
    const result = await send(url, '--verify')
    expect(result.code).toBe(0)
    expect(result.stdout).toBe(`${echostrOf(seen[0]!.request)}\n`)
    expect(result.stderr).toMatch(/^[^\n]*GET[^\n]*verify[^\n]*200[^\n]*\n$/)
    expect(seen[0]!.request.method).toBe('GET')
  })

  it.each([['a verification', '--verify'], ['a message']])(
    'sends %s without the fragment of an address, which belongs to browsers',
    async (_name, ...args) => {
      const { url, seen } = await startBackend((_request, response) => response.end())
      await send(`${url}#top`, ...args)
      expect(seen[0]!.request.url).toMatch(/^\/wx\?shop=1&[^#]+$/)
    },
  )

  it('reaches a running serve; with another token it exits with 1', async () => {
    const serve = await serveInProcess(['--ephemeral', '--port', '0', '--token', TOKEN])
    expect(await send(serve.ready.responder, '--verify')).toMatchObject({ code: 0 })
    expect(await serve.nextExchange()).toMatchObject({
      verdict: 'accepted',
      findings: [{ code: 'verify.first-success' }],
    })
    const refused = await runInProcess([
      'send',
      '--url',
      serve.ready.responder,
      '--token',
      'other',
      '--verify',
      '--json',
    ])
    expect(refused.code).toBe(1)
    expect(exchangesOf(refused)).toMatchObject([
      { verdict: 'rejected', findings: [{ code: 'status.refused' }] },
    ])
  })

  it.each([
    ['en', 'en_US.UTF-8', 'There are quotes around echostr'],
    ['zh', 'zh_CN.UTF-8', 'echostr 外面多了一对引号'],
  ])(
    'names in one line what was made of echostr, says what to do, and exits with 1 (%s)',
    async (_name, LC_ALL, said) => {
      const { url } = await startBackend((request, response) => response.end(`"${echostrOf(request)}"`))
      const result = await runInProcess(['send', '--url', url, '--token', TOKEN, '--verify'], {
        env: { LC_ALL },
      })
      expect(result.code).toBe(1)
      expect(result.stderr.split('\n')[0]).toContain(said)
      expect(result.stderr).toMatch(/^[^\n]+\n( {2}[^\n]+\n)+$/)
    },
  )
})

describe('wrong usage of send', () => {
  const url = 'http://127.0.0.1:1/'
  it.each([
    [['--token', 't'], '--url'],
    [['--url', url], '--token'],
    [['--url', 'ftp://x/', '--token', 't'], 'ftp://x/'],
    [['--url', 'no address', '--token', 't'], 'no address'],
    [['--url', url, '--token', 't', '--set', 'Contnt=x'], 'Contnt'],
    [['--url', url, '--token', 't', '--set', 'Content'], '--set'],
    [['--url', url, '--token', 't', '--set', '__proto__=x'], '__proto__'],
    [['--url', url, '--token', 't', '--type', 'nope'], 'nope'],
    [['--url', url, '--token', 't', '--event', 'nope'], 'nope'],
    [['--url', url, '--token', 't', '--type', 'text', '--event', 'CLICK'], '--event'],
    [['--url', url, '--token', 't', '--deliveries', 'many'], '--deliveries'],
    [['--url', url, '--token', 't', '--mode', 'safe'], '--aes-key'],
    [['--url', url, '--token', 't', '--mode', 'secret'], '--mode'],
    [['--url', url, '--verify'], '--token'],
    [['--url', 'ftp://x/', '--token', 't', '--verify'], 'ftp://x/'],
    [['--url', url, '--token', 't', '--verify', '--event', 'CLICK'], '--event'],
    [['--url', url, '--token', 't', '--verify', '--deliveries', '2'], '--deliveries'],
  ])('%j exits with 2 and one line that names %s', async (args, named) => {
    for (const LC_ALL of ['en_US.UTF-8', 'zh_CN.UTF-8']) {
      const result = await runInProcess(['send', ...args], { env: { LC_ALL } })
      expect(result).toSatisfy(isUsageError)
      expect(result.stderr).toContain(named)
    }
  })
})
