/** Random numbers that are the same for the same seed, on every machine. */
export interface Random {
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number
  pick<Value>(list: readonly Value[]): Value
  /** True in so many of 100 cases. */
  percent(share: number): boolean
  bytes(length: number): Buffer
}

/** xmur3 makes 128 bits of the seed, sfc32 draws from them. Source: https://pracrand.sourceforge.net */
export function createRandom(seed: string): Random {
  const next = sfc32(seed)
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit)
  return {
    below,
    pick: (list) => list[below(list.length)]!,
    percent: (share) => below(100) < share,
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  }
}

function sfc32(seed: string): () => number {
  let hash = 1779033703 ^ seed.length
  for (let at = 0; at < seed.length; at++) {
    hash = Math.imul(hash ^ seed.charCodeAt(at), 3432918353)
    hash = (hash << 13) | (hash >>> 19)
  }
  const part = () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507)
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909)
    return (hash ^= hash >>> 16) >>> 0
  }
  let [a, b, c, d] = [part(), part(), part(), part()]
  return () => {
    const drawn = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + drawn
    return drawn >>> 0
  }
}
