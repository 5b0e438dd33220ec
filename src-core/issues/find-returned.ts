import { ABSENT_EXCHANGES } from '../contract/issue-bounds.ts'
import type { Surveyed } from '../ports/history.ts'

export interface Returning {
  /** Takes the exchanges from the newest to the oldest. Returns false once nothing can change any more. */
  add(one: Surveyed): boolean
  /** The codes that are back. */
  readonly returned: ReadonlySet<string>
}

/**
 * Finds out which issues came back after they were marked as understood, each at its own time (epoch milliseconds): one is
 * back if it occurs after enough genuine exchanges in a row without it, all of them newer than the mark. What anybody can
 * send without a right signature does not make it look absent.
 */
export function createReturning(marks: ReadonlyMap<string, number>): Returning {
  const returned = new Set<string>()
  /** By code: the exchanges without it that are older than its last occurrence so far; null before one is found. */
  const absent = new Map<string, number | null>([...marks.keys()].map((code) => [code, null]))
  return {
    returned,
    add({ receivedAt, genuine, codes }) {
      for (const [code, without] of absent) {
        if (receivedAt <= marks.get(code)!) continue
        if (codes.includes(code)) absent.set(code, 0)
        else if (genuine && without !== null) {
          absent.set(code, without + 1)
          if (without + 1 < ABSENT_EXCHANGES) continue
          returned.add(code)
          absent.delete(code)
        }
      }
      return absent.size > 0
    },
  }
}
