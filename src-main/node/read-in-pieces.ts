import type { Socket } from 'node:net'

/** Some 40 of the smallest requests. */
const PIECE_BYTES = 1024

export interface Reading {
  /** Whether something was read that the parser does not have yet. */
  isHolding(): boolean
  /** To be called when `mayGoOn` is true again. */
  goOn(): void
  /** From now on all is read as it comes. */
  stop(): void
}

/**
 * Lets Node's parser have what a socket reads in pieces, each of them only when `mayGoOn`. The parser makes requests of
 * all that it is given, whether or not the socket is paused meanwhile: of the 64 KB that a socket reads at once, 2,500.
 * While it may not go on, the socket is not read either.
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
  // Each piece that is taken has the socket ask for more, also while there is a rest.
  const read = socket._read
  socket._read = (size: number) => {
    if (rest.length === 0) read.call(socket, size)
  }
  // As long as nobody else listens, the parser takes its bytes from below the socket.
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
