import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef } from 'vue'
import type { CounterpartPair, TextRange } from '../../../src-core/contract/conversion.ts'
import type { MarkedRange } from '../../ui/code/marked-range.ts'
import type { PointingManner } from '../../ui/code/pointing.ts'
import { createRangeIndex } from './range-index.ts'

export type Side = 'xml' | 'json'

export interface PairedTexts {
  xml: string
  json: string
  pairs: readonly CounterpartPair[]
}

/** A value that somebody points at, and its side. */
interface Pointed {
  side: Side
  pair: CounterpartPair
}

export type Counterpart = ReturnType<typeof useCounterparts>

/**
 * Finds the value that somebody points at, and its place on both sides. The mouse is preferred to the resting cursor;
 * only a move of the cursor asks the other side to scroll. `texts` is null if the two do not belong together. `isFresh`
 * returns false while they are being changed: marks stay then, but nothing new can be pointed at.
 */
export function useCounterparts(texts: ComputedRef<PairedTexts | null>, isFresh = () => true) {
  const hovered = shallowRef<Pointed | null>(null)
  const rested = shallowRef<Pointed | null>(null)
  const cursorMoved = shallowRef(false)

  // Includes the key, which people point at as often as at the value.
  const jsonRanges = computed(() => {
    const { json = '', pairs = [] } = texts.value ?? {}
    return pairs.map((pair) => withKey(json, pair))
  })
  const find = {
    xml: computed(() => createRangeIndex((texts.value?.pairs ?? []).map(({ xml }) => xml))),
    json: computed(() => createRangeIndex(jsonRanges.value)),
  }

  function pairAt(side: Side, at: number): CounterpartPair | null {
    const index = isFresh() ? find[side].value(at) : null
    return index === null ? null : (texts.value?.pairs[index] ?? null)
  }

  function point(side: Side, at: number | null, manner: PointingManner): void {
    if (!texts.value || !isFresh()) return
    const pair = at === null ? null : pairAt(side, at)
    const pointed = pair && { side, pair }
    cursorMoved.value = manner === 'cursor'
    if (manner === 'cursor') {
      hovered.value = null
      rested.value = pointed
    } else if (hovered.value?.pair !== pair) hovered.value = pointed
  }

  watch(texts, () => {
    hovered.value = null
    rested.value = null
  })

  const pointed = computed(() => hovered.value ?? rested.value)

  function markedOn(side: Side): MarkedRange | null {
    const { pair, side: from } = pointed.value ?? {}
    // Marking the whole of both sides would say nothing.
    if (!pair || pair.path.length === 0) return null
    const reveal = cursorMoved.value && hovered.value === null && from !== side
    return { ...rangeOn(side, pair), reveal }
  }

  function rangeOn(side: Side, pair: CounterpartPair): TextRange {
    if (side === 'xml') return pair.xml
    return jsonRanges.value[texts.value?.pairs.indexOf(pair) ?? -1] ?? pair.json
  }

  return {
    /**
     * The names below the root of the value at the cursor, or null. While the mouse points at a value there is none: the
     * note beside the mouse says it, and nothing is said twice.
     */
    path: computed(() => (hovered.value ? null : (rested.value?.pair.path ?? null))),
    xml: computed(() => markedOn('xml')),
    json: computed(() => markedOn('json')),
    point,
    pairAt,
    rangeOn,
  }
}

const LONGEST_KEY = 300

function withKey(json: string, { json: { start, end }, path }: CounterpartPair): TextRange {
  const usual = `"${path.at(-1)}": `
  if (json.startsWith(usual, start - usual.length)) return { start: start - usual.length, end }
  const before = json.slice(Math.max(0, start - LONGEST_KEY), start)
  const key = /"(?:[^"\\]|\\.)*"\s*:\s*$/.exec(before)
  return { start: key ? start - key[0].length : start, end }
}
