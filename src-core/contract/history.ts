import * as v from 'valibot'
import type { CipherLayers } from './cipher.ts'
import { command, idSchema, nothing } from './command.ts'
import type { Counterparts } from './conversion.ts'
import type { Exchange, ExchangeSummary } from './exchange.ts'
import { MARKED_MAX, NOTE_MAX, REMOVED_MAX } from './limits.ts'
import type { PhoneView } from './phone-view.ts'
import type { SignatureReport } from './signing.ts'
import type { Undoable } from './undo.ts'

/** An exchange, and what its account's current token and keys make of it. */
export interface ExchangeDetails {
  exchange: Exchange
  signature: SignatureReport
  /** Null if there is no message. */
  counterparts: Counterparts | null
  /** Null if the message was not encrypted, or the account has no key. */
  layers: CipherLayers | null
  /** What the user sees of it; null if there is no message, or it was refused. */
  phone: PhoneView | null
  /** What the user would have seen of each backend's answer, by the backend's id. */
  phones: Record<string, PhoneView>
}

/** The exchanges of one account, or those that came before a time, or both. */
const part = {
  account: v.optional(idSchema),
  before: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
}

export const historyCommands = {
  /** `before` is the id of the oldest exchange that the caller has. */
  'exchange.list': command<{ items: ExchangeSummary[]; more: boolean }>()({
    access: 'read',
    says: { zh: '列出收发记录，新的在前，一页一页地取。', en: 'Lists exchanges page by page, newest first.' },
    input: v.strictObject({
      before: v.optional(idSchema),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
    }),
  }),
  /** NOT_READABLE: the exchange is in the list, but its record on disk is damaged. */
  'exchange.get': command<Exchange>()({
    access: 'read',
    says: {
      zh: '返回一次收发的完整记录：请求、消息、回复、结论和诊断。',
      en: 'Returns one exchange whole: request, message, reply, verdict and findings.',
    },
    input: v.strictObject({ id: idSchema }),
  }),
  /** Returns everything needed to look into an exchange. Errors as with `exchange.get`. */
  'exchange.open': command<ExchangeDetails>()({
    access: 'read',
    says: {
      zh: '打开一次收发：完整记录、签名的每一步、逐层解开的密文、消息的 JSON 与 XML 的对应关系。',
      en: 'Opens an exchange: the whole record, each step of its signatures, its encryption layer by layer, and its message as JSON beside the XML.',
    },
    input: v.strictObject({ id: idSchema }),
  }),
  /** `before`: epoch milliseconds. `count` is without the pinned ones, which clearing leaves. */
  'history.count': command<{ count: number; pinned: number }>()({
    access: 'read',
    says: {
      zh: '返回收发记录的条数，已固定的另计；可以只限一个账号，或某个时间之前的。',
      en: 'Counts the exchanges, the pinned ones apart; of one account, or from before a time, if given.',
    },
    input: v.strictObject(part),
  }),
  /** `durable`: each commit waits until the disk has it, as SQLite itself says. */
  'history.size': command<{ bytes: number | null; durable: boolean }>()({
    access: 'read',
    says: {
      zh: '返回收发记录在磁盘上占用的字节数，只在内存里时为 null；以及每次写入是否等待磁盘。',
      en: 'Returns how many bytes the exchanges take on the disk, null if they are in memory only, and whether each commit waits for the disk.',
    },
    input: nothing,
  }),
  /**
   * `before`: epoch milliseconds. `pinned`: those as well. They are hidden at once, and erased 10 seconds later, or when
   * the workbench ends or starts again; until then `undo.apply` brings them back.
   */
  'history.clear': command<{ removed: number } & Undoable>()({
    access: 'change',
    says: {
      zh: '删除全部收发记录，或只删除陌生请求，已固定的除外；可以只限一个账号，或某个时间之前的；10 秒内可以撤销。',
      en: 'Deletes all exchanges but the pinned ones, or only what strangers sent; of one account, or from before a time, if given; can be undone for 10 seconds.',
    },
    input: v.strictObject({
      which: v.optional(v.picklist(['all', 'strangers']), 'all'),
      pinned: v.optional(v.boolean(), false),
      ...part,
    }),
  }),
  /**
   * What is left out stays as it is; an empty note takes the note away. Errors as with `exchange.get`: then none of them
   * is changed.
   */
  'exchange.mark': command<null>()({
    access: 'change',
    says: {
      zh: '固定收发记录，使它不会被自动删除或清空，或给它加备注；也可以取消。',
      en: 'Pins exchanges, so that nothing removes them by itself, or puts a note on them; or takes that back.',
    },
    input: v.pipe(
      v.strictObject({
        ids: v.pipe(v.array(idSchema), v.minLength(1), v.maxLength(MARKED_MAX)),
        pinned: v.optional(v.boolean()),
        note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(NOTE_MAX))),
      }),
      v.check(({ pinned, note }) => pinned !== undefined || note !== undefined, 'give pinned, or a note'),
    ),
  }),
  /**
   * Ids that are not there are left out. Hidden and erased as by `history.clear`. `after` is the `undo` of a removal a
   * moment ago: if that can still be undone, both are undone together.
   */
  'exchange.remove': command<{ removed: number } & Undoable>()({
    access: 'change',
    says: {
      zh: '删除指定的收发记录；10 秒内可以撤销。',
      en: 'Deletes these exchanges; can be undone for 10 seconds.',
    },
    input: v.strictObject({
      ids: v.pipe(v.array(idSchema), v.minLength(1), v.maxLength(REMOVED_MAX)),
      after: v.optional(idSchema),
    }),
  }),
}
