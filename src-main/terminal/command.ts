import { parseArgs } from 'node:util'
import type { ParseArgsOptionsConfig } from 'node:util'
import type { Bilingual } from '../../src-core/contract/text.ts'

/** What a command may use of the process that runs it. */
export interface Terminal {
  stdin: NodeJS.ReadableStream
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
  language: keyof Bilingual
  /** Aborted by Ctrl+C or SIGTERM. */
  signal: AbortSignal
  version: string
  /** The built screens. */
  rendererDir: string
}

export interface TerminalCommand {
  /** One line a synopsis, as the usage shows it. */
  usage: string
  summary: Bilingual
  options: ParseArgsOptionsConfig
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

/** Throws `UsageError` for unknown options, missing values and words that belong to none. */
export function parseOptions(command: TerminalCommand, args: string[]): OptionValues {
  try {
    return parseArgs({ args, options: command.options, strict: true, allowPositionals: false }).values
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new UsageError({ zh: `参数有误：${reason}`, en: reason })
  }
}

/** The value of an option that must be given. */
export function required(values: OptionValues, name: string): string {
  const value = values[name]
  if (typeof value === 'string' && value !== '') return value
  throw new UsageError({ zh: `缺少 --${name}`, en: `--${name} is missing` })
}

export function optional(values: OptionValues, name: string): string | undefined {
  const value = values[name]
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

/** Until now only plaintext is spoken: better said than sent in the clear. */
export function requirePlaintext(values: OptionValues): void {
  const mode = optional(values, 'mode') ?? 'plaintext'
  if (mode === 'plaintext') return
  throw new UsageError({
    zh: `--mode ${mode} 还不支持，目前只有 plaintext（明文模式）`,
    en: `--mode ${mode} is not supported yet; only plaintext is`,
  })
}
