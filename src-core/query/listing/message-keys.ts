import { DELIVERY_WINDOW_MS } from '../../contract/limits.ts'
import type { Row } from '../../ports/found-rows.ts'
import type { RowFacts } from './row-facts.ts'

/** So many keys are kept without a look at them. */
const KEYS_MIN = 1000

/** The last row of each message by its key, while another delivery of it may be near. */
export interface MessageKeys {
  /** Returns the row of the message that this may be another delivery of. */
  find(one: Pick<RowFacts, 'message' | 'receivedAt'>): Row | null
  has(message: string | null): boolean
  /** Does nothing without a key. */
  set(message: string | null, row: Row): void
  copy(): MessageKeys
}

export function createMessageKeys(rows = new Map<string, Row>()): MessageKeys {
  let most = Math.max(KEYS_MIN, 2 * rows.size)
  return {
    find(one) {
      const row = one.message === null ? undefined : rows.get(one.message)
      return row && [row, ...row.older].some((delivery) => isNear(delivery, one)) ? row : null
    },
    has: (message) => message !== null && rows.has(message),
    set(message, row) {
      if (message === null) return
      rows.set(message, row)
      if (rows.size <= most) return
      for (const [key, old] of rows) if (!isNear(old, row)) rows.delete(key)
      most = Math.max(KEYS_MIN, 2 * rows.size)
    },
    copy: () => createMessageKeys(new Map(rows)),
  }
}

/** A message that waited is recorded late, so that the order is not always that of arrival. */
export function isNear(one: { receivedAt: number }, other: { receivedAt: number }): boolean {
  return Math.abs(one.receivedAt - other.receivedAt) <= DELIVERY_WINDOW_MS
}
