/*
 * Threat model. Incoming messages carry addresses, and the page may show them as links. If one goes to the operating
 * system, the program that has claimed its scheme starts: `file:`, `smb:`, `ms-msdt:` and the like have run code that
 * way. Only `https:` goes out, to the browser. An address with a name before an `@` poses as another host, and is
 * refused.
 */

/** Longer addresses break some browsers' command lines; the official pages that we link to are far shorter. */
const MAX_LENGTH = 2000

/** Returns the address for the system's browser, or null if it must not leave. */
export function externalLink(address: string): string | null {
  if (address.length > MAX_LENGTH || !URL.canParse(address)) return null
  const url = new URL(address)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null
  return url.href
}
