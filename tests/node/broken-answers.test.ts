import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { transmit } from '../../src-core/delivery/transmit.ts'
import { judgeDelivery } from '../../src-core/diagnosis/delivery/delivery.ts'
import { judgeVerification } from '../../src-core/diagnosis/verification/verification.ts'
import { createHttpClient } from '../../src-main/node/http-client.ts'
import { createMessage, TEXT } from '../core/diagnosis/reply/replies.ts'
import { listen } from './backend-server.ts'
import {
  chunk,
  chunked,
  ECHOSTR,
  ENDLESS,
  LENGTHS,
  MISMATCH,
  NEVER,
  OK,
  SHAPES,
  SIZE,
  SUCCESS,
  withLength,
} from './broken-bytes.ts'

/** Milliseconds after which an answer that never ends is given up. */
const LATE_MS = 300

/** Starts a backend that answers every request with these bytes, and then closes the connection, or does not. */
function startRaw(bytes: string | Buffer, after: 'close' | 'stay' | 'reset'): Promise<string> {
  return listen(
    createServer((socket: Socket) => {
      socket.on('error', () => {})
      socket.once('data', () => {
        socket.write(bytes, () => {
          if (after === 'close') socket.end()
          if (after === 'reset') socket.resetAndDestroy()
        })
      })
    }),
  )
}

async function ask(bytes: string | Buffer, after: 'close' | 'stay' | 'reset' = 'close') {
  const url = `${await startRaw(bytes, after)}/wx`
  const client = createHttpClient()
  const deadlineMs = after === 'stay' ? LATE_MS : 20_000
  const outcome = await transmit(client, {
    method: 'POST',
    url,
    headers: [],
    body: Buffer.from('x'),
    deadlineMs,
  })
  await client.close()
  const { verdict, findings } = judgeDelivery(outcome, { url, message: createMessage() })
  const { broken } = outcome.response ?? {}
  return {
    ...outcome,
    verdict,
    findings,
    verified: judgeVerification(outcome, { url, echostr: ECHOSTR }),
    codes: findings.map(({ code }) => code),
    title: findings[0]?.title.en ?? '',
    /** The bytes at the place where it broke. */
    wrong:
      broken &&
      Buffer.from(broken.raw).toString('latin1', broken.fault.at, broken.fault.at + broken.fault.length),
  }
}

describe.each([...LENGTHS, ...ENDLESS, ...SHAPES])(
  '$name',
  ({ bytes, after, code, verdict = 'retried', title, status, wrong }) => {
    it('is named, and is no missing backend', async () => {
      const answer = await ask(bytes, after)
      expect({ codes: answer.codes, verdict: answer.verdict }).toMatchObject({ verdict })
      expect(answer.codes[0]).toBe(code)
      expect(answer.codes).not.toContain('probe.unreachable')
      expect(answer.title).toMatch(title)
      expect(answer.response!.status).toBe(status ?? 200)
      expect(Buffer.from(answer.response!.broken!.raw)).toEqual(Buffer.from(bytes))
      if (wrong !== undefined) expect(answer.wrong).toBe(wrong)
      // A verification is not sent again, and nobody is told so.
      expect(answer.verified.verdict).toBe('rejected')
      expect(answer.verified.findings.map((one) => one.code)).not.toContain('probe.unreachable')
      expect(JSON.stringify(answer.verified.findings)).not.toMatch(/again|重新推送/)
    })
  },
)

describe('a body is judged besides', () => {
  it.each<[name: string, bytes: string, after?: 'stay']>([
    ['where more came than stated', withLength(TEXT.length, TEXT.replace('oFan0001', 'oFan0002'))],
    ['where it never ended', chunked(chunk(TEXT.replace('oFan0001', 'oFan0002'))), 'stay'],
    ['where it has no head', TEXT.replace('oFan0001', 'oFan0002')],
  ])('%s', async (_, bytes, after) => {
    expect((await ask(bytes, after)).codes).toContain('reply.wrong-sender')
  })

  it.each([
    ['a piece that was cut', withLength(SIZE + 9, TEXT.slice(0, -9))],
    ['a piece of chunks', chunked(chunk(TEXT.slice(0, -9)))],
  ])('but not %s: every fault would be that of the cut', async (_, bytes) => {
    expect((await ask(bytes)).codes).toHaveLength(1)
  })
})

describe('a verification', () => {
  const codes = async (...given: Parameters<typeof ask>) => {
    const { verified } = await ask(...given)
    return {
      verdict: verified.verdict,
      codes: verified.findings.map(({ code }) => code),
      findings: verified.findings,
    }
  }

  it('that was written and not ended is told to end the response', async () => {
    const found = await codes(chunked(chunk(ECHOSTR)), 'stay')
    expect(found).toMatchObject({ verdict: 'rejected', codes: [NEVER] })
    expect(found.findings[0]!.title.en).toMatch(/^echostr came whole/)
    expect(found.findings[0]!.fix.en).toMatch(/end the response/i)
  })

  it('with a BOM that was not counted names both', async () => {
    const found = await codes(withLength(19, `\uFEFF${ECHOSTR}`))
    expect(found).toMatchObject({ verdict: 'rejected', codes: [MISMATCH, 'echo.changed'] })
    expect(found.findings[1]!.title.en).toContain('byte order mark')
  })

  it('that is whole within its length is accepted, with a warning', async () => {
    expect(await codes(withLength(19, `${ECHOSTR}<debug>`))).toMatchObject({
      verdict: 'accepted',
      codes: [MISMATCH],
    })
  })

  it('that was cut off is not compared: its end is missing', async () => {
    expect(await codes(withLength(19, ECHOSTR.slice(0, 9)))).toMatchObject({
      verdict: 'rejected',
      codes: [MISMATCH],
    })
  })
})

