import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { TextRange } from '../../../../src-core/contract/conversion.ts'
import type { Exchange } from '../../../../src-core/contract/exchange.ts'
import type { FindingCode } from '../../../../src-core/contract/findings.ts'
import type { ValueBadge } from '../../../ui/code/value-badges.ts'
import { placeRange } from './place-range.ts'
import { findUnsafeIntegers } from './unsafe-integers.ts'
import type { UnsafeInteger } from './unsafe-integers.ts'

const kinds = {
  'xml.leading-zero': 'leadingZero',
  'xml.control-character': 'controlCharacter',
  'xml.stray-text': 'strayText',
} as const satisfies Partial<Record<FindingCode, string>>

/**
 * Creates marks in the XML: for the diagnosis's findings in its values, and for integers that a double cannot hold, which
 * nearly every message has.
 */
export function useFindingBadges(exchange: ComputedRef<Pick<Exchange, 'message' | 'findings'>>) {
  const { t, locale } = useI18n()
  return computed(() => {
    const { message, findings } = exchange.value
    const xml = message?.xml ?? ''
    const marks = findings.flatMap(({ code, title, at }): ValueBadge[] => {
      const kind = Object.hasOwn(kinds, code) ? kinds[code as keyof typeof kinds] : undefined
      if (!kind || at?.in !== 'request-body') return []
      const range = numberIn(xml, placeRange(xml, at))
      const value = xml.slice(range.start, range.end)
      switch (kind) {
        case 'leadingZero': {
          const note = t('badge.leadingZeroNote', { value, read: String(Number(value)) })
          return [{ ...range, label: t('badge.leadingZero'), note }]
        }
        case 'controlCharacter': {
          // It is drawn with its own name already; only its place is missing.
          const note = t('badge.controlCharacterNote', { title: title[locale.value], offset: at.offset })
          return [{ ...range, label: '', note }]
        }
        case 'strayText':
          return [{ ...range, label: t('badge.strayText'), note: title[locale.value] }]
      }
    })
    return [...marks, ...findUnsafeIntegers(xml).map(markUnsafe)]
  })

  function markUnsafe({ value, ...range }: UnsafeInteger): ValueBadge {
    const read = String(Number(value))
    const note =
      read === value ? t('badge.unsafeIntegerLucky') : t('badge.unsafeIntegerNote', { value, read })
    return { ...range, label: t('badge.unsafeInteger'), note }
  }
}

/**
 * Returns the digits in an element that holds nothing else, so that its tags are not marked as well; else the range
 * itself.
 */
function numberIn(xml: string, range: TextRange): TextRange {
  const element = xml.slice(range.start, range.end)
  const number = /^(<[^>]*>\s*(?:<!\[CDATA\[)?\s*)(-?\d+)\s*(?:\]\]>)?\s*<\//.exec(element)
  if (!number) return range
  const [, before = '', digits = ''] = number
  const start = range.start + before.length
  return { start, end: start + digits.length }
}
