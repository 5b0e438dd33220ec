import type { Asked } from '../../../src-core/contract/filter.ts'

/** The filter of the list. */
export interface FilterDesk {
  /** It leaves something out. */
  readonly isActive: boolean
  readonly text: string
  /** What it asks for, and the number of exchanges that it found; null if it is empty. */
  readonly found: { asked: Asked; count: number } | null
  /** What the list shows, filtered or not; null before it is known. */
  readonly asked: Asked | null
  /** Puts another text in its place. */
  write(text: string): void
  focus(): void
  clear(): void
  /** It is among those that are saved for later. */
  readonly isSaved: boolean
  toggleSaved(): void | Promise<void>
  /** It is still looking. */
  readonly isLooking: boolean
  stop(): void
}

/** The issues of what the list shows. */
export interface IssuesDesk {
  /** Opens or closes their panel. */
  toggle(): void
}
