import type { FilterCompletion } from '../../contract/filter.ts'
import type { History, TextKey } from '../../ports/history.ts'
import { filterKeyNames } from '../../contract/filter.ts'
import { FILTER_KEYS, findFilterKey } from './filter-keys.ts'
import type { FilterKey } from './filter-keys.ts'
import type { FilterContext } from './read-value.ts'

/** More are not taken in at a glance. */
const COMPLETIONS_MAX = 12

/** What may stand before a term without being part of it. */
const BEFORE_TERM = /^[-!(（－]+/

/** Returns what could be written at the caret: keys, or the values of the key that stands there. */
export function completeFilter(
  text: string,
  caret: number,
  { accounts }: Pick<FilterContext, 'accounts'>,
  history: Pick<History, 'values'>,
): FilterCompletion[] {
  const word = /[^\s()（）]*$/.exec(text.slice(0, caret))![0]
  const start = caret - word.length + (BEFORE_TERM.exec(word)?.[0].length ?? 0)
  const written = text.slice(start, caret)
  if (/^["“「/]/.test(written)) return []
  const [, name, values] = /^([A-Za-z-]+)[:：](.*)$/.exec(written) ?? []
  const key = name === undefined ? undefined : findFilterKey(name)
  if (key) {
    const value = values!.split(/[,，]/).at(-1)!
    const at = caret - value.length
    return completeValue(key, value.replace(/^["“「]/, ''), accounts, history)
      .slice(0, COMPLETIONS_MAX)
      .map(({ insert, says }) => ({ at, length: value.length, insert, says }))
  }
  const wanted = written.toLowerCase()
  const fits = (row: FilterKey & { name: string }) =>
    row.name.startsWith(wanted) || row.says.zh.includes(wanted) || row.says.en.toLowerCase().includes(wanted)
  return filterKeyNames
    .map((one) => ({ ...FILTER_KEYS[one], name: one }))
    .filter((row) => wanted === '' || fits(row))
    .toSorted((a, b) => Number(b.name.startsWith(wanted)) - Number(a.name.startsWith(wanted)))
    .map((row) => ({ at: start, length: written.length, insert: `${row.name}:`, says: row.says }))
    .slice(0, wanted === '' ? undefined : COMPLETIONS_MAX)
}

type Value = Pick<FilterCompletion, 'insert' | 'says'>

function completeValue(
  key: FilterKey,
  written: string,
  accounts: FilterContext['accounts'],
  history: Pick<History, 'values'>,
): Value[] {
  const wanted = written.toLowerCase()
  switch (key.takes) {
    case 'choice':
      return Object.entries(key.choices)
        .filter(([name, { zh, en }]) => [name, zh, en.toLowerCase()].some((one) => one.includes(wanted)))
        .map(([insert, says]) => ({ insert, says }))
    case 'open':
      if (key.key === 'account')
        return accounts
          .filter(({ name, originalId }) =>
            [name, originalId].some((one) => one.toLowerCase().includes(wanted)),
          )
          .map(({ name, originalId: gh }) => ({ insert: quote(name), says: gh ? { zh: gh, en: gh } : null }))
      return history
        .values(key.key as TextKey, written, COMPLETIONS_MAX)
        .map(({ value, count }) => ({ insert: quote(value), says: { zh: `${count} 次`, en: `${count} ×` } }))
    case 'number':
    case 'time':
    case 'field': {
      const [, example] = /^\w+:(.*)$/.exec(key.example)!
      return written === '' ? [{ insert: example!, says: key.says }] : []
    }
  }
}

/** Puts a value in quotes if it would otherwise end too early. */
export function quote(value: string): string {
  return /^[^\s,，()（）"“”「」\\]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`
}
