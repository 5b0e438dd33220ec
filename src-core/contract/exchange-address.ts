/*
 * The address of the page that shows one exchange alone is that of the workbench with this fragment. A fragment goes to
 * no server. It may be written by anybody, so that an id is looked at before it is used.
 */
const FRAGMENT = /^#exchange=([\w-]{1,64})$/

export function createExchangeFragment(id: string): string {
  return `#exchange=${id}`
}

/** Returns the exchange's id, or null if the fragment names none. */
export function readExchangeFragment(fragment: string): string | null {
  return FRAGMENT.exec(fragment)?.[1] ?? null
}
