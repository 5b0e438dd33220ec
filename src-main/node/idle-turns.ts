/** For work that stands back behind everything else, as long as it does not have to wait too long for that. */
export interface IdleTurns {
  /** Something came that goes first. */
  disturb(): void
  /**
   * Resolves in the order of asking, one in a turn of the event loop in which nothing came. To false where nobody wants
   * it any more by then, and others wait behind it: then it is not worth doing.
   */
  next(gone: AbortSignal): Promise<boolean>
}

interface Waiting {
  since: number
  gone: AbortSignal
  go(isWorthIt: boolean): void
}

/** So long one waits at most: a wrong token makes WeChat itself stand back, and it hangs up after 5 seconds. */
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
