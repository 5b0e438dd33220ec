import type { Socket } from 'node:net'

/** About 40 of the smallest requests. */
const PIECE_BYTES = 1024

export interface Reading {
  /** Returns true while the parser does not have all bytes that were read. */
  isHolding(): boolean
  /** To be called when `mayGoOn` is true again. */
  goOn(): void
  /** From now on all is read as it comes. */
  stop(): void
}

/**
 * Passes the bytes of a socket to Node's parser in pieces, each only when `mayGoOn` returns true. The parser makes
 * requests of all bytes that it gets, even if the socket is paused meanwhile: 2,500 requests from the 64 KB that a
 * socket reads at once. While it may not go on, the socket is not read either.
 */
export function readInPieces(socket: Socket, mayGoOn: () => boolean): Reading {
  const push = socket.push.bind(socket)
  // `null` is the end.
  const rest: (Uint8Array | null)[] = []

  function goOn(): boolean {
    let isMoreWanted = true
    while (rest.length > 0 && mayGoOn()) isMoreWanted = push(rest.shift())
    if (socket.destroyed) rest.length = 0
    return isMoreWanted && rest.length === 0
  }

  socket.push = (bytes: Uint8Array | null) => {
    const end = bytes?.length ?? 0
    for (let from = 0; from < end; from += PIECE_BYTES) rest.push(bytes!.subarray(from, from + PIECE_BYTES))
    if (bytes === null) rest.push(null)
    return goOn()
  }
  // Every piece that is taken makes the socket read on, even while there is a rest.
  const read = socket._read
  socket._read = (size: number) => {
    if (rest.length === 0) read.call(socket, size)
  }
  // If nobody else listens, the parser takes its bytes from below the socket.
  const listen = () => {}
  socket.on('data', listen)
  return {
    isHolding: () => rest.length > 0,
    goOn,
    stop() {
      socket.push = push
      socket._read = read
      socket.off('data', listen)
      while (rest.length > 0) push(rest.shift())
    },
  }
}
