/** The group of the messages that are in this collection; no group of the catalogue has a slash. */
const OWN = 'own/'
export const groupOfCollection = (collection: string): string => OWN + collection

/** Returns null for a group of the catalogue. */
export function collectionOf(group: string): string | null {
  return group.startsWith(OWN) ? group.slice(OWN.length) : null
}
