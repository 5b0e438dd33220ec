import { request as openRequest } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { openControl } from '../load/control-client.ts'
import { post } from '../load/honest.ts'
import { converse, openSocket, portOf } from '../load/raw-socket.ts'
import type { Served } from '../load/served.ts'
import { createSignedRequest, createText, toBytes } from '../load/signed-request.ts'

interface Rush {
  served: Served
  token: string
  /** Aborted when the flood is to stop. */
  over: AbortSignal
}

export interface Flood {
  name: string
  title: string
  /** The number of files that `serve` may have open. */
  openFiles?: number
  /** Resolves within some 15 s to what it sent, in words. */
  rush(rush: Rush): Promise<string>
}

const SECONDS = 10

/** The floods of anybody who knows the address, and two whose messages are genuine. All on loopback, all bounded. */
export const FLOODS: readonly Flood[] = [
  {
    name: 'pages',
    title: 'the page’s files asked for and left, 512 open files allowed',
    openFiles: 512,
    async rush({ served, over }) {
      const script = await findScript(served.control)
      if (script === null) return 'the page is not built'
      const port = portOf(served.control)
      const head = `GET ${script} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`
      const writes = [Buffer.from(head)]
      const sent = await repeat(over, 20, 1500, () => converse(port, { writes, ending: 'leave' }, 2000))
      return `${sent} requests`
    },
  },
  {
    name: 'half-open',
    title: '2,060 connections that never finish a request and never close',
    async rush({ served, over }) {
      const port = portOf(served.responder)
      const sockets = Array.from({ length: 2060 }, () => {
        const socket = openSocket(port, { allowHalfOpen: true })
        socket.write('POST /wx HTTP/1.1\r\nHost: a\r\n')
        return socket
      })
      // Longer than the time limit of a request.
      await setTimeout(13_000, undefined, { signal: over }).catch(() => {})
      for (const socket of sockets) socket.destroy()
      return '2,060 sockets, 13 s'
    },
  },
  {
    name: 'tiny-chunks',
    title: 'bodies in chunks of one byte, 20 connections',
    async rush({ served }) {
      const head = Buffer.from('POST /nope HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n')
      const writes = [head, Buffer.from('1\r\nx\r\n'.repeat(200_000))]
      const port = portOf(served.responder)
      const all = Array.from({ length: 20 }, () => converse(port, { writes, ending: 'wait' }, SECONDS * 1000))
      await Promise.all(all)
      return '20 × 200,000 chunks'
    },
  },
  {
    name: 'refused-posts',
    title: 'refused POSTs of 60 KB, NUL',
    async rush({ served, over }) {
      const request = createSignedRequest({
        url: served.responder,
        token: 'wrong',
        xml: '\u0000'.repeat(60_000),
      })
      return `${await repeat(over, 4, 1500, () => send(request))} requests`
    },
  },
  {
    name: 'same-msgid',
    title: 'the MsgId of a genuine message, 7 KB, wrong signature',
    async rush({ served, over }) {
      const xml = createText('424242', 'x'.repeat(7000))
      await send(createSignedRequest({ url: served.responder, xml }))
      const request = createSignedRequest({ url: served.responder, token: 'wrong', xml })
      return `${await repeat(over, 4, 4800, () => send(request))} requests`
    },
  },
  {
    name: 'slow-headers',
    title: '500 connections, a header byte a second',
    rush: ({ served, over }) => drip(served, 500, 'POST /wx HTTP/1.1\r\nX-Slow: ', over),
  },
  {
    name: 'slow-bodies',
    title: '500 connections, a body byte a second',
    rush: ({ served, over }) =>
      drip(served, 500, 'POST /wx HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n', over),
  },
  {
    name: 'pipelining',
    title: '50 requests in a row and a reset, on 8 connections at a time',
    async rush({ served, over }) {
      const request = createSignedRequest({
        url: served.responder,
        token: 'wrong',
        xml: createText('1', 'a'),
      })
      const headers = request.headers.filter(([name]) => name !== 'Connection')
      const writes = [Buffer.concat(Array<Buffer>(50).fill(toBytes({ ...request, headers })))]
      const port = portOf(served.responder)
      const sent = await repeat(over, 8, 400, () => converse(port, { writes, ending: 'reset' }, 5000))
      return `${sent} × 50 requests`
    },
  },
  {
    name: 'far-ahead',
    title: '1,700 of the smallest requests in a row, on 300 connections',
    rush: ({ served, over }) =>
      sendFarAhead(portOf(served.responder), 'a', { connections: 300, ahead: 1700 }, over),
  },
  {
    name: 'pages-ahead',
    title: 'the page 700 times in a row, on 200 connections',
    rush({ served, over }) {
      const port = portOf(served.control)
      return sendFarAhead(port, `127.0.0.1:${port}`, { connections: 200, ahead: 700 }, over)
    },
  },
  {
    name: 'big-bodies',
    title: 'genuine messages of 60,000 attributes, six at a time',
    async rush({ served, over }) {
      const attributes = Array.from({ length: 60_000 }, (_, index) => ` a${index}="1"`).join('')
      const xml = createText('1', 'a').replace('<xml>', `<xml><a${attributes}/>`)
      const request = createSignedRequest({ url: served.responder, xml })
      return `${await repeat(over, 6, 1000, () => send(request))} requests`
    },
  },
  {
    name: 'regex-rules',
    title: 'genuine texts against 200 rules that backtrack without end, five at a time',
    async rush({ served, over }) {
      await addHardRules(served.control)
      const text = `${'a'.repeat(600)}!`
      let number = 0
      const sent = await repeat(over, 5, 200, () =>
        send(createSignedRequest({ url: served.responder, xml: createText(`99${number++}`, text) })),
      )
      return `${sent} requests`
    },
  },
]

