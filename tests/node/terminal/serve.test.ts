import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { listen, startBackend } from '../backend-server.ts'
import { upgrade } from '../running-control.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { connectTo } from './control-client.ts'
import { runInProcess, startCommand } from './in-process.ts'
import {
  createTextMessage,
  keyOfText,
  isUsageError,
  post,
  serveInProcess,
  signedUrl,
  startCli,
  startServe,
  TOKEN,
} from './running-cli.ts'

const HERE = ['--ephemeral', '--port', '0']
const MSG_ID = '7123456789012345678'
const MESSAGE = createTextMessage(MSG_ID)

/** The option with which Node runs this code before ours. */
const importing = (code: string) => `--import=data:text/javascript,${encodeURIComponent(code)}`

/** The keys of the specification; more may be added, none may go. */
const EXCHANGE_KEYS = {
  '': 'id receivedAt account attempt messageKey mode request signature message response verdict findings',
  request: 'method path query headers body',
  signature: 'ok received expected',
  message: 'type event xml json',
  response: 'status headers body by durationMs',
}

describe('serve --json', () => {
  it('says first that it is ready, and then prints each exchange', async () => {
    const serve = await startServe([...HERE, '--token', TOKEN, '--reply', 'text:收到'])
    expect(serve.ready).toMatchObject({
      type: 'ready',
      responder: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/wx$/) as string,
      control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#token=.{20,}$/) as string,
      movedFrom: null,
      history: { kept: 'memory', reason: 'ephemeral' },
    })

    const answer = await post(serve.ready.responder, MESSAGE)
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('<Content><![CDATA[收到]]></Content>')

    const exchange = await serve.nextExchange()
    for (const [part, keys] of Object.entries(EXCHANGE_KEYS)) {
      const object = part === '' ? exchange : exchange[part as 'request']
      expect(Object.keys(object)).toEqual(expect.arrayContaining(keys.split(' ')))
    }
    expect(exchange).toMatchObject({
      attempt: 1,
      mode: 'plaintext',
      request: {
        method: 'POST',
        path: '/wx',
        query: { nonce: expect.stringMatching(/^\d{10}$/) },
        body: MESSAGE,
      },
      signature: { ok: true },
      message: { type: 'text', event: null, xml: MESSAGE, json: { xml: { MsgId: MSG_ID } } },
      response: { status: 200, body: answer.body, by: 'fixed' },
      verdict: 'accepted',
    })
    expect(Math.abs(exchange.receivedAt - Date.now())).toBeLessThan(60_000)
  })

  it('prints what was refused, with the finding in full', async () => {
    const serve = await serveInProcess([...HERE, '--token', 'another'])
    expect((await post(serve.ready.responder, MESSAGE)).status).toBe(401)
    const { verdict, signature, findings } = await serve.nextExchange()
    expect({ verdict, signature }).toMatchObject({ verdict: 'rejected', signature: { ok: false } })
    expect(Object.keys(findings[0]!)).toEqual(
      expect.arrayContaining(['code', 'severity', 'title', 'detail', 'fix', 'at']),
    )
  })

  it('answers the verification', async () => {
    const serve = await serveInProcess([...HERE, '--token', TOKEN])
    const response = await fetch(`${signedUrl(serve.ready.responder)}&echostr=4375120948345356249`)
    expect(await response.text()).toBe('4375120948345356249')
    expect((await serve.nextExchange()).message).toBeNull()
  })

  it('counts the deliveries of one message', async () => {
    const serve = await serveInProcess([...HERE, '--token', TOKEN])
    for (const attempt of [1, 2]) {
      await post(serve.ready.responder, MESSAGE)
      expect(await serve.nextExchange()).toMatchObject({ attempt, messageKey: keyOfText(MSG_ID) })
    }
  })

  it('answers while nobody reads its output, and still ends', async () => {
    const serve = await startServe([...HERE, '--token', TOKEN])
    serve.child.stdout.pause()
    for (let i = 0; i < 8; i++) {
      const { status } = await post(serve.ready.responder, createTextMessage(`${i}`, 'x'.repeat(200_000)))
      expect(status).toBe(200)
    }
    expect(await serve.end('SIGTERM')).toBe(0)
  })

  it('ends when its output is closed, after the reply', async () => {
    const serve = await startServe(HERE, { MPSCOPE_TOKEN: TOKEN })
    const exited = once(serve.child, 'exit')
    serve.child.stdout.destroy()
    expect((await post(serve.ready.responder, MESSAGE)).body).toBe('success')
    expect(await exited).toEqual([0, null])
    expect(serve.complaints()).toBe('')
  })

  it('goes on where nobody reads its complaints', async () => {
    const serve = await startServe([...HERE, '--token', TOKEN])
    serve.child.stderr.destroy()
    expect((await post(serve.ready.responder, MESSAGE)).body).toBe('success')
    expect(await serve.end('SIGTERM')).toBe(0)
  })
})

