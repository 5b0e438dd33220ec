/** The filter of the list. */
export interface FilterDesk {
  /** It leaves something out. */
  readonly isActive: boolean
  readonly text: string
  /** The number of exchanges that it found. */
  readonly found: number
  focus(): void
  clear(): void
  /** It is among those that are kept for later. */
  readonly isKept: boolean
  toggleKept(): void
  /** It is still looking. */
  readonly isLooking: boolean
  stop(): void
}
