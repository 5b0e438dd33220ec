import type { GivenFile } from './option.ts'
import { UsageError } from './usage-error.ts'

/** Returns the text of a file. Refuses bytes that are no text: they could not be sent as they are. */
export function readTextFile(option: string, { path, bytes }: GivenFile): string {
  const text = Buffer.from(bytes).toString()
  if (Buffer.from(text).equals(bytes)) return text
  throw new UsageError({
    zh: `${option} 不能用：${path} 不是 UTF-8`,
    en: `${option} cannot be used: ${path} is not UTF-8`,
  })
}