/**
 * Sends requests of a few bytes, which cost far more to read than to send. It sends them once, and reads the replies.
 */
async function sendFarAhead(
  port: number,
  host: string,
  { connections, ahead }: { connections: number; ahead: number },
  over: AbortSignal,
): Promise<string> {
  const bytes = `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(ahead)
  const sockets = Array.from({ length: connections }, () => {
    const socket = openSocket(port).resume()
    socket.write(bytes)
    return socket
  })
  await setTimeout(SECONDS * 1000, undefined, { signal: over }).catch(() => {})
  for (const socket of sockets) socket.destroy()
  return `${connections} × ${ahead} requests, ${SECONDS} s`
}

/** Runs it up to `most` times, `atOnce` at a time, for `SECONDS`; resolves to the number of runs. */
async function repeat(
  over: AbortSignal,
  atOnce: number,
  most: number,
  run: () => Promise<unknown>,
): Promise<number> {
  const until = performance.now() + SECONDS * 1000
  let count = 0
  async function work(): Promise<void> {
    while (count < most && performance.now() < until && !over.aborted) {
      count++
      await run()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return count
}

/** The honest client judges whether and what answers come. */
async function send(request: Parameters<typeof post>[0]): Promise<void> {
  await post(request, 15_000).catch(() => {})
}

async function drip(
  { responder }: Served,
  connections: number,
  head: string,
  over: AbortSignal,
): Promise<string> {
  const port = portOf(responder)
  const sockets = Array.from({ length: connections }, () => {
    const socket = openSocket(port, { allowHalfOpen: true })
    socket.write(head)
    return socket
  })
  for (let second = 0; second < 13 && !over.aborted; second++) {
    for (const socket of sockets) if (socket.writable) socket.write('x')
    await setTimeout(1000)
  }
  for (const socket of sockets) socket.destroy()
  return `${connections} sockets, 13 s`
}

/** Returns the address of the page's largest script; null if the page is not built. */
function findScript(control: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const request = openRequest(control.replace(/#.*/, ''), (response) => {
      let page = ''
      response.on('data', (chunk: Buffer) => (page += chunk.toString()))
      response.on('end', () => resolve(/src="\.?(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? null))
    })
    request.on('error', reject)
    request.end()
  })
}

async function addHardRules(control: string): Promise<void> {
  const client = openControl(control)
  const { accounts } = await client.call('workbench.snapshot', {})
  const rules = Array.from({ length: 200 }, (_, index) => ({
    id: `r${index}`,
    name: `rule ${index}`,
    enabled: true,
    match: { text: { how: 'regex' as const, value: `(a+)+${index}$` } },
    reply: { type: 'success' as const },
    delayMs: 0,
    fault: 'none' as const,
  }))
  await client.call('account.update', { id: accounts[0]!.id, change: { rules } })
  client.close()
}
