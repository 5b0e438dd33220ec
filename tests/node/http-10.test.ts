import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import { listen } from './backend-server.ts'
import { runInProcess } from './terminal/in-process.ts'

const reply = (from: string, to: string) =>
  `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName>` +
  `<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content></xml>`

/** Starts a server that answers in HTTP/1.0: no length, and the end of the connection is the end of the body. */
async function start() {
  const seen: string[] = []
  const origin = await listen(
    createServer((socket) => {
      let text = ''
      socket.on('error', () => {})
      socket.on('data', (piece: Buffer) => {
        text += piece.toString()
        const [head = '', body] = text.split('\r\n\r\n')
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
        if (body === undefined || Buffer.byteLength(body) < length) return
        seen.push(text)
        const pick = (name: string) => new RegExp(`<${name}><!\\[CDATA\\[(.*?)\\]`).exec(body)?.[1] ?? ''
        const echostr = /[?&]echostr=(\d+)/.exec(head)?.[1]
        socket.end(`HTTP/1.0 200 OK\r\n\r\n${echostr ?? reply(pick('ToUserName'), pick('FromUserName'))}`)
      })
    }),
  )
  return { url: `${origin}/wx`, seen }
}

async function send(...more: string[]): Promise<{ code: number; exchange: Exchange; seen: string[] }> {
  const { url, seen } = await start()
  const { code, stdout } = await runInProcess(['send', '--url', url, '--token', 'httpten', '--json', ...more])
  return { code, seen, ...(JSON.parse(stdout) as { exchange: Exchange }) }
}

describe('send --http10', () => {
  it('speaks HTTP/1.0 and takes an answer that ends with the connection', async () => {
    const { code, exchange, seen } = await send('--http10')
    expect(seen).toHaveLength(1)
    const [head, body] = seen[0]!.split('\r\n\r\n')
    expect(head).toMatch(/^POST \/wx\?\S+ HTTP\/1\.0\r\n/)
    expect(head).toMatch(/\r\nConnection: close(\r\n|$)/)
    expect(body).toBe(exchange.request.body)
    expect({ code, verdict: exchange.verdict, findings: exchange.findings }).toEqual({
      code: 0,
      verdict: 'accepted',
      findings: [],
    })
    expect(exchange.request.httpVersion).toBe('1.0')
  })

  it('verifies in HTTP/1.0 as well', async () => {
    const { code, exchange, seen } = await send('--http10', '--verify')
    expect(seen[0]).toMatch(/^GET \/wx\?\S+ HTTP\/1\.0\r\n/)
    expect({ code, verdict: exchange.verdict }).toEqual({ code: 0, verdict: 'accepted' })
  })

  it('is asked for: otherwise it is 1.1', async () => {
    const { exchange, seen } = await send()
    expect(seen[0]).toMatch(/^POST \/wx\?\S+ HTTP\/1\.1\r\n/)
    expect(exchange.request.httpVersion).toBe('1.1')
  })
})
