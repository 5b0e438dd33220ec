import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Stands where an exported request has no origin of its own: the history does not know the ports of then. */
export const ORIGIN = 'http://127.0.0.1'

/** Writes as fast as the file or the reader takes it: a hundred thousand exchanges are never in memory together. */
export async function writePieces(stream: Writable, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) if (!stream.write(piece)) await once(stream, 'drain')
}
