import { DOCUMENT_MAX } from '../../../src-core/contract/limits.ts'

export type FileReading =
  | { ok: true; text: string }
  | { ok: false; reason: 'tooLarge' | 'notUtf8' | 'unreadable' }

/** Reads a file as UTF-8, or says why the workbench does not take it. */
export async function readTextFile(file: File): Promise<FileReading> {
  if (file.size > DOCUMENT_MAX) return { ok: false, reason: 'tooLarge' }
  let bytes: ArrayBuffer
  try {
    bytes = await file.arrayBuffer()
  } catch {
    // It is a folder, or has gone since.
    return { ok: false, reason: 'unreadable' }
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { ok: false, reason: 'notUtf8' }
  }
}
