/** With new values there is nothing received any more: the signature that stood there was another request's. */
export const NOT_RECEIVED = { signature: '', msgSignature: '' }

/** Returns the present time in seconds, as WeChat's timestamps. */
export function freshTimestamp(): string {
  return String(Math.floor(Date.now() / 1000))
}

/** Returns nine or ten digits, as WeChat's nonces. */
export function freshNonce(): string {
  return String((crypto.getRandomValues(new Uint32Array(1))[0]! % 2_000_000_000) + 100_000_000)
}
