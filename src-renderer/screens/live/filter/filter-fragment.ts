/** The filter is kept in the page's fragment, which goes to no server, so that a reload shows the same rows. */
export function readFilterFragment(fragment: string): string {
  return new URLSearchParams(fragment.slice(1)).get('filter') ?? ''
}

export function writeFilterFragment(filter: string): void {
  const fragment = filter === '' ? '' : `#${new URLSearchParams({ filter }).toString()}`
  history.replaceState(history.state, '', location.pathname + location.search + fragment)
}
