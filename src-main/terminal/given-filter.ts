import type { Query } from '../../src-core/contract/query.ts'
import { readFilter } from '../../src-core/query/filter/read-filter.ts'
import { readAccounts } from './given-data.ts'
import { oneLine } from './one-line.ts'
import { UsageError } from './usage-error.ts'

/** Reads a filter, which may name the accounts of this folder. Throws a UsageError that says where it is wrong. */
export function readGivenFilter(filter: string, dataDir: string): Query {
  const { query, faults } = readFilter(filter, { now: Date.now(), accounts: readAccounts(dataDir) })
  if (query) return query
  const { at, length, says } = faults[0]!
  const part = oneLine(filter.slice(at, at + length)).slice(0, 60)
  throw new UsageError({
    zh: `筛选条件第 ${at + 1} 个字符起「${part}」：${says.zh}`,
    en: `the filter at character ${at + 1}, “${part}”: ${says.en}`,
  })
}
