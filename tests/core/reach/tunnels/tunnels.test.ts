import { describe, expect, it } from 'vitest'
import type { Account } from '../../../../src-core/contract/account.ts'
import type { TunnelStatus } from '../../../../src-core/contract/tunnel.ts'
import type { TunnelProgram } from '../../../../src-core/contract/tunnel-programs.ts'
import type { LeftOverTunnel } from '../../../../src-core/contract/tunnel.ts'
import type { TunnelHost, TunnelListener } from '../../../../src-core/ports/tunnels.ts'
import { createClock } from '../moved-clock.ts'
import { createTunnels } from '../../../../src-core/reach/tunnels/tunnels.ts'

interface Started {
  program: TunnelProgram
  args: readonly string[]
  listener: TunnelListener
  stopped: number
}

const AT_HOME: Pick<Account, 'id' | 'path' | 'tunnel'>[] = [
  { id: 'a', path: '/wx', tunnel: { program: 'ssh', values: { ssh: { host: 'server.example.com' } } } },
  {
    id: 'b',
    path: '/wx/2',
    tunnel: {
      program: 'ssh',
      values: {
        ssh: { host: 'server.example.com', remotePort: '8080', address: 'http://127.0.0.1:8080/' },
        cloudflared: { hostname: 'wx.example.com' },
      },
    },
  },
]

function createWorld({ installed = true, stops = true, leftOver = [] as LeftOverTunnel[] } = {}) {
  const clock = createClock()
  const started: Started[] = []
  const told: TunnelStatus[] = []
  const forgotten: number[] = []
  const host: TunnelHost = {
    find: () => Promise.resolve([]),
    start(program, args, listener) {
      if (!installed) return null
      const one: Started = { program, args, listener, stopped: 0 }
      started.push(one)
      return {
        stop() {
          one.stopped++
          return Promise.resolve(stops)
        },
      }
    },
    findLeftOver: () => Promise.resolve(leftOver),
    endLeftOver: () => Promise.resolve(stops),
    forgetLeftOver: (pid) => void forgotten.push(pid),
  }
  const accounts = AT_HOME as Account[]
  const responder = () => ({ origin: 'http://127.0.0.1:7788', port: 7788, movedFrom: null })
  const tunnels = createTunnels(
    { tunnels: host, clock, responder },
    () => accounts,
    (fact) => {
      if (fact.type === 'tunnel.changed') told.push(fact.tunnel)
    },
  )
  return { tunnels, clock, started, told, forgotten, latest: () => started.at(-1)!.listener }
}

const LISTENING = ' INFO bore_cli::client: listening at bore.pub:45871'
const QUICK = 'INF |  https://a-b.trycloudflare.com  |'
const GONE = { code: 1, signal: null, error: null }

