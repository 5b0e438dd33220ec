/**
 * CHANGELOG.md, from which everything that tells of a version is made: the release's notes, what the app shows of an
 * update, the changelog of a Debian package. Each of its entries is one bullet of two lines, Chinese and English.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PackagingError, root } from './project.ts'

export interface ChangelogEntry {
  zh: string
  en: string
}

/** `heading` is Added, Changed, Fixed …, as in the file. */
export interface ChangelogGroup {
  heading: string
  entries: ChangelogEntry[]
}

/** What changed in one version. */
export interface ChangelogSection {
  /** Without a `v`; `Unreleased` for what is not out yet. */
  version: string
  /** `2026-11-27`; null as long as it is not out. */
  date: string | null
  groups: ChangelogGroup[]
}

export const UNRELEASED = 'Unreleased'

const SECTION = /^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$/

/** An app refuses what it is told of a release on a day that there is not. */
function isDay(date: string | undefined): boolean {
  if (date === undefined) return false
  const day = new Date(date)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}

/** Throws a `PackagingError` that names the line which is no heading and no entry in both languages. */
export function readChangelog(text: string): ChangelogSection[] {
  const sections: ChangelogSection[] = []
  const lines = text.split(/\r?\n/)
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const [, version, date] = SECTION.exec(line) ?? []
    const section = sections.at(-1)
    if (version !== undefined) {
      if (version !== UNRELEASED && !isDay(date))
        fail(at, 'a version needs its date: ## [1.2.3] - 2026-11-27')
      sections.push({ version, date: date ?? null, groups: [] })
    } else if (line.startsWith('## ')) {
      fail(at, 'a version is written ## [1.2.3] - 2026-11-27')
    } else if (section && line.startsWith('### ')) {
      section.groups.push({ heading: line.slice(4).trim(), entries: [] })
    } else if (section && line.startsWith('- ')) {
      const entry = { zh: line.slice(2).trim(), en: (lines[++at] ?? '').trim() }
      if (entry.en === '' || !lines[at]!.startsWith('  '))
        fail(at, 'an entry is two lines, Chinese and English')
      if (countHan(entry.zh) <= countHan(entry.en)) fail(at, 'an entry is Chinese first, then English')
      const group = section.groups.at(-1)
      if (!group) fail(at, 'an entry stands below ### Added, Changed, Fixed …')
      group.entries.push(entry)
    } else if (section && line.trim() !== '') {
      fail(at, 'neither a heading nor an entry')
    }
  }
  return sections
}

/** Throws a `PackagingError` if there is nothing about `version`, which is what a release is stopped by. */
export function findSection(sections: ChangelogSection[], version: string): ChangelogSection {
  const section = sections.find((one) => one.version === version)
  if (!section) {
    throw new PackagingError(
      `CHANGELOG.md has no section of ${version}: rename "## [${UNRELEASED}]" to "## [${version}] - DATE" before it is released`,
    )
  }
  return section
}

/**
 * Returns what is new in `version`, whose section has to be there if it is released, or else what is not out yet.
 * Throws a `PackagingError`.
 */
export function readChanges(version: string, released: boolean): ChangelogSection {
  const sections = readChangelog(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))
  const known = released || sections.some((section) => section.version === version)
  return findSection(sections, known ? version : UNRELEASED)
}

/** The headings of Keep a Changelog, which stand in the file in English. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  Added: '新增',
  Changed: '变更',
  Deprecated: '即将移除',
  Removed: '移除',
  Fixed: '修复',
  Security: '安全',
}

/** The section in one language, as Markdown. */
export function writeChanges({ groups }: ChangelogSection, language: keyof ChangelogEntry): string {
  return groups
    .map(({ heading, entries }) => {
      const title = language === 'zh' ? (IN_CHINESE[heading] ?? heading) : heading
      return [`### ${title}`, '', ...entries.map((entry) => `- ${entry[language]}`)].join('\n')
    })
    .join('\n\n')
}

/** English, too, may name what the console calls 消息推送. */
function countHan(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0
}

function fail(at: number, what: string): never {
  throw new PackagingError(`CHANGELOG.md, line ${at + 1}: ${what}`)
}
