/** Sends the selected exchange's request again. */
export interface ReplayDesk {
  readonly can: boolean
  /** At once, as chosen last. */
  replay(): void | Promise<void>
  /** Replays these one after the other, as chosen last. */
  replaySeveral(all: readonly { id: string; account: string | null }[]): void | Promise<void>
  /** How many of them are done; null if none are under way. */
  readonly several: { done: number; of: number } | null
  /** Opens the panel with its text and all choices. */
  edit(): void
}

/** What somebody notes on the exchange that is shown. */
export interface MarksDesk {
  readonly can: boolean
  /** Pins it, or unpins it. */
  turnPin(): void | Promise<void>
  /** Opens the field for its note. */
  write(): void
}

export interface ComparisonDesk {
  readonly can: boolean
  /** Takes the selected exchange: as the first one, or to compare it with that. */
  take(): void
  /** Compares it with another one at once. */
  takeWith(other: { id: string; name: string }): void
}

/** Copies, export and import of exchanges. */
export interface ShareDesk {
  /** An exchange is selected. */
  readonly can: boolean
  /** Opens the panel in which its form is chosen. */
  copyAs(): void
  /** Opens the panel of export and import. */
  openTransfer(): void
  /** Asks for a file, and imports it. */
  import(): void
}
