import type { ClientRequest } from 'node:http'
import { isIP } from 'node:net'
import type { Socket } from 'node:net'
import type { DeliveryStep } from '../../src-core/ports/http.ts'

/** The bytes that come for one request, seen beside Node's parser, which throws away what it cannot read. */
export interface WireTap {
  /** The step that the request is at. */
  step(): DeliveryStep
  /** All bytes that came, up to the limit. */
  bytes(): Uint8Array
  /** True if more came than the limit. */
  isCut(): boolean
  /** The offset of the piece that came last, in which the parser may have stopped. */
  lastPiece(): number
  /** True if the other side has ended its half of the connection. */
  isClosed(): boolean
  /** Leaves the connection alone: the next request may have it. */
  stop(): void
}

/** Listens on the connection of a request. Keeps `maxBytes` at most: interim responses could go on for ever. */
export function tapWire(outgoing: ClientRequest, maxBytes: number): WireTap {
  const pieces: Buffer[] = []
  let kept = 0
  let length = 0
  let lastPiece = 0
  let isClosed = false
  let step: DeliveryStep = isIP(outgoing.host) === 0 ? 'looking-up' : 'connecting'
  let tapped: Socket | null = null

  function onData(piece: Buffer): void {
    lastPiece = length
    length += piece.length
    if (kept + piece.length > maxBytes) return
    kept += piece.length
    pieces.push(piece)
  }
  const onEnd = (): void => void (isClosed = true)
  const onLookup = (): void => void (step = 'connecting')
  const onConnect = (): void => void (step = tapped && 'encrypted' in tapped ? 'securing' : 'asking')
  const onSecure = (): void => void (step = 'asking')

  outgoing.once('socket', (socket) => {
    tapped = socket
    if (!socket.connecting) step = 'asking'
    // Comes before the parser's own listener, which may destroy the connection.
    socket.prependListener('data', onData)
    socket.prependListener('end', onEnd)
    socket.once('lookup', onLookup).once('connect', onConnect).once('secureConnect', onSecure)
  })

  return {
    step: () => step,
    // A piece that is the only one is not copied.
    bytes: () => (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)),
    isCut: () => length > kept,
    lastPiece: () => lastPiece,
    isClosed: () => isClosed,
    stop() {
      tapped?.off('data', onData).off('end', onEnd)
      tapped?.off('lookup', onLookup).off('connect', onConnect).off('secureConnect', onSecure)
    },
  }
}
