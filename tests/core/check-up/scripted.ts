import { createHash } from 'node:crypto'
import { CHECKS } from '../../../src-core/check-up/cases/cases.ts'
import type { CheckTarget } from '../../../src-core/check-up/kit/target.ts'
import { runCheckUp } from '../../../src-core/check-up/run.ts'
import type { CheckUpReport } from '../../../src-core/contract/check-up.ts'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { HttpRequest, HttpResponse } from '../../../src-core/ports/http.ts'
import { decodeAesKey } from '../../../src-core/wechat/cipher/aes-key.ts'

export const TOKEN = 'scriptedToken'
export const APP_ID = 'wx0123456789abcdef'
export const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

export function keyOf(aesKey: string): Uint8Array {
  const decoded = decodeAesKey(aesKey)
  if (!decoded.ok) throw new Error('no key')
  return decoded.key
}

/** What a scripted backend returns: a body with status 200, or a whole answer; null hangs up. */
export type ScriptedAnswer =
  | string
  | { status?: number; body?: string | Uint8Array; durationMs?: number }
  | null

/** Answers a request without a socket. */
export type Scripted = (
  request: HttpRequest,
  query: URLSearchParams,
) => ScriptedAnswer | Promise<ScriptedAnswer>

/** Runs cases against a function, in no time: the clock moves only by what the answers take. */
export async function check(
  backend: Scripted,
  {
    only,
    hostile = true,
    target = {},
    baseline = new Map<string, string>(),
    signal = new AbortController().signal,
    fetchBait = () => [],
  }: {
    only?: readonly string[]
    hostile?: boolean
    target?: Partial<CheckTarget>
    baseline?: ReadonlyMap<string, string>
    signal?: AbortSignal
    /** The paths that the bait was asked for. */
    fetchBait?: () => readonly string[]
  } = {},
): Promise<CheckUpReport & { exchanges: Exchange[]; reported: unknown[] }> {
  let now = 1_764_000_000_000
  let drawn = 0
  const exchanges: Exchange[] = []
  const reported: unknown[] = []
  const httpClient = {
    async send(request: HttpRequest): Promise<HttpResponse> {
      const answer = await backend(request, new URL(request.url).searchParams)
      const {
        status = 200,
        body = '',
        durationMs = 5,
      } = typeof answer === 'string' ? { body: answer } : (answer ?? {})
      now += durationMs
      if (answer === null)
        throw Object.assign(new Error('hung up'), { code: 'ECONNRESET', durationMs, during: 'asking' })
      if (durationMs > 5000)
        throw Object.assign(new Error('late'), { code: 'DEADLINE', durationMs, during: 'asking' })
      const bytes = Buffer.from(body)
      const headers: [string, string][] = [['Content-Length', String(bytes.length)]]
      return { status, headers, body: bytes, durationMs }
    },
  }
  const report = await runCheckUp(
    {
      clock: { now: () => now, monotonic: () => now, after: () => () => {} },
      httpClient,
      // As good as chance, and the same each time.
      randomBytes: (length) => drawBytes(length, drawn++),
      createExchangeId: () => `e${exchanges.length}`,
      report: (error) => reported.push(error),
      bait: {
        open: () => Promise.resolve({ url: 'http://127.0.0.1:9/', hits: fetchBait, close: () => {} }),
      },
    },
    {
      run: 'check-up-test',
      account: 'a',
      target: {
        url: 'http://127.0.0.1:1/wx',
        token: TOKEN,
        originalId: 'gh_scripted0001',
        mode: 'plaintext',
        encryption: null,
        ...target,
      },
      cases: only ? CHECKS.filter(({ id }) => only.includes(id)) : CHECKS,
      hostile,
      baseline,
      signal,
    },
    { began: () => {}, progressed: () => {}, keep: (exchange) => exchanges.push(exchange) },
  )
  return { ...report, exchanges, reported }
}

function drawBytes(length: number, count: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash('sha256').update(`${count} ${index}`).digest(),
  )
  return Buffer.concat(blocks).subarray(0, length)
}

/** In safe mode, with the keys above. */
export const SAFE: Partial<CheckTarget> = {
  mode: 'safe',
  encryption: { key: keyOf(AES_KEY), appId: APP_ID, previousKey: null },
}
