/** Pixels from the row's edge to the context menu that a key opens: below the row's first words. */
const MENU_INDENT = 24

/** Opens the context menu where a click of the right button on the row would. */
export function openMenuAt(row: HTMLElement): void {
  const { left, bottom } = row.getBoundingClientRect()
  const at = { clientX: left + MENU_INDENT, clientY: bottom }
  row.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...at }))
}
