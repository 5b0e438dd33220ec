import type { CheckLevel, CheckState, CheckUpReport } from '../../contract/check-up.ts'
import type { Bilingual } from '../../contract/text.ts'

/** Words that the terminal and the reports share. */
export const STATE_WORDS: Readonly<Record<CheckState, Bilingual>> = {
  passed: { zh: '通过', en: 'passed' },
  failed: { zh: '未通过', en: 'failed' },
  accepted: { zh: '已知', en: 'known' },
  skipped: { zh: '跳过', en: 'skipped' },
}

export const LEVEL_WORDS: Readonly<Record<CheckLevel, Bilingual>> = {
  required: { zh: '必需', en: 'required' },
  advice: { zh: '建议', en: 'advice' },
}

/** The number of results in each state, those that failed by level. */
export interface CheckCounts {
  passed: number
  required: number
  advice: number
  accepted: number
  skipped: number
}

export function countResults(
  { results }: Pick<CheckUpReport, 'results'>,
  levelOf: (id: string) => CheckLevel,
): CheckCounts {
  const counts: CheckCounts = { passed: 0, required: 0, advice: 0, accepted: 0, skipped: 0 }
  for (const { id, state } of results) counts[state === 'failed' ? levelOf(id) : state]++
  return counts
}

/** Sums a check-up up in one line. */
export function describeCounts({ passed, required, advice, accepted, skipped }: CheckCounts): Bilingual {
  const known = accepted > 0 ? { zh: `，已知 ${accepted} 项`, en: `, ${accepted} known` } : { zh: '', en: '' }
  const left = skipped > 0 ? { zh: `，跳过 ${skipped} 项`, en: `, ${skipped} skipped` } : { zh: '', en: '' }
  return {
    zh: `通过 ${passed} 项，未通过 ${required} 项，建议改进 ${advice} 项${known.zh}${left.zh}`,
    en: `${passed} passed, ${required} failed, ${advice} to improve${known.en}${left.en}`,
  }
}

/** Says how a check-up ended, if it did not run to its end. */
export function describeEnd({ state, url }: Pick<CheckUpReport, 'state' | 'url'>): Bilingual | null {
  if (state === 'running') return { zh: '还在进行', en: 'it still runs' }
  if (state === 'unreachable')
    return {
      zh: `${url} 没有人响应，其余的没有发送`,
      en: `nobody responds at ${url}; the rest was not sent`,
    }
  return state === 'stopped' ? { zh: '中途停下了', en: 'it was stopped' } : null
}
