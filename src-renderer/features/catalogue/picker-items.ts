import { pinyinInitials } from './pinyin-initials.ts'

/** One row of the picker. */
export interface PickerItem {
  /** Stable, unique among the rows. */
  key: string
  group: string
  title: string
  /** As WeChat spells it. */
  name: string
  /** More words by which it is found. */
  words?: string
}

export interface PickerGroup<Item extends PickerItem> {
  name: string
  title: string
  items: Item[]
}

/**
 * Returns true if each word of the query is in the title or in the other text, or is the pinyin initials of a part of
 * the title. Two letters are the initials of something in nearly every sentence.
 */
export function matchesQuery(query: string, title: string, text = ''): boolean {
  const lower = `${title} ${text}`.toLowerCase()
  const initials = pinyinInitials(title)
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word) || initials.includes(word))
}

/** Returns the rows that a query finds, in their groups and their own order. */
export function groupItems<Item extends PickerItem>(
  items: readonly Item[],
  query: string,
  titleOf: (group: string) => string,
): PickerGroup<Item>[] {
  const groups = new Map<string, PickerGroup<Item>>()
  for (const item of items) {
    const title = titleOf(item.group)
    const others = [item.name, item.words ?? '', title].join(' ')
    if (!matchesQuery(query.trim(), item.title, others)) continue
    const group = groups.get(item.group) ?? { name: item.group, title, items: [] }
    groups.set(item.group, group)
    group.items.push(item)
  }
  return [...groups.values()]
}
