import type { TextRange } from '../../../../src-core/contract/conversion.ts'

/** An integer above 2^53−1 that is all that its element holds. */
export interface UnsafeInteger extends TextRange {
  value: string
}

/** An element with nothing but digits in it; or else a whole section of CDATA, whose content is somebody's text. */
const INTEGER_OR_CDATA =
  /(<[^!?/<>][^<>]*>\s*(?:<!\[CDATA\[\s*)?)([1-9]\d{15,})\s*(?:\]\]>\s*)?<\/|<!\[CDATA\[[\s\S]*?\]\]>/g

/** Nobody points at more of them. */
const MAX_FOUND = 50

/** Finds the integers of a message that a JavaScript number cannot hold, in the order of the text. */
export function findUnsafeIntegers(xml: string): UnsafeInteger[] {
  const found: UnsafeInteger[] = []
  for (const { index, 1: before = '', 2: value } of xml.matchAll(INTEGER_OR_CDATA)) {
    if (value === undefined || Number.isSafeInteger(Number(value))) continue
    const start = index + before.length
    found.push({ value, start, end: start + value.length })
    if (found.length === MAX_FOUND) break
  }
  return found
}
