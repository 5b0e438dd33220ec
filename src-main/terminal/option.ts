import { readFileSync } from 'node:fs'
import { isServerUrl } from '../../src-core/contract/field-check/addresses.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { UsageError } from './usage-error.ts'

/** A row of a command's table: an option or an operand. Its name is its key there, without the dashes. */
export type OptionSpec = Flag | Secret | ValueSpec
export type ValueSpec = TextValue | IntegerValue | ChoiceValue | UrlValue | FileValue

interface Explained {
  /** Explains the row in `--help`, which adds its range, choices, default and rules by itself. */
  text: Bilingual
}

interface Valued extends Explained {
  /** The word that stands for the value in usage and help. */
  value: string
  required?: true
}

interface Repeatable extends Valued {
  /** May be given several times; the value is then a list, empty only where none is required. */
  repeated?: true
}

export interface Flag extends Explained {
  kind: 'flag'
}

/** Comes in one of three ways: by the option `--x`, from a file by `--x-file`, from the variable `MPSCOPE_X`. */
export interface Secret extends Valued {
  kind: 'secret'
}

export interface TextValue extends Repeatable {
  kind: 'text'
  /** Without it an empty value is refused: in a script it is a variable that was never set. */
  mayBeEmpty?: true
  /** Throws `UsageError`, which names the option. */
  decode?: (text: string) => unknown
}

export interface IntegerValue extends Repeatable {
  kind: 'integer'
  min: number
  max: number
  default?: number
}

export interface ChoiceValue extends Repeatable {
  kind: 'choice'
  choices: readonly string[]
  default?: string
}

/** A whole address that begins with http:// or https://. */
export interface UrlValue extends Repeatable {
  kind: 'url'
}

/** A file that is read. */
export interface FileValue extends Repeatable {
  kind: 'file'
}

export interface GivenFile {
  path: string
  bytes: Uint8Array
}

/** A secret, and the way it came in: errors name the way and never the secret. */
export interface GivenSecret {
  value: string
  /** `--token`, `--token-file` or `MPSCOPE_TOKEN`. */
  way: string
}

/** One value as it was typed. */
export interface Typed {
  /** `--token-file`, or the word for an operand. */
  by: string
  /** Empty for a flag. */
  value: string
}

/** The type of the value that a command gets for a row. */
export type ValueOf<Spec> = Spec extends { kind: 'flag' }
  ? boolean
  : Spec extends { repeated: true }
    ? Decoded<Spec>[]
    : Spec extends { required: true } | { default: string | number }
      ? Decoded<Spec>
      : Decoded<Spec> | undefined

type Decoded<Spec> = Spec extends { decode: (text: string) => infer Value }
  ? Value
  : Spec extends { kind: 'choice'; choices: readonly (infer Choice)[] }
    ? Choice
    : Spec extends { kind: 'integer' }
      ? number
      : Spec extends { kind: 'file' }
        ? GivenFile
        : Spec extends { kind: 'secret' }
          ? GivenSecret
          : string

/**
 * Returns the value of a row from everything typed for it. `name` is the word that people type: `--status`, or `CODE`.
 */
export function decodeValues(spec: ValueSpec, name: string, typed: readonly string[]): unknown {
  if (typed.length === 0 && spec.required) {
    throw new UsageError({ zh: `缺少 ${name}`, en: `${name} is missing` })
  }
  if (spec.repeated) return typed.map((text) => decodeValue(spec, name, text))
  // If it was given twice, the last one counts: a script puts its own options before those of its caller.
  const last = typed.at(-1)
  if (last !== undefined) return decodeValue(spec, name, last)
  return 'default' in spec ? spec.default : undefined
}

function decodeValue(spec: ValueSpec, name: string, text: string): unknown {
  const mayBeEmpty = spec.kind === 'text' && spec.mayBeEmpty === true
  if (text === '' && !mayBeEmpty) refuseEmpty(name)
  switch (spec.kind) {
    case 'text':
      return spec.decode ? spec.decode(text) : text
    case 'integer':
      return decodeInteger(spec, name, text)
    case 'choice':
      return decodeChoice(spec, name, text)
    case 'url':
      return decodeUrl(name, text)
    case 'file':
      return readFile(name, text)
  }
}

/** An empty value is refused: in a script it is a variable that was never set, and `--data ''` no folder at all. */
export function refuseEmpty(name: string): never {
  throw new UsageError({
    zh: name.startsWith('--') ? `${name} 的值是空的` : `${name} 是空的`,
    en: `${name} is empty`,
  })
}

function decodeInteger({ min, max }: IntegerValue, name: string, text: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
  if (value >= min && value <= max) return value
  throw new UsageError({
    zh: `${name} 应为 ${min} 到 ${max} 的整数，而不是 ${text}`,
    en: `${name} takes a whole number from ${min} to ${max}, not ${text}`,
  })
}

function decodeChoice({ choices }: ChoiceValue, name: string, text: string): string {
  if (choices.includes(text)) return text
  const { zh, en } = listWords(choices, OR)
  throw new UsageError({ zh: `${name} 应为 ${zh}，而不是 ${text}`, en: `${name} takes ${en}, not ${text}` })
}

export const OR: Bilingual = { zh: '或', en: 'or' }
export const AND: Bilingual = { zh: '和', en: 'and' }

/** Returns `a, b or c`. */
export function listWords(words: readonly string[], before: Bilingual): Bilingual {
  const last = words.at(-1) ?? ''
  const others = words.slice(0, -1)
  if (others.length === 0) return { zh: last, en: last }
  return {
    zh: `${others.join('、')} ${before.zh} ${last}`,
    en: `${others.join(', ')} ${before.en} ${last}`,
  }
}

function decodeUrl(name: string, text: string): string {
  // The fragment belongs to browsers; whoever sends leaves it out.
  if (isServerUrl(text.replace(/#.*/, ''))) return text
  // A password is not for the screen either.
  if (URL.canParse(text) && new URL(text).username !== '') {
    throw new UsageError({
      zh: `${name} 的地址不能带用户名和密码`,
      en: `${name} takes an address without a user name and a password`,
    })
  }
  throw new UsageError({
    zh: `${name} 应为 http:// 或 https:// 开头的完整地址，而不是 ${text}`,
    en: `${name} takes a full address that begins with http:// or https://, not ${text}`,
  })
}

function readFile(name: string, path: string): GivenFile {
  try {
    return { path, bytes: readFileSync(path) }
  } catch (error) {
    const { code = 'ERROR' } = error as NodeJS.ErrnoException
    throw new UsageError({
      zh: `${name} 不能用：读不了文件 ${path}（${code}）`,
      en: `${name} cannot be used: the file ${path} cannot be read (${code})`,
    })
  }
}
