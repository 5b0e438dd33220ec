/** The message in the form of the Send screen. */
export interface SendingDesk {
  readonly canSend: boolean
  send(): void | Promise<void>
  readonly isUnderWay: boolean
  stop(): void | Promise<void>
  /** The message has fields whose values can be drawn. */
  readonly canDraw: boolean
  /** Gives them other believable values. */
  draw(): void
  /** Asks for the file of a collection. */
  import(): void
}

/** The rehearsal that is chosen. */
export interface RehearsalDesk {
  readonly canPlay: boolean
  play(): void | Promise<void>
  /** One is under way. */
  readonly canStop: boolean
  stop(): void
}

/** Many messages at once, as the form describes them. */
export interface BurstDesk {
  readonly canStart: boolean
  start(): void | Promise<void>
  /** One is under way. */
  readonly canStop: boolean
  stop(): void
  /** The form is whole. */
  readonly canExport: boolean
  /** Saves it as a locustfile. */
  export(): void | Promise<void>
}
