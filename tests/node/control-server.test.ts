import { get as httpGet } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { get, PAGE, createUpgrade, SCRIPT, startControl, TOKEN, upgrade } from './running-control.ts'
import { openSocket } from './raw-socket.ts'
import type { RunningControl } from './running-control.ts'

let control: RunningControl
let port: number

beforeAll(async () => {
  control = await startControl()
  port = control.port
})

afterAll(() => control.close())

describe('pages', () => {
  it('are served to our own address, under a strict policy', async () => {
    const { status, headers, body } = await get(port, '/')
    expect([status, body]).toEqual([200, PAGE])
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'none'; script-src 'self';/) as string,
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(PAGE.length),
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect(headers['content-security-policy']).toContain("connect-src 'self'")
  })

  it('are found by path, whatever the query', async () => {
    expect(await get(port, '/index.html?x=1')).toMatchObject({ status: 200, body: PAGE })
    expect(await get(port, '/assets/index-B_x1.js')).toMatchObject({
      status: 200,
      body: SCRIPT,
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    })
  })

  it('may be kept by the browser if they are named after their content, and the page itself may not', async () => {
    const caching = async (path: string) => (await get(port, path)).headers['cache-control']
    expect(await caching('/assets/index-B_x1.js')).toBe('private, max-age=31536000, immutable')
    expect([await caching('/'), await caching('/index.html'), await caching('/?x=1')]).toEqual(
      Array<string>(3).fill('no-store'),
    )
  })

  it('may be asked for by HEAD', async () => {
    const { status, headers, body } = await get(port, '/assets/index-B_x1.js', {}, 'HEAD')
    expect([status, headers['content-length'], body]).toEqual([200, String(SCRIPT.length), ''])
  })

  it.each([
    ['gzip, deflate, br', true],
    ['br;q=1, gzip;q=0.5', true],
    ['gzip;q=0.0, identity', false],
    ['identity', false],
    ['xgzip', false],
    [undefined, false],
  ])('are compressed for those who take it: Accept-Encoding %j', async (accepted, compressed) => {
    const options = { headers: accepted === undefined ? {} : { 'accept-encoding': accepted } }
    const response = await new Promise<IncomingMessage>((resolve) =>
      httpGet(`http://127.0.0.1:${port}/assets/index-B_x1.js`, options, resolve),
    )
    const bytes = Buffer.concat(await response.toArray())
    expect(response.headers['content-encoding']).toBe(compressed ? 'gzip' : undefined)
    expect(Number(response.headers['content-length'])).toBe(bytes.length)
    expect(String(compressed ? gunzipSync(bytes) : bytes)).toBe(SCRIPT)
  })

  it('bear the language and the theme that were chosen, from their first byte on', async () => {
    const dark = await startControl({ look: () => ({ language: 'en', theme: 'dark' }) })
    const { body } = await get(dark.port, '/')
    expect(body).toBe(PAGE.replace('<html', '<html data-lang="en" data-theme="dark"'))
    await dark.close()
  })

  it('say how the workbench is started, where that is not the repository', async () => {
    const installed = await startControl({ program: 'npx mpscope' })
    const { body } = await get(installed.port, '/')
    expect(body).toBe(PAGE.replace('<html', '<html data-program="npx mpscope"'))
    await installed.close()
  })

  it.each(['bytes=5-2', 'bytes=2-1', 'bytes=0-99999999999999999999', 'bytes=-1', 'bytes=', 'lines=1-2'])(
    'are served whole whatever range is asked for: %s',
    async (range) => {
      expect(await get(port, '/', { range })).toMatchObject({ status: 200, body: PAGE })
    },
  )

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', '127.0.0.1.evil.example', '[::1]'])(
    'are refused to the host %j (DNS rebinding)',
    async (host) => {
      expect((await get(port, '/', { host })).status).toBe(403)
    },
  )

  it.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://127.0.0.1:1', ''])(
    'are refused to the origin %j',
    async (origin) => {
      expect((await get(port, '/', { origin })).status).toBe(403)
    },
  )

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND'])(
    'are only read: %s',
    async (method) => {
      const { status, headers } = await get(port, '/', {}, method)
      expect([status, headers['allow']]).toEqual([405, 'GET, HEAD'])
      expect(headers['x-content-type-options']).toBe('nosniff')
    },
  )

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/%252e%252e/secret.json',
    '/..%5csecret.json',
    '/..\\secret.json',
    '//secret.json',
    '/assets/../../secret.json',
    '/%00',
    '/index.html%00.js',
    '/%zz',
    '/%ff.html',
    '/assets',
    '/assets/',
    '/assets/.env.json',
    '/assets/index-B_x1.js.map',
    '/INDEX.HTML',
    '/constructor',
    '/__proto__',
  ])('end at their folder: %s', async (path) => {
    expect((await get(port, path)).status).toBe(404)
  })

  it('are the ones of the start: a file that comes later is none, one that goes is still there', async () => {
    const other = await startControl()
    writeFileSync(join(other.rendererDir, 'later.html'), 'later')
    rmSync(other.rendererDir, { recursive: true })
    expect((await get(other.port, '/later.html')).status).toBe(404)
    expect(await get(other.port, '/assets/index-B_x1.js')).toMatchObject({ status: 200, body: SCRIPT })
    await other.close()
  })

  it('say what to run where they are not built', async () => {
    const bare = await startControl({ rendererDir: join(control.rendererDir, 'nowhere') })
    const { status, body } = await get(bare.port, '/')
    expect([status, body]).toEqual([503, expect.stringMatching(/npm run build.*\n.*npm run build/)])
    await bare.close()
  })
})

