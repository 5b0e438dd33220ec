import type { Side } from '../../composables/useCounterparts.ts'

/** In bytes; what the workbench takes at most. */
const LARGEST = 32 * 1024 * 1024

export type FileReading =
  { ok: true; side: Side; text: string } | { ok: false; reason: 'tooLarge' | 'notUtf8' | 'unreadable' }

/** A file as text, and the side it belongs to: as it begins, else as it is called, else where it was dropped. */
export async function readFile(file: File, dropped: Side | null): Promise<FileReading> {
  if (file.size > LARGEST) return { ok: false, reason: 'tooLarge' }
  let bytes: ArrayBuffer
  try {
    bytes = await file.arrayBuffer()
  } catch {
    // A folder, or gone since.
    return { ok: false, reason: 'unreadable' }
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { ok: true, side: sideOf(text, file.name) ?? dropped ?? 'xml', text }
  } catch {
    return { ok: false, reason: 'notUtf8' }
  }
}

function sideOf(text: string, name: string): Side | null {
  const first = /\S/.exec(text)?.[0]
  if (first === '<') return 'xml'
  if (first === '{' || first === '[') return 'json'
  if (/\.xml$/i.test(name)) return 'xml'
  return /\.json$/i.test(name) ? 'json' : null
}
