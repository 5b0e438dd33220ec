import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findSection, readChangelog, UNRELEASED, writeChanges } from '../../packaging/changelog.ts'
import { writeDebianChangelog } from '../../packaging/linux/debian-files.ts'
import { PackagingError, root } from '../../packaging/project.ts'

const TEXT = `# 更新记录 · Changelog

## [Unreleased]

### Added

- 新的「转换」界面。
  A Convert screen.

## [1.2.0] - 2026-11-27

### Fixed

- 消息推送（消息与事件推送）不再丢失。
  Deliveries of 消息与事件推送 are no longer lost.
- 修复二。
  A second fix.
`

describe('the changelog', () => {
  it('is read by version, heading and language', () => {
    const sections = readChangelog(TEXT)
    expect(sections.map(({ version, date }) => [version, date])).toEqual([
      [UNRELEASED, null],
      ['1.2.0', '2026-11-27'],
    ])
    const section = findSection(sections, '1.2.0')
    expect(writeChanges(section, 'zh')).toBe('### 修复\n\n- 消息推送（消息与事件推送）不再丢失。\n- 修复二。')
    expect(writeChanges(section, 'en')).toContain('- A second fix.')
  })

  it('stops the release of a version that it does not have', () => {
    expect(() => findSection(readChangelog(TEXT), '1.3.0')).toThrow(PackagingError)
    expect(() => findSection(readChangelog(TEXT), '1.3.0')).toThrow('no section of 1.3.0')
  })

  it.each([
    ['an entry in one language', '- 只有中文。\n- 又一条。\n  Another.', 'line 19: an entry is two lines'],
    ['the languages the wrong way round', '- In English.\n  用中文。', 'Chinese first'],
    ['an entry of no kind', '\n## [1.1.0] - 2026-01-01\n\n- 修复。\n  A fix.', 'below ### Added'],
    ['a version without its date', '\n## [1.1.0]', 'a version needs its date'],
    ['a version of a day that there is not', '\n## [1.1.0] - 2026-02-31', 'a version needs its date'],
    ['a version in other words', '\n## 1.1.0', 'a version is written'],
    ['what is neither', 'By the way', 'line 18: neither a heading nor an entry'],
  ])('names the line of %s', (_, text, complaint) => {
    expect(() => readChangelog(TEXT + text)).toThrow(complaint)
  })

  it('is the one of the repository, in both languages throughout', () => {
    const sections = readChangelog(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))
    expect(sections[0]?.version).toBe(UNRELEASED)
    expect(sections.flatMap(({ groups }) => groups).every(({ entries }) => entries.length > 0)).toBe(true)
  })

  it('is written for Debian, where a pre-release comes before its release', () => {
    const section = findSection(readChangelog(TEXT), '1.2.0')
    expect(writeDebianChangelog(section, '1.2.0-rc.1', new Date('2026-11-27'), 'someone/mpscope')).toBe(
      `mpscope (1.2.0~rc.1) stable; urgency=medium

  * Deliveries of 消息与事件推送 are no longer lost.
  * A second fix.

 -- someone <someone@users.noreply.github.com>  Fri, 27 Nov 2026 00:00:00 +0000
`,
    )
  })
})
