/**
 * Returns the number of rows by which a key moves the selection; null for any other key. `page` is the number of rows
 * in sight.
 */
export function moveOfKey(event: KeyboardEvent, page: number): number | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  switch (event.key) {
    case 'ArrowDown':
      return 1
    case 'ArrowUp':
      return -1
    case 'PageDown':
      return page
    case 'PageUp':
      return -page
    case 'Home':
      return -Infinity
    case 'End':
      return Infinity
    default:
      return null
  }
}
