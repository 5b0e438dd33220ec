import { UsageError } from './usage-error.ts'

/** Decodes `FIELD=VALUE`; the field may be a path, as in `SendPicsInfo/Count`. */
export function decodeField(text: string): [path: string, value: string] {
  const equals = text.indexOf('=')
  if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)]
  throw new UsageError({
    zh: `--set 应为 字段=值，而不是 ${text}`,
    en: `--set takes Field=value, not ${text}`,
  })
}
