import { filterKeyNames } from '../../../../src-core/contract/filter.ts'
import type { FilterReading } from '../../../../src-core/contract/filter.ts'
import type { Bilingual } from '../../../../src-core/contract/text.ts'
import type { KeptFilters } from './useKeptFilters.ts'

/** Something to take into the field: the whole text, and the place where one goes on writing. */
export interface FilterOption {
  kind: 'saved' | 'recent' | 'completion'
  /** As the list shows it. */
  insert: string
  says: Bilingual | null
  text: string
  caret: number
}

/** Lists what could be written: in an empty field what was written before, and then every key. */
export function listOptions(
  text: string,
  caret: number,
  { completions }: Pick<FilterReading, 'completions'>,
  { saved, recent }: Pick<KeptFilters, 'saved' | 'recent'>,
): FilterOption[] {
  const whole = (kind: 'saved' | 'recent', texts: readonly string[]): FilterOption[] =>
    texts.map((one) => ({ kind, insert: one, says: null, text: one, caret: one.length }))
  const before =
    text.trim() === ''
      ? [
          ...whole('saved', saved.value),
          ...whole(
            'recent',
            recent.value.filter((one) => !saved.value.includes(one)),
          ),
        ]
      : []
  const next = completions.map(({ at, length, insert, says }): FilterOption => {
    // A key waits for its value; a value is done.
    const written = insert.endsWith(':') || insert.endsWith('~') ? insert : `${insert} `
    const rest = text.slice(at + length).trimStart()
    return {
      kind: 'completion',
      insert,
      says,
      text: text.slice(0, at) + written + rest,
      caret: at + written.length,
    }
  })
  // What is written already is no news.
  return [...before, ...next.filter((option) => option.text.trim() !== text.trim() || caret < text.length)]
}

/** What else begins something, and is not looked for. */
const OPERATORS = ['or', 'not', 'and']

/** Returns true if the word before the caret may become a key: one that is looked for until then empties the list. */
export function isBeginningOfKey(text: string, caret: number): boolean {
  const word = /(?:^|[\s(（-])([a-z]+)$/i.exec(text.slice(0, caret))?.[1]?.toLowerCase()
  return word !== undefined && [...filterKeyNames, ...OPERATORS].some((key) => key.startsWith(word))
}
