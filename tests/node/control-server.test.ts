import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { serveControl } from '../../src-main/node/control-server.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'

const TOKEN = 'the-token-of-this-run'

async function startControl() {
  const rendererDir = join(createTemporaryFolder(), 'renderer')
  mkdirSync(rendererDir)
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>mpscope</title>')
  const served = await startWorkbench()
  const control = await serveControl({ port: 0, served, token: TOKEN, rendererDir })
  onTestFinished(() => control.close())
  return control
}

/** With headers that `fetch` would not let a caller set. */
function get(port: number, path: string, headers: Record<string, string>, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, headers: response.headers })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

/** The status with which an upgrade was refused, or 101. */
function upgrade(
  port: number,
  protocols: string[],
  headers: Record<string, string>,
  path = '/rpc',
): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, { headers })
    socket.on('open', () => {
      socket.close()
      resolve(101)
    })
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => {})
  })
}

describe('pages', () => {
  it('are served to our own address, under a strict policy', async () => {
    const { port } = await startControl()
    const { status, headers } = await get(port, '/', { host: `127.0.0.1:${port}` })
    expect(status).toBe(200)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect((await get(port, '/', { host: `localhost:${port}` })).status).toBe(200)
  })

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1:1', '127.0.0.1.evil.example'])(
    'are refused to the host %j (DNS rebinding)',
    async (host) => {
      const { port } = await startControl()
      expect((await get(port, '/', { host })).status).toBe(403)
    },
  )

  it.each(['http://evil.example', 'null', 'https://127.0.0.1'])(
    'are refused to the origin %s',
    async (origin) => {
      const { port } = await startControl()
      expect((await get(port, '/', { host: `127.0.0.1:${port}`, origin })).status).toBe(403)
    },
  )

  it('are only read', async () => {
    const { port } = await startControl()
    expect((await get(port, '/', { host: `127.0.0.1:${port}` }, 'POST')).status).toBe(405)
  })

  it.each(['/../../package.json', '/%2e%2e/%2e%2e/package.json', '/..%5c..%5cpackage.json', '/%00'])(
    'end at their folder: %s',
    async (path) => {
      const { port } = await startControl()
      expect((await get(port, path, { host: `127.0.0.1:${port}` })).status).toBe(404)
    },
  )
})

describe('the channel', () => {
  const right = ['mpscope', `token.${TOKEN}`]

  it('opens with the token, to our own page and to a program', async () => {
    const { port } = await startControl()
    expect(await upgrade(port, right, { origin: `http://127.0.0.1:${port}` })).toBe(101)
    expect(await upgrade(port, right, {})).toBe(101)
  })

  it.each([
    ['another token', ['mpscope', 'token.wrong']],
    ['no token', ['mpscope']],
    ['an empty token', ['mpscope', 'token.']],
    ['half a token', ['mpscope', `token.${TOKEN.slice(0, 8)}`]],
  ])('is refused to %s', async (_name, protocols) => {
    const { port } = await startControl()
    expect(await upgrade(port, protocols, {})).toBe(403)
  })

  it('is refused to another page, even with the token', async () => {
    const { port } = await startControl()
    expect(await upgrade(port, right, { origin: 'http://evil.example' })).toBe(403)
    expect(await upgrade(port, right, { origin: 'null' })).toBe(403)
  })

  it('is refused under another name, even with the token (DNS rebinding)', async () => {
    const { port } = await startControl()
    expect(await upgrade(port, right, { host: `evil.example:${port}` })).toBe(403)
  })

  it('takes no token from the query', async () => {
    const { port } = await startControl()
    expect(await upgrade(port, ['mpscope'], {}, `/rpc?token=${TOKEN}`)).toBe(403)
  })

  it('closes on a peer that speaks something else, and goes on serving others', async () => {
    const { port } = await startControl()
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, right)
    socket.on('open', () => socket.send('this is no message'))
    await new Promise((resolve) => socket.once('close', resolve))
    expect(await upgrade(port, right, {})).toBe(101)
  })

  it('ends with the server, also where the other side never answers', async () => {
    const { port, close } = await startControl()
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n` +
        `Sec-WebSocket-Protocol: ${right.join(', ')}\r\n\r\n`,
    )
    await once(socket, 'data')
    await close()
    socket.destroy()
  })

  it('gives the token only in the fragment of its address', async () => {
    const { url, port } = await startControl()
    expect(url).toBe(`http://127.0.0.1:${port}/#token=${TOKEN}`)
  })
})
