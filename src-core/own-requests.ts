import type { Exchange, Verdict } from './contract/exchange.ts'

/** What the sender knows of a request that it sends to our own responder, and the responder does not. */
export interface OwnRequest {
  /** It may wait longer for an answer by hand than WeChat would. */
  patient?: boolean
  /** The run that it belongs to, and the exchange that it repeats. */
  run?: string | null | undefined
  parent?: string | null | undefined
  /** Says whether its exchange is worth keeping; left out, each one is. */
  isKept?(verdict: Verdict): boolean
}

/** A request of ours that the responder has. */
export interface ClaimedRequest extends OwnRequest {
  /** To be called once its exchange is recorded, or with null if none will be; only the first call counts. */
  settle(exchange: Exchange | null): void
}

/** A request of ours on its way to the responder. */
export interface Announcement {
  hasArrived(): boolean
  /** Resolves once the responder has recorded it; to null if it could not. Pending until it arrives. */
  recorded: Promise<Exchange | null>
  /** To be called when the request has its answer or none: from then on no request is taken for it. */
  end(): void
}

/**
 * The requests that we send to our own responder. The sender announces each before it sends it, the responder claims
 * it by its path and query, and tells back what it has recorded. Nobody outside can imitate a message: its query holds a
 * nonce drawn by chance and a signature made with the token. Each announcement is for one request, and no longer than
 * until that has its answer.
 */
export interface OwnRequests {
  /** `target` is the path and query of the request, as they stand in its first line. */
  announce(target: string, own: OwnRequest): Announcement
  /**
   * Announces many at once, known by their query; returns a function that ends that. It may be imitated, so that what
   * it says counts for genuine requests only.
   */
  announceMany(isOne: (target: string) => boolean, own: OwnRequest): () => void
  /** Returns null for a request that is not ours. */
  claim(target: string): ClaimedRequest | null
}

export function createOwnRequests(): OwnRequests {
  const onTheirWay = new Map<string, ClaimedRequest[]>()
  const many = new Set<{ isOne: (target: string) => boolean; own: OwnRequest }>()

  function take(target: string, which?: ClaimedRequest): ClaimedRequest | null {
    const waiting = onTheirWay.get(target) ?? []
    const taken = which ? waiting.find((one) => one === which) : waiting[0]
    const rest = waiting.filter((one) => one !== taken)
    if (rest.length === 0) onTheirWay.delete(target)
    else onTheirWay.set(target, rest)
    return taken ?? null
  }

  return {
    announce(target, own) {
      let settle: ClaimedRequest['settle'] = () => {}
      const recorded = new Promise<Exchange | null>((resolve) => (settle = resolve))
      const announced = { ...own, settle }
      onTheirWay.set(target, [...(onTheirWay.get(target) ?? []), announced])
      return {
        hasArrived: () => !onTheirWay.get(target)?.includes(announced),
        recorded,
        end: () => void take(target, announced),
      }
    },
    announceMany(isOne, own) {
      const announced = { isOne, own }
      many.add(announced)
      return () => void many.delete(announced)
    },
    claim(target) {
      const taken = take(target)
      if (taken || many.size === 0) return taken
      const own = [...many].find(({ isOne }) => isOne(target))?.own
      return own ? { ...own, settle: () => {} } : null
    },
  }
}
