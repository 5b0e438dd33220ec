const PREFIX = 'oMpscopeBurst'

/** Returns the OpenID of a fan, counted from 0: shaped like one, and nobody's. */
export function fanOpenId(number: number): string {
  return PREFIX + String(number).padStart(15, '0')
}

/** Tells whether a request, by its path and query, is in the name of such a fan. */
export function isOfBurst(target: string): boolean {
  return target.includes(`openid=${PREFIX}`)
}