describe('serve --reply relay:URL', () => {
  it('relays with the guard, keeps the backends that there are, and adds none for a known address', async () => {
    const backend = await startBackend((response) => void response.end())
    const folder = createTemporaryFolder()
    const args = (url: string) => [
      '--data',
      folder,
      '--port',
      '0',
      '--token',
      TOKEN,
      '--reply',
      `relay:${url}`,
    ]
    for (const path of ['/a', '/b', '/b']) {
      const serve = await serveInProcess(args(backend.origin + path))
      await post(serve.ready.responder, createTextMessage(path))
      const { response, backends } = await serve.nextExchange()
      expect(response).toMatchObject({ status: 200, by: 'relay', body: '' })
      expect(backends).toMatchObject([{ url: backend.origin + path, chosen: true }])
      const { accounts } = await connectTo(serve.ready.control).call('workbench.snapshot', {})
      expect(accounts[0]).toMatchObject({
        backends: [{ url: backend.origin + path }],
        policy: { kind: 'relay', guard: true },
      })
      await serve.end()
    }
    expect(backend.seen.map(({ target }) => target.split('?')[0])).toEqual(['/a', '/b', '/b'])
  })

  it('answers success where the backend is not there', async () => {
    const serve = await serveInProcess([...HERE, '--token', TOKEN, '--reply', 'relay:http://127.0.0.1:9/'])
    expect(await post(serve.ready.responder, MESSAGE)).toEqual({ status: 200, body: 'success' })
    expect((await serve.nextExchange()).findings.map(({ code }) => code)).toContain('relay.guarded')
  })

  it('refuses the address of the responder itself', async () => {
    const owner = createServer()
    const { port } = new URL(await listen(owner))
    await new Promise((resolve) => owner.close(resolve))
    const result = await runInProcess([
      'serve',
      '--ephemeral',
      '--port',
      port,
      '--reply',
      `relay:http://localhost:${port}/wx`,
    ])
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain('would loop')
  })
})

describe('the end of serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('%s: 0, and the port is free', async (signal) => {
    const serve = await startServe([...HERE, '--token', TOKEN])
    const client = connectTo(serve.ready.control)
    await client.call('exchange.list', { limit: 1 })
    expect(await serve.end(signal)).toBe(0)
    const socket = connect(Number(new URL(serve.ready.responder).port), '127.0.0.1')
    expect(await once(socket, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }])
  })

  it('is one end where the signal comes twice, as under npm', async () => {
    // By itself it may be gone before the second comes; and two that come before it looks are one.
    const endNoSooner = `
      const stay = setInterval(() => {}, 1000)
      process.once('SIGINT', () => {
        process.once('SIGINT', () => clearInterval(stay))
        process.stderr.write('once\\n')
      })`
    const serve = await startServe(HERE, { NODE_OPTIONS: importing(endNoSooner) })
    const complaint = createInterface({ input: serve.child.stderr })[Symbol.asyncIterator]()
    serve.child.kill('SIGINT')
    expect((await complaint.next()).value).toBe('once')
    expect(await serve.end('SIGINT')).toBe(0)
  })
})

