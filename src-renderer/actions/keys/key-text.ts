const SIGNS: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ContextMenu: 'Menu',
}

const MAC_SIGNS: Record<string, string> = { ...SIGNS, Ctrl: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↩' }

/** Returns a key as its hint shows it: `Alt+↓`, and `⌥↓` on a Mac. A letter is shown as it stands on the keyboard. */
export function textOfKey(key: string, isMac: boolean): string {
  const signs = isMac ? MAC_SIGNS : SIGNS
  return partsOf(key)
    .map((part) => signs[part] ?? (/^[a-z]$/.test(part) ? part.toUpperCase() : part))
    .join(isMac ? '' : '+')
}

/** Returns a key as `aria-keyshortcuts` wants it. */
export function ariaOfKey(key: string, isMac: boolean): string {
  return partsOf(key)
    .map((part) => (part === 'Ctrl' ? (isMac ? 'Meta' : 'Control') : part === '+' ? 'Plus' : part))
    .join('+')
}

function partsOf(key: string): string[] {
  // The last part may itself be a plus.
  const [, modifiers = '', last = ''] = /^((?:(?:Ctrl|Alt|Shift)\+)*)(.+)$/.exec(key) ?? []
  return [...modifiers.split('+').filter(Boolean), last]
}
