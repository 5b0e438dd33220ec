import { onTestFinished } from 'vitest'
import type { Reply } from '../../src-core/exchange/answer.ts'
import type { Incoming, RequestHead } from '../../src-core/exchange/incoming.ts'
import { MAX_BODY_BYTES } from '../../src-core/wechat/limits.ts'
import { serveResponder } from '../../src-main/node/responder.ts'
import type { ResponderOptions } from '../../src-main/node/responder.ts'

export function reply(status = 200, body = ''): Reply {
  const bytes = Buffer.from(body)
  return { by: 'fixed', http: { status, headers: [['Content-Length', String(bytes.length)]], body: bytes } }
}

/** Handles each request with the test's function, and says how much of its body the test wants. */
export function handle(
  receive: (incoming: Incoming) => Promise<Reply>,
  findLimit: (head: RequestHead) => number = () => MAX_BODY_BYTES,
): ResponderOptions['begin'] {
  return (head) => ({ bodyLimit: findLimit(head), receive })
}

/** Starts a responder without a core behind it, ended with the test. */
export async function startResponder(options: Partial<ResponderOptions> = {}) {
  const received: Incoming[] = []
  const reported: unknown[] = []
  const responder = await serveResponder({
    port: 0,
    begin: handle(async (incoming) => (received.push(incoming), reply())),
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    report: (error) => reported.push(error),
    ...options,
  })
  onTestFinished(() => responder.close())
  return { ...responder, port: responder.status().port, received, reported }
}

/** Starts a responder that answers when the test says so. */
export async function startHolding(options: Partial<ResponderOptions> = {}) {
  const held: { incoming: Incoming; answer: (body?: string) => void }[] = []
  let wake = () => {}
  const responder = await startResponder({
    begin: handle(
      (incoming) =>
        new Promise((resolve) => {
          held.push({ incoming, answer: (body = '') => resolve(reply(200, body)) })
          wake()
        }),
    ),
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
