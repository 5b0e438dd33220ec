import type { Ports } from '../ports.ts'

/** Returns a fresh 9- or 10-digit nonce, as WeChat's are. */
export function createNonce({ randomBytes }: Pick<Ports, 'randomBytes'>): string {
  const [chance = 0] = new Uint32Array(Uint8Array.from(randomBytes(4)).buffer)
  return String((chance % 2_000_000_000) + 100_000_000)
}
