/** The parts of a keyboard event that a key's name is made of. */
export interface PressedKey {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/** Keys that only change others. */
const MODIFIERS = new Set(['Control', 'Meta', 'Alt', 'AltGraph', 'Shift', 'CapsLock', 'Fn'])

/**
 * Returns the name of a pressed key as actions write it, as in `j`, `Shift+R`, `Ctrl+Enter` or `?`; null for a modifier
 * alone, and for a key that belongs to an input method. Ctrl is Command on a Mac, where Control alone makes no name:
 * there it edits text.
 */
export function nameOfKey(press: PressedKey, isMac: boolean): string | null {
  const { ctrlKey, metaKey, altKey, shiftKey } = press
  if (MODIFIERS.has(press.key) || ['Process', 'Dead', 'Unidentified', ''].includes(press.key)) return null
  if (isMac ? ctrlKey : metaKey) return null
  const hasCtrl = isMac ? metaKey : ctrlKey
  const key = hasCtrl || altKey ? plainKey(press) : press.key
  const isCharacter = [...key].length === 1
  const isLetter = /^[a-z]$/i.test(key)
  // A sign such as `?` needs Shift on some keyboards and not on others.
  const hasShift = shiftKey && (!isCharacter || isLetter || hasCtrl || altKey)
  const named = isLetter ? (hasCtrl || altKey || hasShift ? key.toUpperCase() : key.toLowerCase()) : key
  return [hasCtrl && 'Ctrl', altKey && 'Alt', hasShift && 'Shift', named === ' ' ? 'Space' : named]
    .filter(Boolean)
    .join('+')
}

/** With Ctrl or Alt, letters and digits go by their place where the keyboard writes others (Alt+B is ∫ on a Mac). */
function plainKey({ key, code }: PressedKey): string {
  if (/^[\x20-\x7e]$/.test(key) || [...key].length > 1) return key
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? key
}

/** Returns true for a single character without Ctrl or Alt: while somebody writes, it is what they write. */
export function isSingleKey(key: string): boolean {
  const bare = key.replace(/^Shift\+/, '')
  return [...bare].length === 1 || bare === 'Space'
}

/** Returns true for a letter or digit without Ctrl or Alt, which the switch for single keys is about. */
export function isLetterOrDigit(key: string): boolean {
  return /^(?:Shift\+)?[a-z0-9]$/i.test(key)
}

/** Returns true for a key that moves through the page or a list, or presses and leaves: no action can be set to it. */
export function isFixedKey(key: string): boolean {
  return /^(?:Shift\+)?(?:Tab|Space|Enter|Escape|Backspace|Delete|Home|End|PageUp|PageDown|Arrow\w+)$/.test(
    key,
  )
}
