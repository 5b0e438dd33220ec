import { findField } from '../../src-core/contract/catalogue-lookup.ts'
import { writeField } from '../../src-core/contract/write-field.ts'
import { readDraft } from '../../src-core/sender/draft.ts'
import { findMessageSpec } from '../../src-core/wechat/catalogue/catalogue.ts'
import { oneLine } from './one-line.ts'
import { UsageError } from './usage-error.ts'

/**
 * Returns the message with another value in one field, and nothing else changed. Throws a UsageError if it is no XML, or
 * has no such field: neither it nor the catalogue's description of its kind.
 */
export function setField(text: string, path: string, value: string): string {
  const { type, event, values, fault } = readDraft(text)
  if (text.trimStart().startsWith('{'))
    throw new UsageError({
      zh: `--set ${path} 不能用：这条消息是 JSON，--set 只修改 XML；可以用 --file 给出整条消息`,
      en: `--set ${path} cannot be used: the message is JSON, and --set changes XML alone; --file can give the whole message`,
    })
  if (fault)
    throw new UsageError({
      zh: `--set ${path} 不能用：这条消息不是完好的 XML（第 ${fault.line} 行第 ${fault.column} 列，${oneLine(fault.message.zh)}）`,
      en: `--set ${path} cannot be used: the message is no well-formed XML (line ${fault.line}, column ${fault.column}: ${oneLine(fault.message.en)})`,
    })
  const spec = findMessageSpec(type, event ?? undefined)
  const described = spec && findField(spec, path.split('/'))
  const isField = Object.hasOwn(values, path) || (described && described.kind !== 'children')
  const written = isField ? writeField(text, path, value, spec?.fields ?? []) : null
  if (written !== null) return written
  throw new UsageError({
    zh: `--set ${path} 不能用：这条消息没有这个字段；它有 ${Object.keys(values).join('、')}`,
    en: `--set ${path} cannot be used: the message has no such field; it has ${Object.keys(values).join(', ')}`,
  })
}
