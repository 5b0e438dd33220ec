import * as v from 'valibot'
import { command, idSchema } from './command.ts'
import { REPLAYS_MAX } from './limits.ts'
import { runIdSchema } from './run.ts'
import { SENT_TEXT_MAX } from './sending.ts'
import type { SentDelivery } from './sending.ts'
import { targetSchema } from './target.ts'

/** What was sent again, in order. Each has `attempt` 1: they are sent one after another, whatever is answered. */
export interface ReplayResult {
  run: string
  deliveries: SentDelivery[]
  ended: 'done' | 'stopped'
}

export const replayCommands = {
  /**
   * The original is never changed: each exchange that follows has it as `parent`. NOT_FOUND; NOT_READABLE;
   * BODY_INCOMPLETE: its body was kept only in part, and no `text` is given in its place; NO_ACCOUNT: it is to be signed
   * anew, and no account has its path; NO_KEY; RESPONDER_UNREACHABLE; OWN_CONTROL_PORT.
   */
  'exchange.replay': command<ReplayResult>()({
    access: 'send',
    says: {
      zh: '把一次收发的请求再发一遍：原样逐字节，或用新的时间戳、随机数重新签名和加密；可以改内容，可以发到别的地址。',
      en: 'Sends the request of an exchange again: byte for byte, or signed and encrypted anew; edited or not; to any address.',
    },
    input: v.strictObject({
      id: idSchema,
      /** `as-is`: byte for byte, all but the Host header. `anew`: with a fresh timestamp and nonce, and encrypted anew. */
      how: v.picklist(['as-is', 'anew']),
      /** Where it went before, if left out: our responder, or the address of an outgoing one. */
      target: v.optional(targetSchema),
      /** In place of its message, decrypted; or with `as-is`, in place of its body. */
      text: v.optional(v.pipe(v.string(), v.maxLength(SENT_TEXT_MAX))),
      /**
       * With `anew`: CreateTime of now and a MsgId of its own, so that it counts as another message. Of several, no two
       * have one CreateTime, by which events are told apart: where they follow fast, it runs ahead of the clock.
       */
      newMessage: v.optional(v.boolean(), false),
      times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(REPLAYS_MAX)), 1),
      /** `replay-…` */
      run: v.optional(runIdSchema),
    }),
  }),
}
