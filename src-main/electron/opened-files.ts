/*
 * Threat model. Whoever can start our program, or a file manager for them, names a file; and what stands on a command
 * line may come from a link or another program. So only a file with the ending of saved exchanges is taken, only a
 * regular one (a pipe or a device would never end), and only up to the size that the page takes by itself. It is read
 * here and shown to nobody but our page, which imports it as it would a file that is dropped on it; the page names no
 * file, and never learns the folder of one.
 */
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { WebContents } from 'electron'
import { DOCUMENT_MAX } from '../../src-core/contract/limits.ts'
import { isSessionFile } from '../../src-core/contract/session-file.ts'
import type { OpenedFile } from '../../src-core/contract/session-file.ts'
import type { AppAddress } from './app-address.ts'
import { FILE_TO_RENDERER, FILES_WANTED } from './ipc-channels.ts'
import { isOurPage } from './ipc.ts'

/** Longer than any path that an operating system takes. */
const LONGEST_PATH = 32 * 1024

/**
 * Returns the absolute path of the first file of saved exchanges among what is no option on a command line; null if
 * there is none. File managers of Linux give an address (`file:`) instead of a path.
 */
export function findSessionFile(positionals: readonly string[], folder: string): string | null {
  for (const given of positionals) {
    const path = /^file:/i.test(given) ? pathOfAddress(given) : given
    if (path !== null && isSessionFile(path)) return resolve(folder, path)
  }
  return null
}

/** An address of another computer has no path here. */
function pathOfAddress(address: string): string | null {
  try {
    return new URL(address).host === '' ? fileURLToPath(address) : null
  } catch {
    return null
  }
}

/** What an instance that ends at once gives to the one that runs: its own command line is read by itself. */
export interface Handover {
  file: string | null
}

/** Returns the path in a handover, or null. Another program can start ours under the same name, too. */
export function decodeHandover(value: unknown): string | null {
  const { file } = (typeof value === 'object' && value !== null ? value : {}) as { file?: unknown }
  if (typeof file !== 'string' || file.length > LONGEST_PATH) return null
  return isAbsolute(file) && isSessionFile(file) ? file : null
}

/** Never rejects. */
export async function readSessionFile(path: string): Promise<OpenedFile> {
  const name = basename(path)
  try {
    // Without waiting for somebody to write, if it is a pipe.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const { size, isFile } = await file.stat().then((stat) => ({ size: stat.size, isFile: stat.isFile() }))
      if (!isFile) return { name, reason: 'unreadable' }
      if (size > DOCUMENT_MAX) return { name, reason: 'tooLarge' }
      // It may grow meanwhile, which nobody waits for.
      const bytes = new Uint8Array(size)
      const { bytesRead } = await file.read(bytes, 0, size, 0)
      return { name, bytes: bytes.subarray(0, bytesRead) }
    } finally {
      await file.close()
    }
  } catch {
    return { name, reason: 'unreadable' }
  }
}

export interface OpenedFiles {
  /** Takes the path of a file that the user opened; shows it as soon as there is a page that asks for such files. */
  open(path: string): void
  /** Shows the files to this page from now on, in their order, and again after it was loaded anew. */
  serve(contents: WebContents, own: AppAddress): void
}

export function createOpenedFiles(
  read: (path: string) => Promise<OpenedFile> = readSessionFile,
): OpenedFiles {
  const waiting: string[] = []
  let show: ((file: OpenedFile) => void) | null = null
  let isReading = false

  async function showWaiting(): Promise<void> {
    if (isReading) return
    isReading = true
    for (let [path] = waiting; path !== undefined; [path] = waiting) {
      if (!show) break
      const file = await read(path)
      // The page may have gone meanwhile; then the next one gets it.
      if (!show) break
      waiting.shift()
      show(file)
    }
    isReading = false
  }

  return {
    open(path) {
      waiting.push(path)
      void showWaiting()
    },
    serve(contents, own) {
      contents.ipc.on(FILES_WANTED, ({ senderFrame }) => {
        if (!isOurPage(own, senderFrame, contents.mainFrame)) return
        show = (file) => contents.send(FILE_TO_RENDERER, file)
        void showWaiting()
      })
      // The next document asks for itself.
      const stop = () => (show = null)
      contents.on('did-navigate', stop)
      contents.on('render-process-gone', stop)
      contents.on('destroyed', stop)
    },
  }
}