describe.skipIf(process.platform === 'win32')('a defect that nobody caught', () => {
  /** Throws and rejects on demand, as no handler of ours does any more. */
  const breakOnSignal = `
    process.on('SIGUSR2', () => { throw new Error('first\\nand worst') })
    process.on('SIGWINCH', () => void Promise.reject(new Error('second')))`

  it('is said in one line, and the process goes on', async () => {
    const serve = await startServe([...HERE, '--token', TOKEN], { NODE_OPTIONS: importing(breakOnSignal) })
    const complaint = createInterface({ input: serve.child.stderr })[Symbol.asyncIterator]()
    serve.child.kill('SIGUSR2')
    expect((await complaint.next()).value).toMatch(
      /^mpscope: an internal error, still running: first .*and worst$/,
    )
    serve.child.kill('SIGWINCH')
    expect((await complaint.next()).value).toBe('mpscope: second')
    expect((await post(serve.ready.responder, MESSAGE)).status).toBe(200)
    expect(await serve.end('SIGTERM')).toBe(0)
  })
})

describe('a port that is taken', () => {
  it('is left to its owner, and said', async () => {
    const owner = createServer()
    await new Promise<void>((resolve) => owner.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void owner.close())
    const { port } = owner.address() as AddressInfo
    const serve = await serveInProcess(['--ephemeral', '--port', String(port), '--token', TOKEN])
    expect(serve.ready.movedFrom).toBe(port)
    expect(new URL(serve.ready.responder).port).not.toBe(String(port))
    expect((await post(serve.ready.responder, MESSAGE)).status).toBe(200)
  })
})

describe('the ports of the settings', () => {
  /** Returns two ports that nobody listens on. */
  async function findFreePorts(): Promise<{ responderPort: number; controlPort: number }> {
    const servers = [createServer(), createServer()]
    const ports = []
    for (const server of servers) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      ports.push((server.address() as AddressInfo).port)
    }
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    return { responderPort: ports[0]!, controlPort: ports[1]! }
  }

  async function startWith(preferences: object, args: string[]) {
    const data = createTemporaryFolder()
    writeFileSync(join(data, 'settings.json'), JSON.stringify({ version: 1, accounts: [], preferences }))
    const command = startCommand(['serve', '--json', '--data', data, ...args])
    onTestFinished(async () => void (await command.end()))
    const { value } = await createInterface({ input: command.stdout })[Symbol.asyncIterator]().next()
    const ready = JSON.parse(value as string) as Record<'responder' | 'control', string>
    return [ready.responder, ready.control].map((url) => Number(new URL(url).port))
  }

  it('are used where none are given', async () => {
    const wanted = await findFreePorts()
    expect(await startWith(wanted, [])).toEqual([wanted.responderPort, wanted.controlPort])
  })

  it('give way to those of the command line', async () => {
    const [wanted, given] = [await findFreePorts(), await findFreePorts()]
    const args = ['--port', String(given.responderPort), '--control-port', String(given.controlPort)]
    expect(await startWith(wanted, args)).toEqual([given.responderPort, given.controlPort])
  })
})

