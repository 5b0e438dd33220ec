import type { Asked } from '../../../src-core/contract/filter.ts'

/** The filter of the list. */
export interface FilterDesk {
  /** It leaves something out. */
  readonly isActive: boolean
  readonly text: string
  /** What it asks for, and the number of exchanges that it found; null if it is empty. */
  readonly found: { asked: Asked; count: number } | null
  focus(): void
  clear(): void
  /** It is among those that are kept for later. */
  readonly isKept: boolean
  toggleKept(): void
  /** It is still looking. */
  readonly isLooking: boolean
  stop(): void
}