describe('localhost', () => {
  it('leads to the one origin that there is, and serves nothing itself', async () => {
    const host = `localhost:${port}`
    for (const path of ['/', '/assets/index-B_x1.js', '//evil.example/', '/\\evil.example']) {
      const { status, headers, body } = await get(port, path, { host })
      expect([status, headers['location'], body]).toEqual([307, `http://127.0.0.1:${port}/`, ''])
    }
  })

  it('is no origin of ours, even with the token: another program may hold [::1]', async () => {
    const origin = `http://localhost:${port}`
    expect((await get(port, '/', { origin })).status).toBe(403)
    expect(await upgrade(port, ['mpscope', `token.${TOKEN}`], { origin })).toBe(403)
    expect(await upgrade(port, ['mpscope', `token.${TOKEN}`], { host: `localhost:${port}`, origin })).toBe(
      403,
    )
  })
})

describe('a page elsewhere', () => {
  const from = (site: string, mode: string, dest: string) => ({
    'sec-fetch-site': site,
    'sec-fetch-mode': mode,
    'sec-fetch-dest': dest,
  })

  it.each([
    ['image', 'cross-site', 'no-cors', 'image'],
    ['script', 'cross-site', 'no-cors', 'script'],
    ['module', 'same-site', 'cors', 'script'],
    ['style', 'same-site', 'no-cors', 'style'],
    ['fetch', 'cross-site', 'cors', 'empty'],
    ['frame', 'cross-site', 'navigate', 'iframe'],
    ['object', 'cross-site', 'navigate', 'object'],
    ['what is not known', 'elsewhere', 'no-cors', 'image'],
    ['two answers', 'same-origin, cross-site', 'no-cors', 'image'],
  ])('gets nothing: %s', async (_name, site, mode, dest) => {
    const { status, body } = await get(port, '/', from(site, mode, dest))
    expect([status, body]).toEqual([403, 'Forbidden\n'])
  })

  it.each([
    ['a link is followed', 'cross-site', 'navigate', 'document'],
    ['the address was typed', 'none', 'navigate', 'document'],
    ['our own page asks', 'same-origin', 'no-cors', 'script'],
  ])('is no obstacle where %s', async (_name, site, mode, dest) => {
    expect((await get(port, '/', from(site, mode, dest))).status).toBe(200)
  })
})

