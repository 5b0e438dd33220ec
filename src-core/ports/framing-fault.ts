/** The bytes that came over the connection, head included, and how they ended. */
export interface RawAnswer {
  bytes: Uint8Array
  end: AnswerEnd
  /** The offset at which the HTTP parser refused the bytes, and its words. */
  stopped?: { at: number; reason: string }
}

/**
 * `closed`: the other side closed the connection. `reset`: it broke. `silent`: time was up, and the connection was
 * still open. `stopped`: the parser refused the bytes, and the rest was not read. `too-large`: more came than is read.
 */
export type AnswerEnd = 'closed' | 'reset' | 'silent' | 'stopped' | 'too-large'

/** The way in which the head says how long the body is. */
export type BodyFraming = { by: 'length'; stated: number } | { by: 'chunks' } | { by: 'close' }

/** The reason why the bytes are not one whole HTTP response, and the bytes at fault. */
export type FramingFault = FaultKind & { at: number; length: number }

type FaultKind =
  /** The bytes do not begin with `HTTP/`. */
  | { kind: 'no-status-line' }
  | { kind: 'bad-status-line'; line: string }
  /** The lines of the head end with LF, without CR. */
  | { kind: 'bare-line-feed' }
  /** A line of the head is no header. */
  | { kind: 'bad-header'; line: string }
  | { kind: 'two-lengths'; values: string[] }
  | { kind: 'bad-length'; value: string }
  | { kind: 'length-and-chunks' }
  /** Something else stands where the size of a chunk belongs. `none`: there is not a single chunk. */
  | { kind: 'bad-chunk'; line: string; none: boolean }
  /** The connection ended before the head, or the body, did. */
  | { kind: 'head-cut' }
  | { kind: 'body-cut'; framing: BodyFraming }
  /** The head, or the body, had not ended when time was up. */
  | { kind: 'head-open' }
  | { kind: 'body-open'; framing: BodyFraming }
  /** More came than the head says; `next`: another response. `stated` is null if the body ended without a length. */
  | { kind: 'surplus'; stated: number | null; next: boolean }
  | { kind: 'too-large' }
  /** The parser refused the bytes for a reason of its own. */
  | { kind: 'refused'; reason: string }
