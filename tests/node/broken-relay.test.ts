import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { TEXT } from '../core/diagnosis/reply/replies.ts'
import { listen } from './backend-server.ts'
import { chunked, OK, SIZE, SUCCESS, withLength } from './broken-bytes.ts'
import { startWorkbench } from './running-workbench.ts'

const MESSAGE =
  '<xml><ToUserName>gh_account</ToUserName><FromUserName>oFan0001</FromUserName><CreateTime>1395658920</CreateTime>' +
  '<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>'

/** Relays one message to a backend that answers with these bytes, and returns what came back and what was kept. */
async function relay(bytes: string, guard: boolean) {
  const origin = await listen(
    createServer((socket) => void socket.on('error', () => {}).once('data', () => socket.end(bytes))),
  )
  const workbench = await startWorkbench()
  const { id } = await workbench.account()
  const backends = [{ id: 'main', name: 'main', url: `${origin}/wx`, copies: false }]
  const policy = { kind: 'relay', backend: 'main', guard } as const
  await workbench.call('account.update', { id, change: { backends, policy } })
  const answer = await fetch(await workbench.signedUrl(), { method: 'POST', body: MESSAGE })
  const exchange = await workbench.latest()
  expect(workbench.reported).toEqual([])
  return { status: answer.status, body: await answer.text(), exchange, backend: exchange.backends![0]! }
}

/** Answers of which WeChat might make something, and that are not whole all the same. */
const BROKEN = [
  ['characters counted', withLength(TEXT.length)],
  ['more than stated, and whole before', withLength(SIZE, `${TEXT}<!-- -->`)],
  ['less than stated', withLength(SIZE + 9)],
  [
    'a length and chunks',
    chunked(`${SIZE.toString(16)}\r\n${TEXT}\r\n0\r\n\r\n`).replace('\r\n', '\r\nContent-Length: 5\r\n'),
  ],
  ['two lengths', `${OK}Content-Length: ${SIZE}\r\nContent-Length: 3\r\n\r\n${TEXT}`],
  ['no head', TEXT],
] as const

describe.each(BROKEN)('a broken answer, %s,', (_, bytes) => {
  it('is replaced by success with the guard, and kept as it came', async () => {
    const { status, body, exchange, backend } = await relay(bytes, true)
    expect([status, body, exchange.guarded]).toEqual([200, 'success', true])
    expect(backend.guarded).toBe(true)
    expect(backend.raw).toMatchObject({ text: bytes, bytes: Buffer.byteLength(bytes) })
    expect(exchange.response.raw).toBeUndefined()
  })

  it('never goes back as if it were whole without it, either', async () => {
    const { status, body, exchange, backend } = await relay(bytes, false)
    expect([status, body]).toEqual([502, 'Bad Gateway'])
    expect(exchange.findings[0]!.code).toBe(backend.findings[0]!.code)
    // Their places are in the backend's answer, and what went out is another.
    expect(exchange.findings.map(({ at }) => at?.in ?? '')).not.toContainEqual(
      expect.stringMatching(/^reply/),
    )
  })
})

it('the first of two responses is whole, and goes back alone', async () => {
  const { status, body, backend } = await relay(SUCCESS + SUCCESS.replace('200', '404'), true)
  expect([status, body, backend.guarded, backend.verdict]).toEqual([200, 'success', false, 'ignored'])
  expect(backend.findings).toMatchObject([{ code: 'reply.broken-framing', severity: 'warning' }])
  expect(backend.raw!.brokenAt).toBe(SUCCESS.length)
})

it('a whole answer has no raw bytes beside it', async () => {
  const { body, backend } = await relay(withLength(SIZE), true)
  expect(body).toBe(TEXT)
  expect(backend).not.toHaveProperty('raw')
})

it('of a long answer the beginning is kept', async () => {
  const { backend } = await relay(withLength(300_000, 'x'.repeat(200_000)), true)
  expect(backend.raw!.text.length).toBe(64 * 1024)
  expect(backend.raw!.bytes).toBeGreaterThan(200_000)
})
