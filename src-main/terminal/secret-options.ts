import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { refuseEmpty } from './option.ts'
import type { GivenSecret, Typed } from './option.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Far above a token (256) and a key (43): a larger file holds something else. */
const MAX_BYTES = 4096

export interface SecretWays {
  option: string
  file: string
  variable: string
}

/** Names the three ways in for a secret, `token` or `aes-key`. Other users and logs can see a command line. */
export function waysOf(name: string): SecretWays {
  return {
    option: `--${name}`,
    file: `--${name}-file`,
    variable: `MPSCOPE_${name.toUpperCase().replaceAll('-', '_')}`,
  }
}

/** A secret of a command, with the values that were typed for its two options. */
export interface AskedSecret {
  name: string
  isRequired: boolean
  typed: readonly Typed[]
}

/**
 * Reads the secrets that were given: the option is preferred to the file, the file to the environment; `-` as a file is
 * stdin, unless the command reads its input from there. Throws `UsageError` if a way is used that gives no secret.
 */
export async function readSecrets(
  asked: readonly AskedSecret[],
  { stdin, env }: Pick<Terminal, 'stdin' | 'env'>,
  isStdinTaken: boolean,
): Promise<Map<string, GivenSecret>> {
  // Checks everything before it reads anything: wrong usage must not wait for somebody to type.
  for (const { name, typed } of asked) checkWays(waysOf(name), typed)
  checkStdin(asked, isStdinTaken)
  const given = new Map<string, GivenSecret>()
  for (const one of asked) {
    const secret = (await readTyped(one, stdin)) ?? readVariable(one, env)
    if (secret) given.set(one.name, secret)
    else if (one.isRequired) refuseMissing(waysOf(one.name))
  }
  return given
}

function checkWays({ option, file }: SecretWays, typed: readonly Typed[]): void {
  for (const { by, value } of typed) if (value === '') refuseEmpty(by)
  if (new Set(typed.map(({ by }) => by)).size < 2) return
  throw new UsageError({
    zh: `${option} 和 ${file} 不能同时用`,
    en: `${option} and ${file} exclude each other`,
  })
}

function checkStdin(asked: readonly AskedSecret[], isTaken: boolean): void {
  const files = asked.filter(isFromStdin).map(({ name }) => waysOf(name).file)
  if (files.length > 0 && isTaken) {
    throw new UsageError({
      zh: `标准输入用来读消息，${files[0]} 不能写 -，请给一个文件`,
      en: `stdin holds the message, so ${files[0]} cannot be -; give a file`,
    })
  }
  if (files.length > 1) {
    throw new UsageError({
      zh: `标准输入只能给一个：${files.join(' 和 ')} 不能都写 -`,
      en: `stdin holds one secret: ${files.join(' and ')} cannot both be -`,
    })
  }
}

function isFromStdin({ name, typed }: AskedSecret): boolean {
  const last = typed.at(-1)
  return last?.by === waysOf(name).file && last.value === '-'
}

async function readTyped({ name, typed }: AskedSecret, stdin: Readable): Promise<GivenSecret | null> {
  const last = typed.at(-1)
  if (!last) return null
  const { file } = waysOf(name)
  return {
    value: last.by === file ? await readSecretFile(last.value, file, stdin) : last.value,
    way: last.by,
  }
}

function readVariable({ name }: AskedSecret, env: NodeJS.ProcessEnv): GivenSecret | null {
  const { variable } = waysOf(name)
  const value = env[variable]
  if (value === '') {
    throw new UsageError({
      zh: `环境变量 ${variable} 是空的（不用它就不要设置）`,
      en: `the environment variable ${variable} is empty (unset it where it is not meant)`,
    })
  }
  return value === undefined ? null : { value, way: variable }
}

function refuseMissing({ option, file, variable }: SecretWays): never {
  throw new UsageError({
    zh: `缺少 ${option}（也可以用 ${file} 或环境变量 ${variable}）`,
    en: `${option} is missing (or ${file}, or the environment variable ${variable})`,
  })
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
    // Reads one byte more than allowed, and no more: it may be a device that never ends.
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

/** Decodes without a byte order mark, which some editors put in front; undefined if it is no UTF-8. */
function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