describe('serve for people', () => {
  it.each([
    ['en', 'en_US.UTF-8', /Responder +(\S+)/, 'in memory only (--ephemeral)', 'acknowledged'],
    ['zh', 'zh_CN.UTF-8', /本地地址 +(\S+)/, '只在内存里（--ephemeral）', '已回 success'],
  ])('prints addresses and a line an exchange (%s)', async (_name, locale, address, history, verdict) => {
    const child = startCli(['serve', ...HERE, '--control-port', '0', '--token', TOKEN], { LC_ALL: locale })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    let start = ''
    while (!start.includes('Ctrl+C')) start += `${(await lines.next()).value as string}\n`
    expect(start).not.toContain(TOKEN)
    expect(start).toContain(history)
    await post(address.exec(start)![1]!, MESSAGE)
    const line = (await lines.next()).value as string
    expect(line).toContain('"你好"')
    expect(line).toContain(verdict)
  })

  it.each([
    ['en', 'en_US.UTF-8', /^Workbench  (http:.*)/],
    ['zh', 'zh_CN.UTF-8', /^调试台    (http:.*)/],
  ])('prints a link that is good once, and another at each Enter (%s)', async (_name, locale, line) => {
    const child = startCli(['serve', ...HERE, '--control-port', '0'], { LC_ALL: locale })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const nextLink = async () => {
      for (;;) {
        const { value, done } = await lines.next()
        if (done) throw new Error('serve ended')
        const [, link] = line.exec(value as string) ?? []
        if (link) return new URL(link)
      }
    }
    const links = [await nextLink()]
    for (let i = 0; i < 2; i++) {
      child.stdin.write('\n')
      links.push(await nextLink())
    }
    const port = Number(links[0]!.port)
    const tickets = links.map(({ hash }) => hash.replace('#ticket=', 'ticket.'))
    expect(new Set(tickets).size).toBe(3)
    for (const ticket of tickets) {
      expect(ticket).toMatch(/^ticket\.[A-Za-z0-9_-]{32}$/)
      expect([await upgrade(port, ['mpscope', ticket]), await upgrade(port, ['mpscope', ticket])]).toEqual([
        101, 403,
      ])
    }
    // An open input keeps nothing alive.
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
  })

  it('goes on where its input ends', async () => {
    const child = startCli(['serve', ...HERE, '--control-port', '0', '--token', TOKEN])
    child.stdin.end()
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    let start = ''
    while (!start.includes('Ctrl+C')) start += `${(await lines.next()).value as string}\n`
    expect((await post(/Responder +(\S+)/.exec(start)![1]!, MESSAGE)).status).toBe(200)
  })

  it('lets no stranger draw on the terminal', async () => {
    const command = startCommand(['serve', ...HERE, '--control-port', '0', '--token', TOKEN])
    onTestFinished(async () => void (await command.end()))
    const lines = createInterface({ input: command.stdout })[Symbol.asyncIterator]()
    let start = ''
    while (!start.includes('Ctrl+C')) start += `${(await lines.next()).value as string}\n`
    const forged = 'text\u001b[2J\u009b1m\u202e\nforged line'
    const [, address] = /Responder +(\S+)/.exec(start)!
    await post(address!, createTextMessage('1', 'a\u007fb').replace('[text]', `[${forged}]`))
    const line = (await lines.next()).value as string
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
    expect(line).toContain('forged line')
  })
})

describe('wrong usage of serve', () => {
  it.each([
    ['--data', ['--ephemeral', '--data', 'x']],
    ['--data', ['--data', '']],
    ['--port', ['--port', 'abc']],
    ['--port', ['--port', '70000']],
    ['--port', ['--port=-1']],
    ['--control-port', ['--control-port', 'abc']],
    ['--token', ['--token', '']],
    ['--token', ['--token', 'x'.repeat(300)]],
    ['--app-id', ['--app-id', 'x'.repeat(100)]],
    ['--bogus', ['--bogus']],
    ['--reply', ['--reply', 'nonsense']],
    ['--reply', ['--reply', 'text:']],
    ['--reply', ['--reply', 'hold:1']],
    ['--reply', ['--reply', `text:${'x'.repeat(20_001)}`]],
    ['--reply', ['--reply', 'relay:']],
    ['--reply', ['--reply', 'relay:127.0.0.1:8080/wx']],
    ['--reply', ['--reply', 'relay:ftp://127.0.0.1/']],
    ['--reply', ['--reply', 'relay:http://user:password@127.0.0.1/']],
    ['--mode', ['--mode', 'encrypted']],
    ['--aes-key', ['--mode', 'safe', '--aes-key', 'short']],
    ['--json', ['--json=yes']],
    ['--keep', ['--keep', '7']],
    ['--keep', ['--keep', '0d']],
    ['--keep', ['--keep', '7 d']],
    ['--keep-rows', ['--keep-rows', '0']],
    ['--no-guard', ['--no-guard']],
    ['--no-guard', ['--no-guard', '--reply', 'success']],
    ['--no-control', ['--no-control', '--control-port', '0']],
    ['--no-words', ['--no-words', '--json']],
  ])('case %#: %s is named in one line, with 2', async (named, args) => {
    const free = args.includes('--data') ? [] : HERE
    const result = await runInProcess(['serve', ...free, ...args])
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain(named)
  })

  it('is told in Chinese as well', async () => {
    const child = startCli(['serve', '--port', 'abc'], { LC_ALL: 'zh_CN.UTF-8' })
    expect(await text(child.stderr)).toBe(
      'mpscope: --port 应为 0 到 65535 的整数，而不是 abc，用法见 mpscope --help\n',
    )
  })
})
