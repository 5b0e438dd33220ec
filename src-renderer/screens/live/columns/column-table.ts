import type { Bilingual } from '../../../../src-core/contract/text.ts'

/** A column of a wide list, besides that of the message's words, which takes what the others leave. */
export interface Column {
  name: Bilingual
  /** Widths in the size of ordinary text (em): the first one in either language, and the bounds of what is chosen. */
  width: number | Record<keyof Bilingual, number>
  least: number
  most: number
  /** It is seen until somebody chooses otherwise. */
  standard?: true
}

/** In their order from left to right. The words stand behind the type. */
export const COLUMNS = {
  type: { name: { zh: '类型', en: 'Type' }, width: { zh: 7.8, en: 9 }, least: 3, most: 20, standard: true },
  telling: {
    name: { zh: '回复或原因', en: 'Reply or cause' },
    width: 18,
    least: 6,
    most: 60,
    standard: true,
  },
  note: { name: { zh: '备注', en: 'Note' }, width: 10, least: 3, most: 40 },
  sender: { name: { zh: '发送方', en: 'Sender' }, width: 4.2, least: 3, most: 20, standard: true },
  account: { name: { zh: '账号', en: 'Account' }, width: 6, least: 3, most: 20 },
  path: { name: { zh: '路径', en: 'Path' }, width: 8, least: 3, most: 40 },
  attempts: { name: { zh: '推送次数', en: 'Deliveries' }, width: { zh: 4, en: 5 }, least: 2, most: 10 },
  status: { name: { zh: '状态码', en: 'Status' }, width: 3.6, least: 2.6, most: 10 },
  by: { name: { zh: '由谁回复', en: 'Replied by' }, width: { zh: 7, en: 6 }, least: 3, most: 16 },
  code: { name: { zh: '诊断代码', en: 'Finding code' }, width: 14, least: 4, most: 30 },
  verdict: {
    name: { zh: '结论', en: 'Verdict' },
    width: { zh: 7.4, en: 9.6 },
    least: 2,
    most: 14,
    standard: true,
  },
  duration: { name: { zh: '用时', en: 'Duration' }, width: 4.4, least: 3.6, most: 12, standard: true },
  date: { name: { zh: '日期', en: 'Date' }, width: 5.6, least: 3, most: 10 },
  time: { name: { zh: '时间', en: 'Time' }, width: 6.6, least: 4.4, most: 12, standard: true },
} satisfies Record<string, Column>

export type ColumnId = keyof typeof COLUMNS

export const COLUMN_IDS = Object.keys(COLUMNS) as ColumnId[]

/** The column of the words has no entry in the table: it is always there. */
export const WORDS_NAME: Bilingual = { zh: '内容', en: 'Content' }

/**
 * Where columns do not fit, these give way, the first one first. The reply or cause is then told beside the words, and a
 * type by its icon. A column that only somebody who wants it has goes after those that all have from the start, except
 * for what a narrow list keeps longest.
 */
export const GIVES_WAY: readonly ColumnId[] = [
  'telling',
  'type',
  'duration',
  'date',
  'path',
  'account',
  'note',
  'code',
  'by',
  'attempts',
  'status',
  'sender',
  'time',
  'verdict',
]

export function columnOf(id: ColumnId): Column {
  return COLUMNS[id]
}
