import { Agent, request as openRequest } from 'node:http'
import type { HttpRequest } from '../../src-core/ports/http.ts'
import { createSignedRequest, createText } from './signed-request.ts'

export interface HonestReport {
  /** The MsgIds whose reply came whole and right. */
  answered: string[]
  /** Their milliseconds. */
  latencies: number[]
  /** The faults, one line a request. */
  failures: string[]
}

export interface HonestOptions {
  url: string
  /** A text that the reply must contain. */
  expected: string
  everyMs: number
  /** WeChat hangs up after 5 s. */
  deadlineMs?: number
}

/** The most requests that are waited for at a time: a responder that answers nobody is detected by them. */
const MOST_AT_ONCE = 40

/**
 * Sends genuine messages at a steady rate, each on its own connection, as a tunnel opens them; a slow reply does not
 * delay the next request. `stop` resolves when the last one is over.
 */
export function startHonest(options: HonestOptions): { report: HonestReport; stop(): Promise<HonestReport> } {
  const { url, expected, everyMs, deadlineMs = 5000 } = options
  const report: HonestReport = { answered: [], latencies: [], failures: [] }
  const running = new Set<Promise<void>>()
  let number = 0

  async function sendOne(): Promise<void> {
    const msgId = `77${String(Date.now()).slice(-9)}${String(number++).padStart(7, '0')}`
    const begun = performance.now()
    try {
      const request = createSignedRequest({ url, xml: createText(msgId, `honest ${number}`) })
      const { status, body } = await post(request, deadlineMs)
      if (status !== 200 || !body.includes(expected)) throw new Error(`${status} ${body.slice(0, 80)}`)
      report.latencies.push(performance.now() - begun)
      report.answered.push(msgId)
    } catch (error) {
      report.failures.push(`${msgId}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const timer = setInterval(() => {
    if (running.size >= MOST_AT_ONCE) return
    const one = sendOne().finally(() => running.delete(one))
    running.add(one)
  }, everyMs)

  return {
    report,
    async stop() {
      clearInterval(timer)
      await Promise.all(running)
      return report
    },
  }
}

/** Rejects if no whole reply came. */
export function post(
  { method, url, headers, body }: HttpRequest,
  deadlineMs: number,
  agent: Agent | false = false,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const kept = agent === false ? headers : headers.filter(([name]) => name !== 'Connection')
    const request = openRequest(url, { method, headers: Object.fromEntries(kept), agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        clearTimeout(timer)
        resolve({ status: response.statusCode!, body: Buffer.concat(chunks).toString() })
      })
    })
    const timer = setTimeout(() => request.destroy(new Error(`nothing within ${deadlineMs} ms`)), deadlineMs)
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    request.end(body)
  })
}
