import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { optional, UsageError } from './command.ts'
import type { OptionValues, Terminal } from './command.ts'

/** Far above a token (256) and a key (43): what is larger is another file. */
const MAX_BYTES = 4096

/** The ways in for each secret. What stands on a command line, other users and logs can see. */
const WAYS = {
  token: { option: 'token', file: 'token-file', variable: 'MPSCOPE_TOKEN' },
  aesKey: { option: 'aes-key', file: 'aes-key-file', variable: 'MPSCOPE_AES_KEY' },
} as const
export type SecretName = keyof typeof WAYS

export const tokenOptions = { token: { type: 'string' }, 'token-file': { type: 'string' } } as const
export const aesKeyOptions = { 'aes-key': { type: 'string' }, 'aes-key-file': { type: 'string' } } as const

/** A secret, and how it was given: errors name the way and never the secret. */
export interface GivenSecret {
  value: string
  /** `--token`, `--token-file` or `MPSCOPE_TOKEN`. */
  way: string
}

export type GivenSecrets = Partial<Record<SecretName, GivenSecret>>

/**
 * The secrets that were given: the option goes before the file, the file before the environment; `-` as a file is stdin.
 * `stdin` is `message` where the command reads something else from there. Throws `UsageError` where a way is used that
 * gives none.
 */
export async function readSecrets(
  values: OptionValues,
  names: SecretName[],
  { stdin, env }: Pick<Terminal, 'stdin' | 'env'>,
  stdinHolds: 'message' | 'secret' = 'secret',
): Promise<GivenSecrets> {
  // All of it before anything is read: wrong usage must not wait for somebody to type.
  const fromStdin = names.map((name) => WAYS[name].file).filter((file) => optional(values, file) === '-')
  if (fromStdin.length > 0 && stdinHolds === 'message') {
    throw new UsageError({
      zh: `标准输入用来读消息，--${fromStdin[0]} 不能写 -，请给一个文件`,
      en: `stdin holds the message, so --${fromStdin[0]} cannot be -; give a file`,
    })
  }
  if (fromStdin.length > 1) {
    throw new UsageError({
      zh: `标准输入只能给一个：${fromStdin.map((file) => `--${file}`).join(' 和 ')} 不能都写 -`,
      en: `stdin holds one secret: ${fromStdin.map((file) => `--${file}`).join(' and ')} cannot both be -`,
    })
  }
  for (const { option, file } of names.map((name) => WAYS[name])) {
    if (optional(values, option) === undefined || optional(values, file) === undefined) continue
    throw new UsageError({
      zh: `--${option} 和 --${file} 只能用一个`,
      en: `--${option} and --${file} exclude each other`,
    })
  }
  const given: GivenSecrets = {}
  for (const name of names) {
    const secret = await readSecret(values, WAYS[name], stdin, env)
    if (secret) given[name] = secret
  }
  return given
}

/** The value of a secret that must be given. */
export function requireSecret(given: GivenSecrets, name: SecretName): string {
  const secret = given[name]
  if (secret) return secret.value
  const { option, file, variable } = WAYS[name]
  throw new UsageError({
    zh: `缺少 --${option}（也可以用 --${file} 或环境变量 ${variable}）`,
    en: `--${option} is missing (or --${file}, or the environment variable ${variable})`,
  })
}

/** The way in of a secret that stands on this command line, and those to use instead; null where none does. */
export function findSecretOnCommandLine(values: OptionValues) {
  const way = Object.values(WAYS).find(({ option }) => values[option] !== undefined)
  return way ? { option: `--${way.option}`, file: `--${way.file}`, variable: way.variable } : null
}

async function readSecret(
  values: OptionValues,
  { option, file, variable }: (typeof WAYS)[SecretName],
  stdin: Readable,
  env: NodeJS.ProcessEnv,
): Promise<GivenSecret | null> {
  const typed = optional(values, option)
  if (typed !== undefined) return { value: typed, way: `--${option}` }
  const path = optional(values, file)
  if (path !== undefined) return { value: await readSecretFile(path, `--${file}`, stdin), way: `--${file}` }
  const value = env[variable]
  if (value === '') {
    throw new UsageError({
      zh: `环境变量 ${variable} 是空的（不用它就不要设置）`,
      en: `the environment variable ${variable} is empty (unset it where it is not meant)`,
    })
  }
  return value === undefined ? null : { value, way: variable }
}

async function readSecretFile(path: string, way: string, stdin: Readable): Promise<string> {
  const name = {
    zh: path === '-' ? '标准输入' : `文件 ${path}`,
    en: path === '-' ? 'stdin' : `the file ${path}`,
  }
  const refuse = (zh: string, en: string) =>
    new UsageError({ zh: `${way} 不能用：${name.zh} ${zh}`, en: `${way} cannot be used: ${name.en} ${en}` })
  let bytes: Buffer
  try {
    // A byte more than may be, and no more: it may be a device that never ends.
    bytes = await readAtMost(path === '-' ? stdin : createReadStream(path, { end: MAX_BYTES }), MAX_BYTES + 1)
  } catch (error) {
    const { code = 'ERROR' } = error as NodeJS.ErrnoException
    throw refuse(`读不了（${code}）`, `cannot be read (${code})`)
  }
  if (bytes.length > MAX_BYTES) throw refuse(`超过 ${MAX_BYTES} 字节`, `has more than ${MAX_BYTES} bytes`)
  const value = decodeUtf8(bytes)?.replace(/[\r\n]+$/, '')
  if (value === undefined) throw refuse('不是 UTF-8 文本', 'is no UTF-8 text')
  if (value === '') throw refuse('是空的', 'is empty')
  if (/[\r\n\0]/.test(value)) throw refuse('应该只有一行', 'should have one line only')
  return value
}

async function readAtMost(stream: Readable, max: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk as Uint8Array))
    length += chunks.at(-1)!.length
    if (length >= max) break
  }
  return Buffer.concat(chunks)
}

/** Without a byte order mark, which some editors put in front; null where it is no UTF-8. */
function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
