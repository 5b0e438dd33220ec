import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createHttpClient } from '../../src-main/node/http-client.ts'
import { listen, startBackend } from './backend-server.ts'
import { exchangeBytes, statusesIn } from './raw-socket.ts'
import { startWorkbench } from './running-workbench.ts'

const MESSAGE =
  '<xml><ToUserName>gh_1</ToUserName><FromUserName>oA</FromUserName><CreateTime>1395658920</CreateTime>' +
  '<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>'

async function startRelay(url: string, relayBudgetMs = 20_000) {
  const workbench = await startWorkbench({ relayBudgetMs })
  const { id } = await workbench.account()
  const backends = [{ id: 'main', name: 'main', url, copies: false }]
  const policy = { kind: 'relay', backend: 'main', guard: false } as const
  await workbench.call('account.update', { id, change: { backends, policy } })
  const { pathname, search } = new URL(await workbench.signedUrl())
  return {
    ...workbench,
    /** Returns everything that came back on a connection of its own. */
    post: (more = '') =>
      exchangeBytes(
        workbench.responder().port,
        `POST ${pathname}${search}${more} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n` +
          `Content-Length: ${Buffer.byteLength(MESSAGE)}\r\n\r\n${MESSAGE}`,
      ),
  }
}

/**
 * Starts a backend that answers each request with these bytes; if they are a function, it goes on until it is hung up
 * on.
 */
function startRaw(answer: string | (() => string)): Promise<string> {
  return listen(
    createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => {
        if (typeof answer === 'string') {
          socket.end(answer, 'latin1')
          return
        }
        const goOn = (): void => {
          while (!socket.destroyed && socket.write(answer(), 'latin1'));
          if (!socket.destroyed) socket.once('drain', goOn)
        }
        goOn()
      })
    }),
  )
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nsuccess'

describe('an interim response of a backend', () => {
  it.each([
    ['100 that nobody asked for', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['100 with headers', 'HTTP/1.1 100 Continue\r\nX: y\r\n\r\n'],
    ['102', 'HTTP/1.1 102 Processing\r\n\r\n'],
    ['103 with links', 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n'],
    ['several', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 199 X\r\n\r\n'],
  ])('%s is passed over', async (_, interim) => {
    const relay = await startRelay(await startRaw(interim + OK))
    const text = await relay.post()
    expect(statusesIn(text)).toEqual([200])
    expect(text).toMatch(/\r\n\r\nsuccess$/)
    expect((await relay.latest()).backends).toMatchObject([{ status: 200, body: 'success', error: null }])
    // The sender's client gets it as well.
    const url = `${await startRaw(interim + OK)}/`
    const request = { method: 'POST', url, headers: [], body: new Uint8Array(0), deadlineMs: 20_000 }
    expect(await createHttpClient().send(request)).toMatchObject({ status: 200 })
  })
})

describe('a malicious backend gets one answer through at most, and ends nothing', () => {
  it.each<[string, string | (() => string), number[]]>([
    ['nothing', '', [502]],
    ['no HTTP', '\x16\x03\x01\x00\x00', [502]],
    ['a status of two digits', 'HTTP/1.1 99 X\r\nContent-Length: 0\r\n\r\n', [502]],
    ['a status below 100', 'HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n', [502]],
    ['a status of four digits', 'HTTP/1.1 1000 X\r\nContent-Length: 0\r\n\r\n', [502]],
    ['a status of 999', 'HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n', [999]],
    ['another protocol', 'HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n', [502]],
    ['a bare CR in a header', 'HTTP/1.1 200 OK\r\nX: a\rSet-Cookie: b\r\nContent-Length: 0\r\n\r\n', [502]],
    ['a NUL in a header', 'HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 0\r\n\r\n', [502]],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', [502]],
    ['a length and chunks', `${OK.replace('\r\n\r\n', '\r\nTransfer-Encoding: chunked\r\n\r\n')}`, [502]],
    ['a second response', OK + OK.replace('200', '404'), [200]],
    ['less than it says', OK.replace('7', '9'), [502]],
    ['headers without end', () => 'HTTP/1.1 200 OK\r\n'.concat('X: y\r\n'.repeat(1000)), [502]],
    ['interim responses without end', () => 'HTTP/1.1 103 Early Hints\r\n\r\n', []],
    ['a body without end', () => `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(10_000)}`, [502]],
    [
      'a header that is text of another kind',
      'HTTP/1.1 200 OK\r\nX: \xe9\r\nContent-Length: 0\r\n\r\n',
      [200],
    ],
  ])('%s', async (_, answer, statuses) => {
    const relay = await startRelay(await startRaw(answer), 500)
    expect(statusesIn(await relay.post())).toEqual(statuses)
    expect((await relay.latest()).backends).toHaveLength(1)
    expect(relay.reported).toEqual([])
    expect((await fetch(await relay.signedUrl({ echostr: '42' }))).status).toBe(200)
    // The sender's client comes to an end as well, with a response or with a code.
    const url = `${await startRaw(answer)}/`
    const request = { method: 'POST', url, headers: [], body: new Uint8Array(0), deadlineMs: 500 }
    const outcome = await createHttpClient()
      .send(request)
      .catch((error: NodeJS.ErrnoException) => error.code)
    expect(outcome).toBeTruthy()
  })
})

describe('what a backend gets', () => {
  it.each(['&a=1#b&c=2', '&#', '&#?&#', '&a=%23#%00'])('has the whole of the query %s', async (more) => {
    const backend = await startBackend((response) => void response.end('success'))
    const relay = await startRelay(`${backend.origin}/cb?own=1`)
    expect(statusesIn(await relay.post(more))).toEqual([200])
    const { target } = (await relay.latest()).request
    expect(target.endsWith(more)).toBe(true)
    expect(backend.seen.map((one) => one.target)).toEqual([
      `/cb?own=1&${target.split('?').slice(1).join('?')}`,
    ])
  })
})

describe('the client', () => {
  it('takes up one connection again, and sends nothing once it is closed', async () => {
    let connections = 0
    const origin = await listen(
      createServer((socket) => {
        connections++
        socket.on('data', () => socket.write(OK))
      }),
    )
    const client = createHttpClient()
    const request = {
      method: 'GET',
      url: `${origin}/`,
      headers: [],
      body: new Uint8Array(0),
      deadlineMs: 5000,
    }
    for (let i = 0; i < 5; i++) expect((await client.send(request)).status).toBe(200)
    expect(connections).toBe(1)
    await client.close()
    await expect(client.send(request)).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})
