import { createHash } from 'node:crypto'
import type { HttpClient, HttpFailure, HttpRequest, HttpResponse } from '../../../src-core/ports/http.ts'
import type { Sending } from '../../../src-core/sender/sending.ts'
import { createClock } from '../reach/moved-clock.ts'

/** The answer to one request: after so many milliseconds, or never. */
export interface TimedAnswer {
  status: number
  body?: string
  afterMs?: number
}

/** The code with which one request fails. */
export interface TimedFailure {
  fails: string
  afterMs?: number
}

/**
 * A world in which time passes only when a test says so, and chance repeats: the other side gives these answers in turn,
 * the last one again and again.
 */
export function createTimedSending(answers: readonly (TimedAnswer | TimedFailure | 'never')[]) {
  const clock = createClock()
  const sent: { at: number; request: HttpRequest }[] = []
  let drawn = 0
  let ids = 0

  const httpClient: HttpClient = {
    send(request) {
      const answer = answers[Math.min(sent.length, answers.length - 1)]!
      sent.push({ at: clock.now(), request })
      return new Promise((resolve, reject) => {
        const fail = (code: string) => {
          const failure: HttpFailure = Object.assign(new Error(code), {
            code,
            durationMs: 0,
            during: 'asking' as const,
          })
          reject(failure)
        }
        const cancel = [clock.after(request.deadlineMs, () => (stop(), fail('DEADLINE')))]
        const stop = () => cancel.forEach((one) => one())
        if (answer !== 'never') {
          const { afterMs = 0 } = answer
          const end = () => ('fails' in answer ? fail(answer.fails) : resolve(createWhole(answer)))
          cancel.push(clock.after(afterMs, () => (stop(), end())))
        }
        request.signal?.addEventListener('abort', () => (stop(), fail('CANCELLED')))
      })
    },
  }

  const sending: Sending = {
    clock,
    httpClient,
    randomBytes: (length) =>
      createHash('shake256', { outputLength: length }).update(String(drawn++)).digest(),
    createExchangeId: () => `id-${++ids}`,
    report(error) {
      throw error
    },
  }

  /** Lets so much time pass, bit by bit, and whatever follows from it happen. */
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 100) {
      await settle()
      clock.pass(Math.min(100, ms - passed))
    }
    await settle()
  }

  return { sending, sent, pass, clock }
}

function createWhole({ status, body = '', afterMs = 0 }: TimedAnswer): HttpResponse {
  return { status, headers: [], body: Buffer.from(body), durationMs: afterMs }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
}
