import { joinSorted, sha1 } from './mistake.ts'
import type { Mismatch, Mistake, Trial } from './mistake.ts'

/** Yields the signatures that one mistake gives if everything else is done as WeChat does it. */
export function* tryMistake(mistake: Mistake, mismatch: Mismatch): Iterable<Trial> {
  switch (mistake.in) {
    case 'parts':
      for (const { parts, detail } of mistake.change(mismatch)) {
        yield { digest: sha1(joinSorted(parts)), ...(detail !== undefined && { detail }) }
      }
      return
    case 'join':
      for (const { text, ...rest } of mistake.join(mismatch.parts)) yield { digest: sha1(text), ...rest }
      return
    case 'digest':
      for (const digest of mistake.digest(joinSorted(mismatch.parts), mismatch.parts)) yield { digest }
      return
    case 'whole':
      yield* mistake.compute(mismatch)
  }
}