describe('a tunnel', () => {
  it('is off, starts, is up with the account’s address, and stops', async () => {
    const { tunnels, told, started, latest, clock } = createWorld()
    expect(tunnels.status()).toMatchObject({ state: 'off', program: null, publicUrl: null, startedAt: null })
    expect(await tunnels.start('b', 'bore')).toMatchObject({
      state: 'starting',
      program: 'bore',
      account: 'b',
    })
    expect(started).toMatchObject([{ program: 'bore', args: expect.arrayContaining(['7788']) }])
    clock.pass(2000)
    latest().line(LISTENING)
    expect(tunnels.status()).toMatchObject({
      state: 'up',
      origins: ['http://bore.pub:45871'],
      publicUrl: 'http://bore.pub:45871/wx/2',
      startedAt: 1_000_000,
      upSince: 1_002_000,
      failure: null,
      lines: 1,
    })
    clock.pass(3000)
    expect(await tunnels.stop()).toMatchObject({
      state: 'off',
      failure: null,
      upSince: null,
      endedAt: 1_005_000,
    })
    // Its end is told after it was stopped.
    latest().ended({ code: null, signal: 'SIGTERM', error: null })
    expect(told.map(({ state }) => state)).toEqual(['starting', 'up', 'stopping', 'off'])
    expect(clock.waiting()).toBeLessThanOrEqual(1)
  })

  it('says which fields are empty, and starts nothing', async () => {
    const { tunnels, started } = createWorld()
    const { state, failure } = await tunnels.start('a', 'ssh')
    expect([state, failure!.code]).toEqual(['failed', 'incomplete'])
    expect(failure!.text).toEqual({
      zh: '启动 ssh -R 之前还要填：服务器上的端口、隧道的公网地址。',
      en: 'To start ssh -R, fill in: Port on the server, Address of the tunnel.',
    })
    expect((await tunnels.start('b', 'cloudflared')).failure).toMatchObject({ code: 'incomplete' })
    expect(started).toEqual([])
    expect((await tunnels.stop()).state).toBe('off')
  })

  it('is at the address that a person gave, be it at home, if the program names none', async () => {
    const { tunnels, latest } = createWorld()
    await tunnels.start('b', 'ssh')
    latest().line('debug1: remote forward success for: listen 8080, connect 127.0.0.1:7788')
    expect(tunnels.status()).toMatchObject({ state: 'up', publicUrl: 'http://127.0.0.1:8080/wx/2' })
  })

  it('of an account that is not there is refused', async () => {
    const { tunnels } = createWorld()
    expect(() => tunnels.start('c', 'bore')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })

  it('of a program that is not installed says so', async () => {
    const { tunnels } = createWorld({ installed: false })
    const { failure } = await tunnels.start('a', 'ngrok')
    expect(failure).toMatchObject({ code: 'not-installed', text: { zh: '本机没有找到 ngrok。' }, line: null })
  })

  it('takes the place of the one before, whose late words change nothing', async () => {
    const { tunnels, started, told } = createWorld()
    await tunnels.start('a', 'bore')
    await Promise.all([tunnels.start('a', 'cloudflared'), tunnels.start('a', 'ngrok')])
    expect(started.map(({ program, stopped }) => [program, stopped])).toEqual([
      ['bore', 1],
      ['cloudflared', 1],
      ['ngrok', 0],
    ])
    const before = told.length
    started[0]!.listener.line(LISTENING)
    started[1]!.listener.line(QUICK)
    started[1]!.listener.ended(GONE)
    expect(tunnels.status()).toMatchObject({ state: 'starting', program: 'ngrok', origins: [] })
    expect(told).toHaveLength(before)
  })

  it('has https before http of one name, and a new name before the old one', async () => {
    const { tunnels, latest } = createWorld()
    await tunnels.start('a', 'cpolar')
    const established = (url: string) => latest().line(`msg="Tunnel established at ${url}"`)
    established('http://one.cpolar.top')
    established('https://one.cpolar.top')
    established('http://one.cpolar.top')
    expect(tunnels.status().origins).toEqual(['https://one.cpolar.top', 'http://one.cpolar.top'])
    established('https://two.cpolar.top')
    established('http://two.cpolar.top')
    expect(tunnels.status()).toMatchObject({ state: 'up', publicUrl: 'https://two.cpolar.top/wx' })
  })

  it('that ends before it has an address says how, with the line that tells most', async () => {
    const { tunnels, latest } = createWorld()
    await tunnels.start('a', 'bore')
    latest().line('Error: could not connect to bore.pub:7835')
    latest().line('Caused by: nobody knows')
    latest().ended({ code: 2, signal: null, error: null })
    const { state, failure } = tunnels.status()
    expect([state, failure!.code, failure!.line]).toEqual([
      'failed',
      'exited',
      'Error: could not connect to bore.pub:7835',
    ])
    expect(failure!.text.zh).toContain('退出码 2')
  })

  it('that the system does not start says so', async () => {
    const { tunnels, latest } = createWorld()
    await tunnels.start('a', 'bore')
    latest().ended({ code: null, signal: null, error: 'EACCES' })
    expect(tunnels.status().failure).toMatchObject({
      code: 'cannot-start',
      text: { en: expect.stringMatching(/EACCES/) },
    })
  })

  it('that dies while it is up is said at once, with its last line', async () => {
    const { tunnels, told, latest } = createWorld()
    await tunnels.start('a', 'bore')
    latest().line(LISTENING)
    latest().line('the end is near')
    latest().ended({ code: null, signal: 'SIGSEGV', error: null })
    expect(told.at(-1)).toMatchObject({
      state: 'failed',
      upSince: null,
      endedAt: 1_000_000,
      origins: ['http://bore.pub:45871'],
      failure: {
        code: 'died',
        line: 'the end is near',
        text: { zh: expect.stringMatching(/信号 SIGSEGV/), en: expect.stringMatching(/SIGSEGV/) },
      },
    })
  })

  it('that wants a login says so and what to do, and is up once somebody has logged in', async () => {
    const { tunnels, latest } = createWorld()
    await tunnels.start('a', 'tailscale')
    latest().line('Funnel is not enabled on your tailnet.')
    expect(tunnels.status()).toMatchObject({
      state: 'failed',
      failure: { code: 'needs-login', remedy: { zh: expect.stringMatching(/login\.tailscale\.com/) } },
    })
    latest().line('Available on the internet:')
    latest().line('https://my-box.tail1234.ts.net/')
    expect(tunnels.status()).toMatchObject({ state: 'up', failure: null })
  })

  it('that said why before it ended keeps to that', async () => {
    const { tunnels, latest } = createWorld()
    await tunnels.start('a', 'ngrok')
    latest().line(
      JSON.stringify({
        lvl: 'eror',
        msg: 'x',
        err: 'no authtoken.\r\n\r\nERR_NGROK_4018\r\n\u001b[2J\u202e',
      }),
    )
    latest().ended(GONE)
    expect(tunnels.status().failure).toMatchObject({
      code: 'needs-login',
      line: 'x no authtoken. ERR_NGROK_4018',
    })
  })

  it('that names no address in time says so, and is up if one comes later', async () => {
    const { tunnels, clock, latest } = createWorld()
    await tunnels.start('a', 'cloudflared')
    latest().line('ERR failed to reach the edge, see https://developers.cloudflare.com/x')
    clock.pass(29_000)
    expect(tunnels.status().state).toBe('starting')
    clock.pass(1000)
    expect(tunnels.status().failure).toMatchObject({
      code: 'no-address',
      line: expect.stringMatching(/^ERR failed/),
    })
    latest().line(QUICK)
    expect(tunnels.status()).toMatchObject({ state: 'up', origins: ['https://a-b.trycloudflare.com'] })
  })

  it('that names its trouble late is said to have that one', async () => {
    const { tunnels, clock, latest } = createWorld()
    await tunnels.start('a', 'cpolar')
    clock.pass(30_000)
    latest().line('[EROR] [client] Server failed to allocate tunnel: it is taken')
    expect(tunnels.status().failure).toMatchObject({ code: 'refused' })
  })

  it('that prints no text is called unreadable, while it runs and when it ends', async () => {
    const { tunnels, clock, latest } = createWorld()
    for (const end of [() => clock.pass(30_000), () => latest().ended(GONE)]) {
      await tunnels.start('a', 'cloudflared')
      for (const line of ['\u0000\u0001\ufffd\ufffd', '\u001b[2J\u001b[31m', '\ufffdPK\ufffd\ufffd'])
        latest().line(line)
      end()
      expect(tunnels.status().failure).toMatchObject({ code: 'unreadable', line: null })
    }
  })

  it('that does not stop says so, lets no other start, and is off once it is gone', async () => {
    const { tunnels, started, latest } = createWorld({ stops: false })
    await tunnels.start('a', 'bore')
    latest().line(LISTENING)
    expect((await tunnels.stop()).failure).toMatchObject({ code: 'will-not-stop' })
    expect((await tunnels.start('a', 'ngrok')).failure).toMatchObject({ code: 'will-not-stop' })
    expect(started).toHaveLength(1)
    latest().ended(GONE)
    expect(tunnels.status()).toMatchObject({ state: 'off', failure: null })
  })

  it('says that the computer was asleep, and nothing if it was only slow', async () => {
    const { tunnels, clock, told, latest } = createWorld()
    await tunnels.start('a', 'bore')
    latest().line(LISTENING)
    clock.pass(100_000)
    expect(tunnels.status().wokeAt).toBeNull()
    clock.sleep(25_000)
    clock.pass(10_000)
    clock.pass(60_000)
    expect(tunnels.status().wokeAt).toBeNull()
    clock.sleep(3_600_000)
    clock.pass(10_000)
    const { wokeAt } = tunnels.status()
    expect(wokeAt).toBeGreaterThan(1_000_000 + 3_600_000)
    expect(told.at(-1)).toMatchObject({ state: 'up', wokeAt })
  })

  it('ends with the workbench, after which none starts', async () => {
    const { tunnels, started, clock, latest } = createWorld()
    await tunnels.start('a', 'bore')
    latest().line(LISTENING)
    await tunnels.end()
    expect(started[0]!.stopped).toBe(1)
    expect(clock.waiting()).toBe(0)
    await expect(tunnels.start('a', 'bore')).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(started).toHaveLength(1)
  })
})

describe('its output', () => {
  it('comes without colours, movements and marks that reorder text', async () => {
    const { tunnels, latest } = createWorld()
    await tunnels.start('a', 'bore')
    latest().line('\u001b[1;34m[I]\u001b[0m ok\u001b]0;title\u0007\u001b[2K \u202eback\u0000\u009b!\tend')
    expect(tunnels.output()).toEqual({ lines: ['[I] ok back!  end'], dropped: 0 })
  })

  it('is bounded in lines and in their length, and its number is told now and then', async () => {
    const { tunnels, told, clock, latest } = createWorld()
    await tunnels.start('a', 'bore')
    const before = told.length
    for (let i = 0; i < 10_000; i++) latest().line(`${i} ${'x'.repeat(i % 2 === 0 ? 20_000 : 3000)}`)
    const { lines, dropped } = tunnels.output()
    expect([lines.length, dropped]).toEqual([300, 9700])
    expect(lines[0]).toMatch(/^9700 x+…$/)
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(2001)
    expect(told).toHaveLength(before)
    clock.pass(500)
    expect(told).toHaveLength(before + 1)
    expect(told.at(-1)!.lines).toBe(10_000)
  })

  it('takes no time for a line made of escapes alone', async () => {
    const { tunnels, latest } = createWorld()
    await tunnels.start('a', 'bore')
    for (const piece of ['\u001b[', '\u001b]', '\u001b[1', '\u001b', '\u001b[;;;;'])
      latest().line(piece.repeat(100_000))
    expect(tunnels.output().lines).toHaveLength(5)
  })

  it('of the last start stays until the next one', async () => {
    const { tunnels, latest } = createWorld()
    expect(tunnels.output()).toEqual({ lines: [], dropped: 0 })
    await tunnels.start('a', 'bore')
    latest().line('one')
    await tunnels.stop()
    expect(tunnels.output().lines).toEqual(['one'])
    await tunnels.start('a', 'bore')
    expect(tunnels.output().lines).toEqual([])
  })
})

describe('a program that was left over', () => {
  const leftOver = [
    { program: 'bore', pid: 41, since: 1, stays: false },
    { program: 'ssh', pid: 42, since: 2, stays: false },
  ] as const

  it('is told, one after the other, until it is ended or kept', async () => {
    const { tunnels, told, forgotten } = createWorld({ leftOver: [...leftOver] })
    await tunnels.resume()
    expect(told.at(-1)).toMatchObject({ state: 'off', leftOver: { pid: 41 } })
    expect(tunnels.keepLeftOver(41).leftOver).toMatchObject({ pid: 42 })
    expect(forgotten).toEqual([41])
    expect((await tunnels.endLeftOver(42)).leftOver).toBeNull()
    expect(() => tunnels.keepLeftOver(42)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
    await expect(tunnels.endLeftOver(42)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is not told if there is none', async () => {
    const { tunnels, told } = createWorld()
    await tunnels.resume()
    expect(told).toEqual([])
  })

  it('that does not end is still told', async () => {
    const { tunnels } = createWorld({ leftOver: [...leftOver], stops: false })
    await tunnels.resume()
    expect((await tunnels.endLeftOver(41)).leftOver).toMatchObject({ pid: 41, stays: true })
  })
})
