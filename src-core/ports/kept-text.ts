/** One text that outlives a run. */
export interface KeptText {
  /** Null if there is none, or none that can be read. Never throws. */
  read(): string | null
  /** All or nothing. Never throws: that it cannot be kept is reported, and no reason to fail. */
  write(text: string): void
}
