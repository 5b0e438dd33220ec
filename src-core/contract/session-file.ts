/**
 * A file of saved exchanges: the JSON that `import` reads, under an ending of its own, so that the operating system
 * opens it with the workbench.
 */
export const SESSION_ENDING = 'mpscope'

/** Returns whether a name, or a path, is that of such a file. */
export function isSessionFile(name: string): boolean {
  return new RegExp(`[^/\\\\]\\.${SESSION_ENDING}$`, 'i').test(name)
}

/** A file that the user opened with the workbench: its bytes, or the reason why there are none. */
export type OpenedFile = { name: string } & (
  | { bytes: Uint8Array<ArrayBuffer> }
  | { reason: 'tooLarge' | 'unreadable' }
)
