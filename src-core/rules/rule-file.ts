import * as v from 'valibot'
import { CommandFailure } from '../contract/errors.ts'
import { RULES_MAX } from '../contract/limits.ts'
import { answerRuleSchema, checkRegex, RULE_DELAY_MAX_MS } from '../contract/rules.ts'
import type { AnswerRule } from '../contract/rules.ts'
import type { Bilingual } from '../contract/text.ts'
import { JsonFault } from '../xml/json/json-fault.ts'
import { toPlainValue } from '../xml/json/node.ts'
import type { JsonNode } from '../xml/json/node.ts'
import { readJson } from '../xml/json/read-json.ts'
import { locate } from '../xml/text-position.ts'

const { name, match, reply, delayMs, fault, fromDelivery } = answerRuleSchema.entries

/** A rule as people write it: they may leave out what most rules do not set. */
const fileRuleSchema = v.pipe(
  v.strictObject({
    name,
    match,
    reply,
    delayMs: v.optional(delayMs, 0),
    fault: v.optional(fault, 'none'),
    fromDelivery,
  }),
  checkRegex(),
)

const ruleFileSchema = v.strictObject({
  mpscope: v.literal('rules'),
  version: v.literal(1),
  rules: v.pipe(v.array(fileRuleSchema), v.maxLength(RULES_MAX)),
})

/**
 * Returns rules as the text of a file, for people to read, to keep beside the code, and to share: no ids, no switches.
 */
export function encodeRuleFile(rules: readonly AnswerRule[]): string {
  const file = {
    mpscope: 'rules',
    version: 1,
    rules: rules.map((rule) => ({
      name: rule.name,
      match: rule.match,
      reply: rule.reply,
      ...(rule.delayMs !== 0 && { delayMs: rule.delayMs }),
      ...(rule.fault !== 'none' && { fault: rule.fault }),
      ...(rule.fromDelivery !== undefined && { fromDelivery: rule.fromDelivery }),
    })),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/**
 * Returns the rules of such a file, switched off. Throws `INVALID_INPUT`: `details.issues` has every mistake by path,
 * and `details.reason` tells the first in both languages, with line and column.
 */
export function decodeRuleFile(text: string, createId: () => string): AnswerRule[] {
  const node = read(text)
  const decoded = v.safeParse(ruleFileSchema, toPlainValue(node))
  if (!decoded.success) throw refuse(text, node, decoded.issues)
  return decoded.output.rules.map((rule) => ({ id: createId(), enabled: false, ...rule }))
}

function read(text: string): JsonNode {
  try {
    return readJson(text)
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    const { line, column } = locate(text, error.at ?? 0)
    const { zh, en } = error.sentence
    throw createRefusal(
      [{ path: '', message: `line ${line}, column ${column}: ${en}` }],
      {
        zh: `文件第 ${line} 行第 ${column} 列：${zh}`,
        en: `Line ${line}, column ${column} of the file: ${en}`,
      },
      { zh: '请改正后再导入。', en: 'Correct it and import it again.' },
    )
  }
}

type Issue = v.InferIssue<typeof ruleFileSchema>

function refuse(text: string, node: JsonNode, issues: [Issue, ...Issue[]]): CommandFailure {
  const all = issues.map((issue) => ({ path: formatPath(issue), message: issue.message }))
  // A message that it is another kind of file helps more than a list of everything that is missing.
  const other = issues.find(({ path }) => path?.length === 1 && path[0].key === 'mpscope')
  if (other || node.kind !== 'object') {
    return createRefusal(
      all,
      {
        zh: '这不是 mpscope 的规则文件。',
        en: 'This is not an mpscope rules file.',
      },
      {
        zh: '请选择用「导出」存下来的文件，它以 "mpscope": "rules" 开头。',
        en: 'Choose a file that was made with Export; it begins with "mpscope": "rules".',
      },
    )
  }
  const [first, ...others] = issues
  const path = formatPath(first)
  const { line, column } = locate(text, findOffset(node, first))
  const what = explainIssue(first)
  const more = others.length > 0
  return createRefusal(
    all,
    {
      zh: `文件第 ${line} 行第 ${column} 列，${path}：${what.zh}`,
      en: `Line ${line}, column ${column} of the file, ${path}: ${what.en}`,
    },
    {
      zh: more ? `另有 ${others.length} 处。请改正后再导入。` : '请改正后再导入。',
      en: more
        ? `There is more (${others.length}). Correct it and import it again.`
        : 'Correct it and import it again.',
    },
  )
}

/** Returns an issue's message in both languages. If we have no words for it, the message is valibot's. */
function explainIssue(issue: Issue): Bilingual {
  const { type, expected, received, requirement, message } = issue as Issue & { requirement?: unknown }
  const limit = typeof requirement === 'number' ? requirement : ''
  if (type === 'strict_object' && received === 'undefined')
    return { zh: '缺少这一项。', en: 'it is missing.' }
  if (type === 'strict_object' && expected === 'never') {
    return { zh: '不认识这一项。', en: 'there is no such key.' }
  }
  if (type === 'raw_check')
    return { zh: `正则表达式有误（${message}）。`, en: `no regular expression (${message}).` }
  if (type === 'non_empty') return { zh: '不能为空。', en: 'it must not be empty.' }
  if (type === 'max_length') return { zh: `太长，最多 ${limit}。`, en: `too long, ${limit} at most.` }
  if (type === 'min_value' || type === 'max_value' || type === 'integer') {
    return {
      zh: `要是 0 到 ${RULE_DELAY_MAX_MS} 之间的整数（毫秒）。`,
      en: `it has to be a whole number from 0 to ${RULE_DELAY_MAX_MS} (ms).`,
    }
  }
  const choices = expected?.replace(/[()]/g, '').replaceAll(' | ', ', ') ?? ''
  return { zh: `应为 ${choices}，现在是 ${received}。`, en: `expected ${choices}, found ${received}.` }
}

/** As in JavaScript: `rules[2].match.text`. */
function formatPath({ path = [] as never }: Issue): string {
  return (path as { key: unknown }[])
    .map(({ key }, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`))
    .join('')
}

/** Returns the offset of the mistake. For a missing part, this is the place of the part that should contain it. */
function findOffset(root: JsonNode, { path = [] as never }: Issue): number {
  let node = root
  for (const { key } of path as { key: unknown }[]) {
    const next =
      node.kind === 'array'
        ? node.items[Number(key)]
        : node.kind === 'object'
          ? node.entries.find((entry) => entry.key === key)?.value
          : undefined
    if (!next) break
    node = next
  }
  return node.range?.start ?? 0
}

function createRefusal(
  issues: { path: string; message: string }[],
  what: Bilingual,
  todo: Bilingual,
): CommandFailure {
  const reason: Bilingual = { zh: what.zh + todo.zh, en: `${what.en} ${todo.en}` }
  return new CommandFailure('INVALID_INPUT', `rule.import: ${reason.en}`, { issues, reason })
}

/** Appends one list to the other. Throws `INVALID_INPUT` if that is more than an account may have. */
export function joinRules(present: readonly AnswerRule[], imported: readonly AnswerRule[]): AnswerRule[] {
  const joined = [...present, ...imported]
  if (joined.length <= RULES_MAX) return joined
  const message = `${joined.length} rules`
  throw createRefusal(
    [{ path: 'rules', message }],
    {
      zh: `导入后会有 ${joined.length} 条规则，一个账号最多 ${RULES_MAX} 条。`,
      en: `That would make ${joined.length} rules, and an account has ${RULES_MAX} at most.`,
    },
    { zh: '请先删掉一些。', en: 'Delete some first.' },
  )
}
