import type { Writable } from 'node:stream'

/** The most that may wait for a slow or paused reader; a line with none waiting before it may be longer. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024

/** Writes lines as fast as the reader takes them. */
export interface BoundedOutput {
  /** Takes a line without its end, and drops it if too much waits already; a later line says how many were dropped. */
  line(text: string): void
}

/**
 * Threat: strangers decide how much is printed, and a paused reader (`serve --json | less`) would make all of it wait
 * in memory. `describeDropped` words the line that replaces missing lines.
 */
export function createBoundedOutput(
  stream: Writable,
  describeDropped: (count: number) => string,
): BoundedOutput {
  let dropped = 0
  const waitingWith = (text: string) => stream.writableLength + Buffer.byteLength(text)
  stream.on('drain', () => {
    if (dropped === 0) return
    const count = dropped
    dropped = 0
    stream.write(`${describeDropped(count)}\n`)
  })
  return {
    line(text) {
      // Once a line is missing, none is printed until a line says so, in the right place.
      const isFull = dropped > 0 || (stream.writableNeedDrain && waitingWith(text) > MAX_WAITING_BYTES)
      if (isFull) dropped++
      else if (!stream.destroyed) stream.write(`${text}\n`)
    },
  }
}
