/** The rows of the list that are selected together. */
export interface SeveralDesk {
  /** None, or more than one. */
  readonly count: number
  /** All exchanges in them. */
  readonly ids: readonly string[]
  remove(): void
  /** Replays them one by one. */
  replay(): void
  /** Compares two of them. */
  compare(): void
}
