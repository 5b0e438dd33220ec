import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import type { ParseArgsOptionsConfig } from 'node:util'
import type { Bilingual } from '../../src-core/contract/text.ts'
import type { FindWorker } from '../node/workers.ts'

/** What a command may use of the process that runs it. */
export interface Terminal {
  stdin: Readable
  stdout: Writable
  stderr: Writable
  env: NodeJS.ProcessEnv
  /** Shows `title` in the process list in place of what was typed, on Linux and macOS. */
  hideArguments(title: string): void
  language: keyof Bilingual
  /**
   * For commands that run until they are told to end: resolves to the exit code at Ctrl+C, at SIGTERM, and when
   * nobody reads the output any more. Ask before there is anything to close.
   */
  untilEnded(): Promise<number>
  version: string
  /** The built screens. */
  rendererDir: string
  findWorker: FindWorker
}

export interface TerminalCommand {
  /** One line a synopsis, as the usage shows it. */
  usage: string
  summary: Bilingual
  options: ParseArgsOptionsConfig
  /** The names of words that stand without an option, in their order, as the usage has them. All may be left out. */
  operands?: readonly string[]
  /** Resolves to the exit code: 0 as asked, 1 a check failed. Throws `UsageError` for 2. */
  run(values: OptionValues, terminal: Terminal): Promise<number>
}

/** Strings, switches, and lists of strings where an option may be given several times. */
export type OptionValues = Record<string, string | boolean | (string | boolean)[] | undefined>

/** What was typed cannot be meant; exit code 2. */
export class UsageError extends Error {
  readonly text: Bilingual

  constructor(text: Bilingual) {
    super(text.en)
    this.name = 'UsageError'
    this.text = text
  }
}

/**
 * Throws `UsageError` for unknown options, missing values and words that belong to none. Read loosely and checked
 * here, since Node words its errors in English only, some of them over several lines. Operands are values by their
 * names.
 */
export function parseOptions({ options, operands = [] }: TerminalCommand, args: string[]): OptionValues {
  const { values, tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true })
  const given: OptionValues = { ...values }
  const names = [...operands]
  for (const token of tokens) {
    if (token.kind === 'positional') {
      const name = names.shift()
      if (name === undefined) {
        throw new UsageError({
          zh: `多出来的参数 ${token.value}（含空格的值要加引号）`,
          en: `${token.value} belongs to no option (quote values with spaces)`,
        })
      }
      given[name] = token.value
    }
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const option = Object.hasOwn(options, name) ? options[name] : undefined
    if (!option) throw new UsageError({ zh: `没有选项 ${rawName}`, en: `there is no option ${rawName}` })
    if (option.type === 'boolean' && value !== undefined) {
      throw new UsageError({ zh: `${rawName} 不带值`, en: `${rawName} takes no value` })
    }
    // `--token --nonce x`: a value was forgotten; what does begin with a dash is written with an equals sign. `-` alone
    // is stdin.
    const isOption = value !== '-' && value?.startsWith('-') === true && !inlineValue
    if (option.type === 'string' && (value === undefined || isOption)) {
      throw new UsageError({
        zh: `${rawName} 缺少值（以 - 开头的值写成 ${rawName}=值）`,
        en: `${rawName} needs a value (one that begins with - as ${rawName}=value)`,
      })
    }
  }
  return given
}

/** The value of an option that must be given. */
export function required(values: OptionValues, name: string): string {
  const value = optional(values, name)
  if (value !== undefined) return value
  throw new UsageError({ zh: `缺少 --${name}`, en: `--${name} is missing` })
}

/** An empty value is refused: in a script it is a variable that was never set, and `--data ''` no folder at all. */
export function optional(values: OptionValues, name: string): string | undefined {
  const value = values[name]
  if (value === '') throw new UsageError({ zh: `--${name} 的值是空的`, en: `--${name} is empty` })
  return typeof value === 'string' ? value : undefined
}

/** A whole number of an option, or `otherwise` where it was not given. */
export function integer(values: OptionValues, name: string, otherwise: number, max: number): number {
  const value = optional(values, name)
  if (value === undefined) return otherwise
  if (/^\d{1,9}$/.test(value) && Number(value) <= max) return Number(value)
  throw new UsageError({
    zh: `--${name} 应为 0 到 ${max} 的整数，而不是 ${value}`,
    en: `--${name} takes a whole number from 0 to ${max}, not ${value}`,
  })
}
