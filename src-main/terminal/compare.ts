import { compareExchanges } from '../../src-core/comparison/compare-exchanges.ts'
import type { ComparedField, ComparedPart, Comparison } from '../../src-core/contract/comparison.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { DATA, EXCHANGE, findGivenExchange } from './given-exchange.ts'
import { oneLine } from './one-line.ts'
import type { Terminal } from './terminal.ts'

const COMPARE = {
  name: 'compare',
  summary: {
    zh: '逐字段比较两次收发，总会不同的（时间、随机数、签名）不算',
    en: 'compare two exchanges field by field, but for what always differs (time, nonce, signature)',
  },
  operands: {
    left: {
      ...EXCHANGE,
      value: 'LEFT',
      text: { zh: '第一次收发：历史里的编号，或文件', en: 'the first one: its id, or a file' },
    },
    right: { ...EXCHANGE, value: 'RIGHT', text: { zh: '第二次收发', en: 'the second one' } },
  },
  options: {
    all: {
      kind: 'flag',
      text: { zh: '总会不同的也列出来', en: 'list what always differs as well' },
    },
    data: DATA,
    json: { kind: 'flag', text: { zh: '输出一个 JSON 对象', en: 'print one JSON object' } },
  },
} as const satisfies CommandTable

/** Exit code 1 if they differ. */
export const compareCommand = createCommand(COMPARE, async (values, terminal) => {
  const [left, right] = [
    await findGivenExchange(values.left, values.data, terminal),
    await findGivenExchange(values.right, values.data, terminal),
  ]
  const comparison = compareExchanges(left, right)
  const different = comparison.fields.filter(
    (field) => field.left !== field.right && (values.all || !field.volatile),
  )
  if (values.json) terminal.stdout.write(`${JSON.stringify(comparison)}\n`)
  else print(comparison, different, terminal)
  return different.length === 0 && !isCut(comparison) ? 0 : 1
})

function isCut({ incomplete }: Comparison): boolean {
  return incomplete.left || incomplete.right
}

const PARTS: Record<ComparedPart, Bilingual> = {
  request: { zh: '请求', en: 'Request' },
  query: { zh: '参数', en: 'Query' },
  'request-headers': { zh: '请求头', en: 'Request headers' },
  message: { zh: '消息', en: 'Message' },
  response: { zh: '响应', en: 'Response' },
  'response-headers': { zh: '响应头', en: 'Response headers' },
  reply: { zh: '回复', en: 'Reply' },
}
const SAME: Bilingual = { zh: '没有不同。', en: 'No difference.' }
const CUT: Bilingual = {
  zh: '有一边的请求体只留下了一部分，其余没有比较。',
  en: 'One side kept its body only in part; the rest was not compared.',
}
/** Long values are cut here: the whole is in `--json`. */
const VALUE_MAX = 200

/** Prints each field that differs: the left value behind `-`, the right one behind `+`. */
function print(
  comparison: Comparison,
  different: readonly ComparedField[],
  { stdout, language }: Terminal,
): void {
  if (isCut(comparison)) stdout.write(`${CUT[language]}\n`)
  else if (different.length === 0) stdout.write(`${SAME[language]}\n`)
  let part: ComparedPart | null = null
  for (const field of different) {
    if (field.part !== part) stdout.write(`${PARTS[field.part][language]}\n`)
    part = field.part
    const values = [
      ['-', field.left],
      ['+', field.right],
    ] as const
    stdout.write(`  ${oneLine(field.name)}\n`)
    for (const [mark, value] of values)
      if (value !== null) stdout.write(`    ${mark} ${oneLine(shorten(value))}\n`)
  }
}

function shorten(value: string): string {
  return value.length > VALUE_MAX ? `${value.slice(0, VALUE_MAX)}…` : value
}
