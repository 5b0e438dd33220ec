/**
 * What the phones of a conversation show, as data to be drawn: a sketch after the official pages. It holds no address
 * that a screen may fetch.
 */
export interface PhoneView {
  /** What the user sees of the reply; empty if it is nothing. */
  got: PhoneItem[]
}

export type PhoneItem = { kind: 'text'; text: string }
