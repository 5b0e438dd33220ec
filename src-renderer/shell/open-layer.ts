/** Reka UI marks everything that lies over the page and closes with Escape: panels, dialogs, menus. */
const LAYER = '[data-dismissable-layer]'

export function hasOpenLayer(): boolean {
  return document.querySelector(LAYER) !== null
}

/** Returns false if only a panel is open that was told to stay open beside the screen: somebody works on both. */
export function hasCoveringLayer(): boolean {
  return document.querySelector(`${LAYER}:not([data-pinned])`) !== null
}

/** Closes the uppermost layer as the key Escape would. Returns false if there is none. */
export function closeLayer(): boolean {
  if (!hasOpenLayer()) return false
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  return true
}
