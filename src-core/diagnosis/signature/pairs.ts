import { getReceived, joinSorted, sha1 } from './mistake.ts'
import type {
  DigestMistake,
  JoinMistake,
  Mismatch,
  Mistake,
  PartsMistake,
  SignatureDiagnosis,
} from './mistake.ts'
import { tryMistake } from './trials.ts'

/**
 * The most variants of a mistake that are tried together with another one: a thousand, as for milliseconds, would be
 * too many.
 */
const VARIANTS = 24

/**
 * The most characters of all parts together: a stranger chooses them, and must not make us compute thousands of hashes
 * of megabytes.
 */
const MAX_LENGTH = 4096

/** One of two mistakes that were made, and the detail that its sentence names. */
interface Made<Kind extends Mistake = Mistake> {
  mistake: Kind
  detail: string
}

/** One way of going wrong in one place. */
interface Variant<Value, Kind extends Mistake> {
  value: Value
  made: Made<Kind>
}

/**
 * Finds the first two mistakes that together reproduce the received signature, such as a token with a line break and no
 * sorting, or MD5 in upper case. Computes some five thousand hashes of short texts; tries nothing if the values are
 * long.
 */
export function findPair(mismatch: Mismatch, mistakes: readonly Mistake[]): SignatureDiagnosis | undefined {
  const length = mismatch.parts.reduce((sum, { value }) => sum + value.length, 0)
  if (length > MAX_LENGTH) return undefined
  const received = getReceived(mismatch)
  return findUpperCase(mismatch, mistakes, received) ?? search(tryPairs(mismatch, mistakes), received)
}

/** Finds a mistake whose digest was written in upper case, which is the other mistake. */
function findUpperCase(
  mismatch: Mismatch,
  mistakes: readonly Mistake[],
  received: string,
): SignatureDiagnosis | undefined {
  const lower = received.toLowerCase()
  const upperCase = mistakes.find(({ code }) => code === 'digest-upper-case')
  if (lower === received || !upperCase) return undefined
  for (const mistake of mistakes) {
    for (const { digest, detail = '' } of tryMistake(mistake, mismatch)) {
      if (digest === lower) return describe({ mistake, detail }, { mistake: upperCase, detail: '' })
    }
  }
  return undefined
}

function search(
  pairs: Iterable<{ digest: string; made: [Made, Made] }>,
  received: string,
): SignatureDiagnosis | undefined {
  for (const { digest, made } of pairs) if (digest === received) return describe(...made)
  return undefined
}

function* tryPairs(
  mismatch: Mismatch,
  mistakes: readonly Mistake[],
): Iterable<{ digest: string; made: [Made, Made] }> {
  const inParts = mistakes.filter((one) => one.in === 'parts')
  const inJoin = mistakes.filter((one) => one.in === 'join')
  const inDigest = mistakes.filter((one) => one.in === 'digest')
  const changed = [...changeParts(mismatch, inParts)]

  for (const { value: parts, made: first } of changed) {
    for (const { value: text, made } of joinParts(parts, inJoin)) {
      yield { digest: sha1(text), made: [first, made] }
    }
    for (const { value: digest, made } of digestText(joinSorted(parts), parts, inDigest)) {
      yield { digest, made: [first, made] }
    }
  }
  for (const { value: text, made: first } of joinParts(mismatch.parts, inJoin)) {
    for (const { value: digest, made } of digestText(text, mismatch.parts, inDigest)) {
      yield { digest, made: [first, made] }
    }
  }
  for (const { value: parts, made: first } of changed) {
    // Another account's token can get a line break; the other way round it would only be replaced.
    const earlier = inParts.slice(0, inParts.indexOf(first.mistake))
    for (const { value, made } of changeParts({ ...mismatch, parts }, earlier)) {
      yield { digest: sha1(joinSorted(value)), made: [first, made] }
    }
  }
  yield* tryOrderAndSeparator(mismatch, inJoin)
}

/**
 * Tries wrong order and a separator together: two mistakes of one kind, in which the second joins what the first
 * ordered.
 */
function* tryOrderAndSeparator(
  { parts }: Mismatch,
  inJoin: readonly JoinMistake[],
): Iterable<{ digest: string; made: [Made, Made] }> {
  const separated = inJoin.find(({ code }) => code === 'parts-separated')
  const unsorted = inJoin.find(({ code }) => code === 'parts-unsorted')
  if (!separated?.joinAsIs || !unsorted) return
  const detail = [...unsorted.join(parts)][0]?.detail ?? ''
  for (const { text, detail: separator = '' } of separated.joinAsIs(parts)) {
    yield {
      digest: sha1(text),
      made: [
        { mistake: unsorted, detail },
        { mistake: separated, detail: separator },
      ],
    }
  }
}

function* changeParts(
  mismatch: Mismatch,
  mistakes: readonly PartsMistake[],
): Iterable<Variant<Mismatch['parts'], PartsMistake>> {
  for (const mistake of mistakes) {
    for (const { parts, detail = '' } of takeSome(mistake.change(mismatch))) {
      yield { value: parts, made: { mistake, detail } }
    }
  }
}

function* joinParts(
  parts: Mismatch['parts'],
  mistakes: readonly JoinMistake[],
): Iterable<Variant<string, JoinMistake>> {
  for (const mistake of mistakes) {
    for (const { text, detail = '' } of takeSome(mistake.join(parts))) {
      yield { value: text, made: { mistake, detail } }
    }
  }
}

function* digestText(
  text: string,
  parts: Mismatch['parts'],
  mistakes: readonly DigestMistake[],
): Iterable<Variant<string, DigestMistake>> {
  for (const mistake of mistakes) {
    for (const value of mistake.digest(text, parts)) yield { value, made: { mistake, detail: '' } }
  }
}

function* takeSome<Value>(values: Iterable<Value>): Iterable<Value> {
  let left = VARIANTS
  for (const value of values) {
    if (left-- === 0) return
    yield value
  }
}

function describe(first: Made, second: Made): SignatureDiagnosis {
  const [a, b] = [first, second].map(({ mistake, detail }) => mistake.explain(detail))
  return {
    code: `${first.mistake.code}+${second.mistake.code}`,
    text: {
      zh: `有两处不对。一是${a!.zh}二是${b!.zh}`,
      en: `Two things are wrong at once. First: ${a!.en} Second: ${b!.en}`,
    },
  }
}
