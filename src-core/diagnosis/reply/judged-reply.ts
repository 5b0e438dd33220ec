import type { FramingFault } from '../../ports/framing-fault.ts'

/** The request that a reply answers: a POST with a message, or the GET that verifies an address. */
export type Addressee = 'push' | 'verification'

/** A reply as HTTP gives it. */
export interface JudgedReply {
  /** 0 if there is no status line. */
  status: number
  headers: [name: string, value: string][]
  body: Uint8Array
  /** The plain reply, if we put it into the envelope ourselves; the envelope then need not be opened. */
  plain?: Uint8Array
  /** Milliseconds from the request's first byte to the reply's last. */
  durationMs: number
  /** Present if it is not one whole HTTP response, or more than one. */
  broken?: { fault: FramingFault }
  /** The address that the request went to, if known: a redirect is explained by the two addresses. */
  url?: string
}

/** Returns the first value of a header; the case of the name does not count. */
export function readHeader({ headers }: Pick<JudgedReply, 'headers'>, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}
