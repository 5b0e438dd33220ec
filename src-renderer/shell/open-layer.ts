/** Reka UI marks everything that lies over the page and closes with Escape: panels, dialogs, menus. */
const LAYER = '[data-dismissable-layer]'

export function hasOpenLayer(): boolean {
  return document.querySelector(LAYER) !== null
}

/** Closes the uppermost layer as the key Escape would. Returns false if there is none. */
export function closeLayer(): boolean {
  if (!hasOpenLayer()) return false
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  return true
}
