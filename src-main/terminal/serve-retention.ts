import type { Bilingual } from '../../src-core/contract/text.ts'
import type { Retention } from '../../src-core/ports/history.ts'
import { UsageError } from './usage-error.ts'

const HOUR_MS = 3_600_000
const UNITS = { d: 24 * HOUR_MS, h: HOUR_MS }

/** What `--durable` does. */
export const DURABLE: Bilingual = {
  zh: '每次写入都等磁盘，断电也不丢：单条写入要慢十倍左右，视磁盘而定',
  en: 'wait for the disk at each commit, so that a power cut costs nothing: a single one takes about ten times as long, depending on the disk',
}

/** Returns the milliseconds of `7d` or `12h`. Throws `UsageError`. */
export function decodeAge(text: string): number {
  const [, number, unit] = /^([1-9]\d{0,3})([dh])$/.exec(text) ?? []
  if (number && unit) return Number(number) * UNITS[unit as keyof typeof UNITS]
  throw new UsageError({
    zh: `--keep 应为天数或小时数，如 7d 或 12h，而不是 ${text}`,
    en: `--keep takes days or hours, as in 7d or 12h, not ${text}`,
  })
}

/** Returns the bounds that these two options set, or undefined if neither is given. */
export function chooseRetention(ageMs: number | undefined, rows: number | undefined): Retention | undefined {
  if (ageMs === undefined && rows === undefined) return undefined
  return { ageMs: ageMs ?? null, rows: rows ?? null }
}

/** Words the bounds, to follow the words for where the history is. */
export function describeRetention({ ageMs, rows }: Retention): Bilingual {
  const age = ageMs === null ? { zh: '', en: '' } : describeAge(ageMs)
  const count =
    rows === null ? { zh: '', en: '' } : { zh: `，最多 ${rows} 条`, en: `, ${rows} exchanges at most` }
  return { zh: age.zh + count.zh, en: age.en + count.en }
}

function describeAge(ms: number): Bilingual {
  const [number, zh, en] = ms % UNITS.d === 0 ? [ms / UNITS.d, '天', 'day'] : [ms / UNITS.h, '小时', 'hour']
  return { zh: `，保留 ${number} ${zh}`, en: `, for ${number} ${en}${number === 1 ? '' : 's'}` }
}
