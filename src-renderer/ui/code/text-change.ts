import type { Text } from '@codemirror/state'

/** Compares blocks of this size, so that a text of megabytes need not be compared unit by unit. */
const BLOCK = 4096

/** Returns the one change that turns `before` into `after`, as small as possible; null if they are the same. */
export function findChange(before: Text, after: Text): { from: number; to: number; insert: Text } | null {
  const a = before.toString()
  const b = after.toString()
  if (a === b) return null
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start + BLOCK <= shorter && a.slice(start, start + BLOCK) === b.slice(start, start + BLOCK))
    start += BLOCK
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start += 1
  const most = shorter - start
  let same = 0
  while (same + BLOCK <= most && blockBefore(a, same) === blockBefore(b, same)) same += BLOCK
  while (same < most && a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)) same += 1
  return { from: start, to: a.length - same, insert: after.slice(start, b.length - same) }
}

function blockBefore(text: string, same: number): string {
  return text.slice(text.length - same - BLOCK, text.length - same)
}
