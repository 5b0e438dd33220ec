/** Lies out for what a backend fetches on its own: external entities in hostile XML. */
export interface CheckBait {
  /** Listens on loopback, on a free port. */
  open(): Promise<OpenBait>
}

export interface OpenBait {
  /** `http://127.0.0.1:PORT/` */
  url: string
  /** The paths that were asked for, in order. */
  hits(): readonly string[]
  close(): void
}
