/** Gives turns to work that yields to everything else, as long as it does not have to wait too long. */
export interface IdleTurns {
  /** Says that something came that goes first. */
  disturb(): void
  /**
   * Resolves in the order of asking, one in a turn of the event loop in which nothing came. Resolves to false if nobody
   * wants it any more by then and others wait behind it: then it is not worth doing.
   */
  next(gone: AbortSignal): Promise<boolean>
}

interface Waiting {
  since: number
  gone: AbortSignal
  go(isWorthIt: boolean): void
}

/** The longest wait. A wrong token makes even WeChat's requests yield, and WeChat hangs up after 5 seconds. */
const LONGEST_WAIT_MS = 2000

export function createIdleTurns({ monotonic }: { monotonic(): number }): IdleTurns {
  const waiting: Waiting[] = []
  let isDisturbed = false

  function turn(): void {
    while (waiting.length > 1 && waiting[0]!.gone.aborted) waiting.shift()!.go(false)
    if (!isDisturbed || monotonic() - waiting[0]!.since > LONGEST_WAIT_MS) waiting.shift()!.go(true)
    isDisturbed = false
    if (waiting.length > 0) setImmediate(turn)
  }

  return {
    disturb() {
      isDisturbed = true
    },
    next: (gone) =>
      new Promise((go) => {
        if (waiting.push({ since: monotonic(), gone, go }) === 1) setImmediate(turn)
      }),
  }
}
