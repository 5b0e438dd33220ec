import { settings as en } from '../../../i18n/settings.en.ts'
import { settings as zh } from '../../../i18n/settings.zh.ts'
import type { RowId, SettingRow } from './row.ts'

/**
 * Returns the rows in whose texts every word of the query occurs: section, name, description and options, in both
 * languages, and the pinyin initials of the name. Everything for an empty query.
 */
export function findRows(rows: readonly SettingRow[], query: string): readonly SettingRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = textOf(row)
    return words.every((word) => text.includes(word) || row.pinyin.includes(word))
  })
}

function textOf({ id, section }: SettingRow): string {
  const texts = [zh, en].flatMap((words) => [
    words.sections[section],
    words.rows[id].name,
    words.rows[id].hint,
    ...Object.values((words.options as Partial<Record<RowId, Record<string, string>>>)[id] ?? {}),
  ])
  return texts.join('\n').toLowerCase()
}
