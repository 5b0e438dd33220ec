import { onTestFinished } from 'vitest'
import type { Incoming } from '../../src-core/exchange/incoming.ts'
import { serveResponder } from '../../src-main/node/responder.ts'
import type { ResponderOptions } from '../../src-main/node/responder.ts'

export function reply(status = 200, body = '') {
  const bytes = Buffer.from(body)
  return {
    status,
    headers: [['Content-Length', String(bytes.length)]] as [string, string][],
    body: bytes,
    by: 'fixed' as const,
  }
}

/** A responder without a core behind it, ended with the test. */
export async function startResponder(options: Partial<ResponderOptions> = {}) {
  const received: Incoming[] = []
  const reported: unknown[] = []
  const responder = await serveResponder({
    port: 0,
    receive: async (incoming) => (received.push(incoming), reply()),
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    report: (error) => reported.push(error),
    ...options,
  })
  onTestFinished(() => responder.close())
  return { ...responder, port: responder.status().port, received, reported }
}

/** A responder whose answers are given when the test says so. */
export async function startHolding(options: Partial<ResponderOptions> = {}) {
  const held: { incoming: Incoming; answer: (body?: string) => void }[] = []
  let wake = () => {}
  const responder = await startResponder({
    receive: (incoming) =>
      new Promise((resolve) => {
        held.push({ incoming, answer: (body = '') => resolve(reply(200, body)) })
        wake()
      }),
    ...options,
  })
  return {
    ...responder,
    held,
    async holding(count: number) {
      while (held.length < count) await new Promise<void>((resolve) => (wake = resolve))
    },
  }
}
