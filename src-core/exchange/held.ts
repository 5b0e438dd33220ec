import type { HeldRequest, ReleaseReason } from '../contract/reply.ts'
import type { Clock } from '../ports.ts'

/** Far more than anybody answers by hand; beyond it the newest gets `success` at once. */
const MAX_HELD = 2000

/** How a request stopped waiting; `body` is there if and only if somebody answered it. */
export type Release = { reason: 'answered'; body: string } | { reason: Exclude<ReleaseReason, 'answered'> }

interface Waiting {
  request: HeldRequest
  release(release: Release): void
}

/** What the holding of requests is told to others as. */
export interface HoldingFacts {
  held(request: HeldRequest): void
  released(id: string, reason: ReleaseReason): void
}

export interface HeldRequests {
  /** Oldest first. */
  list(): HeldRequest[]
  get(id: string): HeldRequest | null
  /**
   * Waits for an answer until the request's deadline, or until `gone` says that nobody waits for one. Always
   * resolves; thousands may wait at once, each costs a timer.
   */
  hold(request: HeldRequest, gone?: AbortSignal): Promise<Release>
  /** False where it waits no longer. */
  answer(id: string, body: string): boolean
  /** Lets go of all, and from then on of each that comes: the workbench is closing. */
  end(): void
}

export function createHeldRequests(clock: Clock, facts: HoldingFacts): HeldRequests {
  const waiting = new Map<string, Waiting>()
  let ended = false

  return {
    list: () => [...waiting.values()].map(({ request }) => request),
    get: (id) => waiting.get(id)?.request ?? null,
    hold(request, gone) {
      if (ended || waiting.size >= MAX_HELD) return Promise.resolve({ reason: 'ended' })
      if (gone?.aborted) return Promise.resolve({ reason: 'gone' })
      return new Promise((resolve) => {
        const leave = () => release({ reason: 'gone' })
        const cancelTimer = clock.after(Math.max(0, request.deadlineAt - clock.now()), () =>
          release({ reason: 'timeout' }),
        )
        function release(how: Release): void {
          // The first one counts: an answer and the timer may come in the same moment.
          if (!waiting.delete(request.id)) return
          cancelTimer()
          gone?.removeEventListener('abort', leave)
          facts.released(request.id, how.reason)
          resolve(how)
        }
        waiting.set(request.id, { request, release })
        gone?.addEventListener('abort', leave, { once: true })
        facts.held(request)
      })
    },
    answer(id, body) {
      const one = waiting.get(id)
      one?.release({ reason: 'answered', body })
      return one !== undefined
    },
    end() {
      ended = true
      for (const { release } of waiting.values()) release({ reason: 'ended' })
    },
  }
}
