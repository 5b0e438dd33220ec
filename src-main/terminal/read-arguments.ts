import { parseArgs } from 'node:util'
import type { CommandTable } from './command-table.ts'
import type { Typed } from './option.ts'
import { waysOf } from './secret-options.ts'
import { UsageError } from './usage-error.ts'

/** Everything that was typed, by the name of its row in the command's table. */
export type Arguments = ReadonlyMap<string, readonly Typed[]>

/**
 * Throws `UsageError` for unknown options, missing values and words that belong to nothing. It reads loosely and checks
 * by itself, since Node words its errors in English only, some of them over several lines.
 */
export function readArguments(table: CommandTable, args: string[]): Arguments {
  const rows = listOptions(table)
  const options = Object.fromEntries([...rows].map(([option, { type }]) => [option, { type }]))
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true })
  const given = new Map<string, Typed[]>()
  const add = (row: string, typed: Typed) => given.set(row, [...(given.get(row) ?? []), typed])
  let operands = 0
  for (const token of tokens) {
    if (token.kind === 'positional') {
      const [row, { value }] = findOperand(table, operands++) ?? refuseSurplus(token.value)
      add(row, { by: value, value: token.value })
    }
    if (token.kind !== 'option') continue
    const { rawName, value, inlineValue } = token
    const option = rows.get(token.name)
    if (!option) throw new UsageError({ zh: `没有选项 ${rawName}`, en: `there is no option ${rawName}` })
    if (option.type === 'boolean' && value !== undefined) {
      throw new UsageError({ zh: `${rawName} 不带值`, en: `${rawName} takes no value` })
    }
    // `--token --nonce x`: somebody forgot a value. A value that begins with a dash is written with an equals sign. `-`
    // alone is stdin.
    const isOption = value !== '-' && value?.startsWith('-') === true && !inlineValue
    if (option.type === 'string' && (value === undefined || isOption)) {
      throw new UsageError({
        zh: `${rawName} 缺少值（以 - 开头的值写成 ${rawName}=值）`,
        en: `${rawName} needs a value (one that begins with - as ${rawName}=value)`,
      })
    }
    add(option.row, { by: `--${token.name}`, value: value ?? '' })
  }
  return given
}

/** Lists the options by the name that people type; a secret has two. */
export function listOptions({
  options,
}: CommandTable): Map<string, { row: string; type: 'boolean' | 'string' }> {
  return new Map(
    Object.entries(options).flatMap(([row, { kind }]) => {
      const type = kind === 'flag' ? 'boolean' : 'string'
      const names = kind === 'secret' ? [waysOf(row).option, waysOf(row).file] : [`--${row}`]
      return names.map((name) => [name.slice(2), { row, type }])
    }),
  )
}

function findOperand({ operands = {} }: CommandTable, index: number) {
  const rows = Object.entries(operands)
  const last = rows.at(-1)
  return rows[index] ?? (last?.[1].repeated ? last : undefined)
}

export function refuseSurplus(word: string): never {
  throw new UsageError({
    zh: `多出来的参数 ${word}（含空格的值要加引号）`,
    en: `${word} belongs to no option (quote values with spaces)`,
  })
}

/** Throws `UsageError` if options were given that do not go together, or one without the others that it needs. */
export function checkRules(table: CommandTable, given: Arguments): void {
  for (const [row, [typed]] of given) {
    const opponent = findOpponent(table, given, row)
    if (!opponent) continue
    throw new UsageError({
      zh: `${typed!.by} 和 ${opponent.by} 不能同时用`,
      en: `${typed!.by} and ${opponent.by} exclude each other`,
    })
  }
  for (const rows of table.together ?? []) {
    const present = rows.find((row) => given.has(row))
    const missing = rows.find((row) => !given.has(row))
    if (present === undefined || missing === undefined) continue
    throw new UsageError({
      zh: `缺少 --${missing}，它要和 --${present} 一起给`,
      en: `--${missing} is missing; it goes together with --${present}`,
    })
  }
}

/** Finds a given option that does not go with this row. */
export function findOpponent(
  { exclusive = [] }: CommandTable,
  given: Arguments,
  row: string,
): Typed | undefined {
  const others = exclusive
    .map((rule) => rule.map((group) => [group].flat()))
    .filter((groups) => groups.some((group) => group.includes(row)))
    .flatMap((groups) => groups.filter((group) => !group.includes(row)).flat())
  return others.map((other) => given.get(other)?.[0]).find((typed) => typed !== undefined)
}
