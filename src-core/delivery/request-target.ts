/**
 * Returns path and query of an address as they stand, including `#`: `URL` would encode or cut characters that other
 * clients leave alone.
 */
export function targetOf(url: string): string {
  const target = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '')
  return target.startsWith('/') ? target : `/${target}`
}
