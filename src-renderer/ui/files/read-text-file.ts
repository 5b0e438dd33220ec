/** In bytes; what the workbench takes at most. */
const LARGEST = 32 * 1024 * 1024

export type FileReading =
  { ok: true; text: string } | { ok: false; reason: 'tooLarge' | 'notUtf8' | 'unreadable' }

/** Reads a file as UTF-8, or says why it is no text that the workbench takes. */
export async function readTextFile(file: File): Promise<FileReading> {
  if (file.size > LARGEST) return { ok: false, reason: 'tooLarge' }
  let bytes: ArrayBuffer
  try {
    bytes = await file.arrayBuffer()
  } catch {
    // A folder, or gone since.
    return { ok: false, reason: 'unreadable' }
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { ok: false, reason: 'notUtf8' }
  }
}
