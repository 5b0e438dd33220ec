import type { BackendReply, Exchange } from '../contract/exchange.ts'
import type { HeldRequest, ReleaseReason } from '../contract/reply.ts'
import type { ReplyDraft } from '../contract/reply-draft.ts'
import type { Clock } from '../ports.ts'
import type { Seal } from '../exchange/seal.ts'

/** Far more than anybody answers by hand. Beyond it the newest request gets `success` at once. */
const MAX_HELD = 2000

/** The most characters of XML that may wait: each message may be a megabyte, and every snapshot holds all of them. */
const MAX_HELD_CHARACTERS = 32 * 1024 * 1024

/**
 * Says why a request stopped waiting. `body` is there if and only if somebody answered it; `draft` is what had been
 * written.
 */
export interface Release {
  reason: ReleaseReason
  body?: string
  draft: ReplyDraft | null
}

/** The part of a waiting request that no screen needs. */
export interface Holding {
  /** Aborted when nobody waits for the reply any more. */
  gone?: AbortSignal | undefined
  /** The encryption for its reply; null if the reply is not encrypted. */
  seal: Seal | null
  /** The exchange to record if the workbench ends before the request is answered; without its draft and backends. */
  unanswered: Exchange
  /** Draws what the user would see of these answers, by the backend's id. */
  drawPhones(backends: readonly BackendReply[]): HeldRequest['phones']
}

interface Waiting extends Pick<Holding, 'seal' | 'unanswered' | 'drawPhones'> {
  request: HeldRequest
  release(reason: ReleaseReason, body?: string): void
}

/** The facts that the holding of requests tells to others. */
export interface HoldingFacts {
  /** Also called when the request changes; `unanswered` is the exchange to record if the workbench ends now. */
  held(request: HeldRequest, unanswered: Exchange): void
  released(id: string, reason: ReleaseReason): void
}

export interface HeldRequests {
  /** Oldest first. */
  list(): HeldRequest[]
  get(id: string): HeldRequest | null
  /** Returns the encryption for the reply to a waiting request; null if the reply is not encrypted. */
  sealOf(id: string): Seal | null
  /**
   * Waits for an answer until the request's deadline, or until its sender is gone. Always resolves; thousands may wait at once, each costs a timer.
   */
  hold(request: Omit<HeldRequest, 'phones'>, holding: Holding): Promise<Release>
  /** Returns false if the request no longer waits. */
  answer(id: string, draft: ReplyDraft, body: string): boolean
  /** Returns false if the request no longer waits. */
  saveDraft(id: string, draft: ReplyDraft): boolean
  /** Shows what a backend has answered meanwhile; does nothing if the request no longer waits. */
  showBackend(id: string, reply: BackendReply): void
  /** Releases all requests, and each later one at once: the workbench is closing. */
  end(): void
}

export function createHeldRequests(clock: Clock, facts: HoldingFacts): HeldRequests {
  const waiting = new Map<string, Waiting>()
  let characters = 0
  let ended = false

  function change(id: string, changed: (one: Waiting) => Partial<HeldRequest>): boolean {
    const one = waiting.get(id)
    if (!one) return false
    one.request = { ...one.request, ...changed(one) }
    tell(one)
    return true
  }

  function tell({ request, unanswered }: Waiting): void {
    const { draft, backends } = request
    facts.held(request, {
      ...unanswered,
      ...(draft && { draft }),
      ...(backends.length > 0 && { backends }),
    })
  }

  return {
    list: () => [...waiting.values()].map(({ request }) => request),
    get: (id) => waiting.get(id)?.request ?? null,
    sealOf: (id) => waiting.get(id)?.seal ?? null,
    hold(request, { gone, seal, unanswered, drawPhones }) {
      const { id, draft, message } = request
      const full = waiting.size >= MAX_HELD || characters + message.xml.length > MAX_HELD_CHARACTERS
      if (ended || full) return Promise.resolve({ reason: 'ended', draft })
      if (gone?.aborted) return Promise.resolve({ reason: 'gone', draft })
      return new Promise((resolve) => {
        const leave = () => release('gone')
        const cancelTimer = clock.after(Math.max(0, request.deadlineAt - clock.now()), () =>
          release('timeout'),
        )
        function release(reason: ReleaseReason, body?: string): void {
          const one = waiting.get(id)
          // The first release counts: an answer and the timer may come at the same moment.
          if (!one) return
          waiting.delete(id)
          characters -= message.xml.length
          cancelTimer()
          gone?.removeEventListener('abort', leave)
          facts.released(id, reason)
          resolve({ reason, draft: one.request.draft, ...(body !== undefined && { body }) })
        }
        const phones = drawPhones(request.backends)
        const one = { request: { ...request, phones }, seal, unanswered, drawPhones, release }
        waiting.set(id, one)
        characters += message.xml.length
        gone?.addEventListener('abort', leave, { once: true })
        tell(one)
      })
    },
    answer(id, draft, body) {
      const one = waiting.get(id)
      if (!one) return false
      one.request = { ...one.request, draft }
      one.release('answered', body)
      return true
    },
    saveDraft: (id, draft) => change(id, () => ({ draft })),
    showBackend(id, reply) {
      change(id, ({ request: { backends, phones }, drawPhones }) => ({
        backends: [...backends, reply],
        phones: { ...phones, ...drawPhones([reply]) },
      }))
    },
    end() {
      ended = true
      for (const { release } of waiting.values()) release('ended')
    },
  }
}