describe('the channel', () => {
  const right = ['mpscope', `token.${TOKEN}`]

  it('opens with the token, to our own page and to a program', async () => {
    expect(await upgrade(port, right, { origin: `http://127.0.0.1:${port}` })).toBe(101)
    expect(await upgrade(port, right)).toBe(101)
    expect(await upgrade(port, right, { host: `localhost:${port}` })).toBe(101)
  })

  it.each([
    ['another token', ['mpscope', 'token.wrong']],
    ['no token', ['mpscope']],
    ['an empty token', ['mpscope', 'token.']],
    ['half a token', ['mpscope', `token.${TOKEN.slice(0, 8)}`]],
    ['the token as a ticket', ['mpscope', `ticket.${TOKEN}`]],
    ['the token as a key', ['mpscope', `key.${TOKEN}`]],
    ['an empty ticket and an empty key', ['mpscope', 'ticket.', 'key.']],
  ])('is refused to %s', async (_name, protocols) => {
    expect(await upgrade(port, protocols)).toBe(403)
  })

  it('is refused to another page, even with the token', async () => {
    expect(await upgrade(port, right, { origin: 'http://evil.example' })).toBe(403)
    expect(await upgrade(port, right, { origin: 'null' })).toBe(403)
  })

  it('is refused under another name, even with the token (DNS rebinding)', async () => {
    expect(await upgrade(port, right, { host: `evil.example:${port}` })).toBe(403)
  })

  it('takes no token from the query', async () => {
    expect(await upgrade(port, ['mpscope'], {}, `/rpc?token=${TOKEN}`)).toBe(403)
  })

  it.each(['null', '1', '[]', '{}', 'this is no message', '{"t":"s"}'])(
    'closes with a code on %s, and goes on serving others',
    async (frame) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, right)
      socket.on('open', () => socket.send(frame))
      expect((await once(socket, 'close'))[0]).toBe(1008)
      expect(await upgrade(port, right)).toBe(101)
    },
  )

  it('closes with a code on bytes that are no text', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, right)
    socket.on('open', () => socket.send(Buffer.from('null')))
    expect((await once(socket, 'close'))[0]).toBe(1003)
  })

  it('that meets a defect of ours ends alone, and the defect is reported', async () => {
    const defect = new Error('a defect of ours')
    const failing = await startControl({
      served: {
        dispatch: () => Promise.reject(defect),
        subscribe() {
          throw defect
        },
      },
    })
    const socket = new WebSocket(`ws://127.0.0.1:${failing.port}/rpc`, right)
    socket.on('error', () => {})
    await once(socket, 'close')
    expect(failing.reported).toEqual([defect])
    expect((await get(failing.port, '/')).status).toBe(200)
    await failing.close()
  })

  it('ends with the server, also where the other side never answers', async () => {
    const other = await startControl()
    const socket = await openSocket(other.port, createUpgrade(other.port, '/rpc'))
    await once(socket, 'data')
    await other.close()
    socket.destroy()
  })

  it.each([
    ['a tunnel', () => 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['an upgrade', (at: number) => createUpgrade(at, '/nowhere')],
  ])('ends with the server, also where %s is refused behind replies that nobody takes', async (_, ask) => {
    const other = await startControl()
    const page = `GET /assets/index-B_x1.js HTTP/1.1\r\nHost: 127.0.0.1:${other.port}\r\n\r\n`
    const socket = await openSocket(other.port, page.repeat(50) + ask(other.port))
    await once(socket, 'readable')
    await other.close()
  })

  it('gives the token only in the fragment of its address', () => {
    expect(control.url).toBe(`http://127.0.0.1:${port}/#token=${TOKEN}`)
  })

  it('is left to its owner where the port is taken', async () => {
    const second = await startControl({ port })
    expect(second.port).not.toBe(port)
    expect((await get(port, '/')).status).toBe(200)
    await second.close()
  })
})

it('reports nothing of all that', () => {
  expect(control.reported).toEqual([])
})
