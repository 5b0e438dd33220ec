import type { IncomingMessage } from 'node:http'
import type { Incoming } from '../../src-core/exchange/incoming.ts'

export type Body = Pick<Incoming, 'body' | 'bodyBytes' | 'incomplete'>

export interface BodyLimits {
  maxBytes: number
  timeoutMs: number
  /** Called with the number of further bytes to keep, before they are kept. */
  keep(bytes: number): void
}

const FIRST_BYTES = 4096

/** Nobody sends a message in pieces that are on average smaller than this: each costs as much as a large one. */
const MIN_PIECE_BYTES = 128
const FEW_PIECES = 256
/** The same limit for bodies that are no longer wanted. */
const FEW_UNWANTED_PIECES = 64

/**
 * Reads a body into one buffer, which grows with the bytes that come and not with the announced length. Always
 * resolves, with what there is; bytes that still come then are dropped unread, and soon the connection with them.
 */
export function readBody(request: IncomingMessage, { maxBytes, timeoutMs, keep }: BodyLimits): Promise<Body> {
  return new Promise((resolve) => {
    const maxPieces = Math.max(FEW_PIECES, maxBytes / MIN_PIECE_BYTES)
    let buffer = Buffer.alloc(0)
    let length = 0
    let bodyBytes = 0
    let pieces = 0
    const unwanted = { pieces: 0, bytes: 0 }
    let isOver = false
    const timer = setTimeout(() => finish('too-slow'), timeoutMs)

    function finish(incomplete?: Incoming['incomplete']): void {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      resolve({ body: buffer.subarray(0, length), bodyBytes, ...(incomplete && { incomplete }) })
    }
    function add(piece: Buffer): void {
      const wanted = Math.min(piece.length, maxBytes - length)
      if (length + wanted > buffer.length) grow(length + wanted)
      piece.copy(buffer, length, 0, wanted)
      length += wanted
    }
    function grow(needed: number): void {
      const size = Math.min(maxBytes, Math.max(FIRST_BYTES, buffer.length * 2, needed))
      keep(size - buffer.length)
      const larger = Buffer.allocUnsafeSlow(size)
      buffer.copy(larger, 0, 0, length)
      buffer = larger
    }

    request.on('data', (piece: Buffer) => {
      if (isOver) {
        unwanted.bytes += piece.length
        const most = Math.max(FEW_UNWANTED_PIECES, unwanted.bytes / MIN_PIECE_BYTES)
        if (++unwanted.pieces > most) request.destroy()
        return
      }
      bodyBytes += piece.length
      add(piece)
      if (bodyBytes > maxBytes || ++pieces > maxPieces) finish('too-large')
    })
    request.once('end', () => finish())
    request.once('error', () => finish('aborted'))
    request.once('aborted', () => finish('aborted'))
    // A request that waited for its turn may have been closed before anybody listened.
    if (request.destroyed && !request.complete) finish('aborted')
  })
}
