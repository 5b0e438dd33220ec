import type { Writable } from 'node:stream'

/** At most so much waits for a reader that is slow or paused; a line with none waiting before it may be longer. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024

/** Writes lines as fast as they are read. */
export interface BoundedOutput {
  /** Takes a line without its end, and drops it where too much waits already; later a line counts those dropped. */
  line(text: string): void
}

/**
 * Threat: strangers decide how much is printed, and a reader that is paused (`serve --json | less`) would make all of it
 * wait in memory. `describeDropped` words the line that stands where lines are missing.
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
      // Once a line is missing none is printed until that has been said, so that it is said in its place.
      const isFull = dropped > 0 || (stream.writableNeedDrain && waitingWith(text) > MAX_WAITING_BYTES)
      if (isFull) dropped++
      else if (!stream.destroyed) stream.write(`${text}\n`)
    },
  }
}
