import type { FilterTerm } from '../../contract/filter.ts'
import type { Query } from '../../contract/query.ts'
import { fold } from '../matches.ts'
import type { ReadTerm } from './read-filter.ts'

/** Says in words what each term asks for. */
export function describeTerms(text: string, terms: readonly ReadTerm[]): FilterTerm[] {
  return terms.map(({ at, length, key, query }) => {
    const isNot = 'not' in query
    const written = text.slice(at, at + length)
    const value = key ? written.slice(written.search(/[:：]/) + 1) : written.replace(/^[-!－]/, '')
    const about = key?.says ?? { zh: '内容', en: 'the text' }
    return {
      at,
      length,
      says: {
        zh: `${isNot ? '排除：' : ''}${about.zh}：${value}`,
        en: `${isNot ? 'not ' : ''}${about.en}: ${value}`,
      },
    }
  })
}

/** Lists the words that a found exchange has, to be marked where it is shown; in small letters, each once. */
export function listWords(query: Query): string[] {
  return [...new Set(wordsOf(query))].filter((word) => word !== '')
}

function wordsOf(query: Query): string[] {
  if ('all' in query) return query.all.flatMap(wordsOf)
  if ('any' in query) return query.any.flatMap(wordsOf)
  if ('text' in query) return [fold(query.text)]
  if ('field' in query && (query.comparison === 'holds' || query.comparison === 'is'))
    return [fold(query.value)]
  if ('key' in query && query.key === 'from') {
    if ('is' in query) return query.is.flatMap((value) => (value === null ? [] : fold(String(value))))
    if ('begins' in query) return [fold(query.begins)]
  }
  return []
}
