/** What HTTP says of a reply. */
export interface JudgedReply {
  status: number
  headers: [name: string, value: string][]
  body: Uint8Array
  /** What is inside the envelope that we put the reply into ourselves, which need not be opened to be judged. */
  plain?: Uint8Array
  /** From the request's first byte to the reply's last. */
  durationMs: number
  /** The headers came, the body never ended. */
  unfinished?: boolean
  /** Where the request went, if known: a redirect is explained by the two addresses. */
  url?: string
}

/** The first value of a header; names in any case. */
export function readHeader({ headers }: Pick<JudgedReply, 'headers'>, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}
