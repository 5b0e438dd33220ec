import * as v from 'valibot'
import type { CipherLayers } from './cipher.ts'
import { command, idSchema } from './command.ts'
import type { Counterparts } from './conversion.ts'
import type { Exchange, ExchangeSummary } from './exchange.ts'
import type { SignatureReport } from './signing.ts'

export const historyCommands = {
  /** `before` is the id of the oldest exchange that the asker has. */
  'exchange.list': command<{ items: ExchangeSummary[]; more: boolean }>()({
    access: 'read',
    says: { zh: '列出收发记录，新的在前，一页一页地取。', en: 'Lists exchanges page by page, newest first.' },
    input: v.strictObject({
      before: v.optional(idSchema),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
    }),
  }),
  /** NOT_READABLE: it is in the list, and its record on disk is damaged. */
  'exchange.get': command<Exchange>()({
    access: 'read',
    says: {
      zh: '返回一次收发的完整记录：请求、消息、回复、结论和诊断。',
      en: 'Returns one exchange whole: request, message, reply, verdict and findings.',
    },
    input: v.strictObject({ id: idSchema }),
  }),
  'exchange.signature': command<SignatureReport>()({
    access: 'read',
    says: {
      zh: '列出一次推送的签名是怎样算出来的。',
      en: 'Shows step by step how the signatures of an exchange come about.',
    },
    input: v.strictObject({ id: idSchema }),
  }),
  /** With the keys that its account has now; null where it came in the clear, or there is no key. */
  'exchange.layers': command<CipherLayers | null>()({
    access: 'read',
    says: {
      zh: '把一次推送的密文逐层解开。',
      en: 'Takes what came encrypted apart, layer by layer.',
    },
    input: v.strictObject({ id: idSchema }),
  }),
  /** For a message that was received; null where there is none. */
  'exchange.counterparts': command<Counterparts | null>()({
    access: 'read',
    says: {
      zh: '给出消息的 JSON，以及它与 XML 各处的对应关系。',
      en: 'Gives a message’s JSON and what belongs together in it and the XML.',
    },
    input: v.strictObject({ id: idSchema }),
  }),
  'history.clear': command<{ removed: number }>()({
    access: 'change',
    says: {
      zh: '删除全部收发记录，或只删除陌生请求。',
      en: 'Removes all exchanges, or only what strangers sent.',
    },
    input: v.strictObject({ which: v.optional(v.picklist(['all', 'strangers']), 'all') }),
  }),
}