describe('no fault of framing is seen in', () => {
  it.each<[name: string, bytes: string, after?: 'stay']>([
    ['a length in bytes', withLength(SIZE), 'stay'],
    ['chunks', chunked(`${chunk(TEXT.slice(0, 50))}${chunk(TEXT.slice(50))}0\r\n\r\n`), 'stay'],
    [
      'chunks with extensions and trailers',
      chunked(`${chunk(TEXT).replace('\r', ';a=b\r')}0\r\nX: y\r\n\r\n`),
      'stay',
    ],
    ['HTTP/1.0 without a length, then closed', `HTTP/1.0 200 OK\r\n\r\n${TEXT}`],
    ['HTTP/1.1 without a length, then closed', `${OK}Connection: close\r\n\r\n${TEXT}`],
    ['interim responses before it', `HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${withLength(SIZE)}`, 'stay'],
    ['an empty line after it', `${withLength(SIZE)}\r\n`],
    ['an empty line before it', `\r\n${withLength(SIZE)}`, 'stay'],
    ['no phrase after the status', withLength(SIZE).replace(' OK', ''), 'stay'],
  ])('%s', async (_, bytes, after) => {
    const { verdict, codes, response, error } = await ask(bytes, after)
    expect({ verdict, codes, error }).toEqual({ verdict: 'accepted', codes: [], error: null })
    expect(Buffer.from(response!.body).toString()).toBe(TEXT)
    expect(response!.broken).toBeUndefined()
  })

  it('an answer that comes byte by byte', async () => {
    const bytes = Buffer.from(withLength(SIZE))
    const url = await listen(
      createServer((socket) => {
        socket.setNoDelay(true).on('error', () => {})
        const write = (at: number): void => {
          if (at < bytes.length) socket.write(bytes.subarray(at, at + 1), () => setImmediate(write, at + 1))
        }
        socket.once('data', () => write(0))
      }),
    )
    const request = { method: 'GET', url, headers: [], body: new Uint8Array(0), deadlineMs: 20_000 }
    const { response, error } = await transmit(createHttpClient(), request)
    expect([response?.broken, error, Buffer.from(response!.body).toString()]).toEqual([undefined, null, TEXT])
  })
})

describe('a connection without one byte', () => {
  it.each(['close', 'reset'] as const)('is a backend that cannot be reached: %s', async (after) => {
    const { codes, title, response, verdict } = await ask('', after)
    expect({ codes, response, verdict }).toEqual({
      codes: ['probe.unreachable'],
      response: null,
      verdict: 'retried',
    })
    expect(title).toMatch(/closed it without one byte$/)
  })
})

it('the bytes of one request are not those of the next on the same connection', async () => {
  const answers = [SUCCESS, withLength(TEXT.length)]
  const url = await listen(
    createServer(
      (socket) => void socket.on('error', () => {}).on('data', () => socket.write(answers.shift()!)),
    ),
  )
  const client = createHttpClient()
  const request = { method: 'GET', url, headers: [], body: new Uint8Array(0), deadlineMs: 5000 }
  expect(await transmit(client, request)).toMatchObject({ response: { status: 200 }, error: null })
  const { response } = await transmit(client, request)
  expect(Buffer.from(response!.broken!.raw).toString()).toBe(withLength(TEXT.length))
  await client.close()
})

it('a connection that is taken up again carries nothing of earlier requests', async () => {
  const warnings: Error[] = []
  const onWarning = (warning: Error): void => void warnings.push(warning)
  process.on('warning', onWarning)
  onTestFinished(() => void process.off('warning', onWarning))
  const url = await listen(
    createServer((socket) => void socket.on('error', () => {}).on('data', () => socket.write(SUCCESS))),
  )
  const client = createHttpClient()
  const request = { method: 'GET', url, headers: [], body: new Uint8Array(0), deadlineMs: 5000 }
  for (let sent = 0; sent < 30; sent++) expect((await transmit(client, request)).error).toBeNull()
  await client.close()
  // Node warns of more than ten listeners.
  expect(warnings).toEqual([])
})

it('interim responses without end fill no memory', async () => {
  const interim = 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000)
  const url = await listen(
    createServer((socket) => {
      socket.on('error', () => {})
      const goOn = (): void => {
        while (!socket.destroyed && socket.write(interim));
        if (!socket.destroyed) socket.once('drain', goOn)
      }
      socket.once('data', goOn)
    }),
  )
  const request = { method: 'GET', url, headers: [], body: new Uint8Array(0), deadlineMs: LATE_MS }
  const { response, error } = await transmit(createHttpClient(100_000), request)
  expect(error).toMatchObject({ code: 'DEADLINE' })
  expect(response!.broken!.raw.length).toBeLessThanOrEqual(100_000 + 64 * 1024)
})

it('keeps no more bytes than may come', async () => {
  const url = await startRaw(`${OK}\r\n${'x'.repeat(300_000)}`, 'close')
  const request = { method: 'GET', url, headers: [], body: new Uint8Array(0), deadlineMs: 5000 }
  const { response, error } = await transmit(createHttpClient(100_000), request)
  expect(error).toMatchObject({ code: 'TOO_LARGE' })
  expect(response!.broken!.fault.kind).toBe('too-large')
  expect(response!.broken!.raw.length).toBeLessThanOrEqual(100_000 + 64 * 1024)
})
