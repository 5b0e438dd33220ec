/**
 * Returns true for a key with which people leave a field of their own will: the next letter is a key again. `key` is its
 * name; `oneLine` is true for a field in which Enter starts no new line.
 */
export function leavesField(
  { defaultPrevented, isComposing }: { defaultPrevented: boolean; isComposing: boolean },
  key: string | null,
  oneLine: boolean,
): boolean {
  // Escape and Enter end a composition, and the writing goes on.
  if (isComposing || key === null) return false
  // Enter sends the form of a field of one line; a longer field may use it for something else than a new line.
  if (key === 'Enter') return oneLine || defaultPrevented
  return /^(?:Escape|(?:Shift\+)?Tab|(?:Ctrl|Alt)\+.*)$/.test(key)
}
