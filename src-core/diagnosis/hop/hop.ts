import type { Bilingual } from '../../contract/text.ts'

/**
 * Where a hop stands on the way from WeChat to the backend. `network` is the way out of the sender's own network, which
 * only requests of our own take.
 */
export type HopKind = 'tunnel' | 'edge' | 'proxy' | 'network'

/** The meaning of an answer of a hop, and the side to look at. */
export interface HopWords {
  detail: Bilingual
  fix: Bilingual
}

/**
 * A sign that this hop wrote the answer itself and did not only pass it on. All of the given tests must be met.
 */
export interface Sign {
  header?: { name: string; value: RegExp }
  /**
   * The evidence is its group `shown`, or else the whole match, after the page's title if it has a group for that.
   * Without a body the evidence is the header.
   */
  body?: RegExp
  status?: readonly number[]
  /** The hop's words, or those for the match: of the body, else of the header's value. */
  words: HopWords | ((match: RegExpExecArray) => HopWords)
}

/** A row of the table of hops. */
export interface Hop {
  kind: HopKind
  name: Bilingual
  /** Where the signs were read: the hop's own source, its documentation, or a public report with the bytes. */
  source: string
  /** The first that is met counts. */
  signs: readonly Sign[]
}
