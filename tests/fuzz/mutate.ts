import type { Random } from './random.ts'

/** Numbers at which readers of numbers break. */
const NUMBERS = [
  '0',
  '-1',
  '007',
  '1e999',
  '-1e-999',
  'NaN',
  'Infinity',
  '0x10',
  '4294967296',
  '9007199254740993',
  '18446744073709551616',
  '9'.repeat(309),
  '-' + '9'.repeat(400),
  '0.' + '1'.repeat(400),
]

/** Makes one to four small changes, as a peer does that is broken or malicious. */
export function mutate(bytes: Uint8Array, random: Random, words: readonly string[]): Buffer {
  let mutated: Buffer = Buffer.from(bytes)
  for (let left = 1 + random.below(4); left > 0; left--) mutated = mutateOnce(mutated, random, words)
  return mutated
}

function mutateOnce(bytes: Buffer, random: Random, words: readonly string[]): Buffer {
  const at = random.below(bytes.length + 1)
  const until = Math.min(bytes.length, at + 1 + random.below(random.pick([2, 16, 200])))
  const replaceBy = (middle: Uint8Array, from = at, to = until) =>
    Buffer.concat([bytes.subarray(0, from), middle, bytes.subarray(to)])
  switch (random.below(9)) {
    case 0:
      return replaceBy(random.bytes(1 + random.below(4)))
    case 1:
      return replaceBy(Buffer.alloc(0))
    case 2:
      return replaceBy(Buffer.from(random.pick(words)), at, at)
    case 3:
      return replaceBy(Buffer.from(random.pick(words)))
    case 4: {
      // The same again, now and then very often.
      const times = random.pick([1, 2, 3, 10, 100, 1000])
      return replaceBy(Buffer.concat(Array.from({ length: times }, () => bytes.subarray(at, until))), at, at)
    }
    case 5:
      return bytes.subarray(0, at)
    case 6: {
      const digits = findRun(bytes, at, (byte) => byte >= 48 && byte <= 57)
      return digits ? replaceBy(Buffer.from(random.pick(NUMBERS)), ...digits) : replaceBy(random.bytes(1))
    }
    case 7: {
      const from = random.below(bytes.length + 1)
      return replaceBy(bytes.subarray(from, from + random.below(64)), at, at)
    }
    default: {
      const flipped = Buffer.from(bytes)
      if (at < flipped.length) flipped[at]! ^= 1 << random.below(8)
      return flipped
    }
  }
}

/** Returns the first run of such bytes after `at`. */
function findRun(bytes: Buffer, at: number, fits: (byte: number) => boolean): [number, number] | null {
  let from = at
  while (from < bytes.length && !fits(bytes[from]!)) from++
  let to = from
  while (to < bytes.length && fits(bytes[to]!)) to++
  return to > from ? [from, to] : null
}
