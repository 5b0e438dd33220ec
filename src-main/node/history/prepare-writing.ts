import type { Exchange, ExchangeSummary } from '../../../src-core/contract/exchange.ts'
import type { ProcessName } from '../processes.ts'
import type { DatabaseFile } from './database-file.ts'
import { encodeExchange } from './encoding.ts'
import { prepareFacts } from './facts-table.ts'

/** Prepares the statements that write rows: each commit runs them. */
export function prepareWriting({ database }: DatabaseFile) {
  // An id comes twice if a commit was reported as failed but was whole; the later one counts.
  const insert = database.prepare(
    `INSERT INTO exchanges (id, received_at, account, message_key, standing, summary, head, texts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
     SET summary = excluded.summary, head = excluded.head, texts = excluded.texts`,
  )
  const release = database.prepare('DELETE FROM held WHERE id = ?')
  const update = database.prepare('UPDATE exchanges SET summary = ?, head = ?, texts = ? WHERE id = ?')
  const pin = database.prepare('INSERT OR IGNORE INTO pinned SELECT "order" FROM exchanges WHERE id = ?')
  const unpin = database.prepare(
    'DELETE FROM pinned WHERE "order" = (SELECT "order" FROM exchanges WHERE id = ?)',
  )
  const hold = database.prepare(
    `INSERT INTO held (id, pid, process, head, texts) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
     SET pid = excluded.pid, process = excluded.process, head = excluded.head, texts = excluded.texts`,
  )
  const writeFacts = prepareFacts(database)
  return {
    release,
    /** Inserts the row and returns its bytes. */
    insert(exchange: Exchange, summary: ExchangeSummary): number {
      const { id, receivedAt, account, standing = 'genuine' } = exchange
      // A message that we sent is no delivery to us.
      const messageKey = exchange.direction === 'out' ? null : exchange.messageKey
      const { head, texts } = encodeExchange(exchange)
      const row = JSON.stringify(summary)
      insert.run(id, receivedAt, account, messageKey, standing, row, head, texts)
      writeFacts(exchange)
      if (exchange.pinned) pin.run(id)
      return Buffer.byteLength(row) + Buffer.byteLength(head) + texts.length
    },
    update(exchange: Exchange, summary: ExchangeSummary): void {
      const { head, texts } = encodeExchange(exchange)
      update.run(JSON.stringify(summary), head, texts, exchange.id)
      writeFacts(exchange)
      void (exchange.pinned ? pin : unpin).run(exchange.id)
    },
    hold(exchange: Exchange, { pid, process }: ProcessName): void {
      const { head, texts } = encodeExchange(exchange)
      hold.run(exchange.id, pid, process, head, texts)
    },
  }
}
