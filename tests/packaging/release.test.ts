import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findSection, readChangelog } from '../../packaging/changelog.ts'
import { createManifest } from '../../packaging/desktop/product.ts'
import { findLatestAddress, version } from '../../packaging/project.ts'
import { readChecksums, SUMS_FILE, writeChecksums } from '../../packaging/release/checksums.ts'
import { describeLatest, writeNotes } from '../../packaging/release/latest.ts'
import { checkComplete, checkTag, findTag, release } from '../../packaging/release/release.ts'
import { decodeRelease } from '../../src-core/updates/release.ts'
import type { ReleaseSource } from '../../src-core/updates/release.ts'
import { findUpdateSource } from '../../src-main/host/update-source.ts'

const scratch = mkdtempSync(join(tmpdir(), 'mpscope-release-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const changes = findSection(
  readChangelog('## [1.2.0] - 2026-11-27\n\n### Added\n\n- 新的界面。\n  A new screen.\n'),
  '1.2.0',
)

describe('the tag', () => {
  it('is the version of package.json, or there is none', () => {
    expect(() => checkTag(`v${version}`)).not.toThrow()
    expect(() => checkTag(null)).not.toThrow()
    expect(() => checkTag('v999.0.0')).toThrow(`The tag v999.0.0 is not v${version}`)
  })

  it('is what GitHub runs for, unless that is a branch', () => {
    expect(findTag({ GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1.2.0' })).toBe('v1.2.0')
    expect(findTag({ GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'v1.2.0' })).toBeNull()
    expect(findTag({})).toBeNull()
  })
})

it('is not made of a folder that is not there', async () => {
  const missing = join(scratch, 'nothing')
  await expect(release.make(['--made', missing])).rejects.toThrow(`${missing} is not there`)
})

describe('what the app reads of the newest release', () => {
  it('is its version, where it is, and what is new in both languages', () => {
    expect(describeLatest('1.2.0', '2026-11-27', 'someone/mpscope', changes)).toEqual({
      version: '1.2.0',
      date: '2026-11-27',
      page: 'https://github.com/someone/mpscope/releases/tag/v1.2.0',
      changes: { zh: '### 新增\n\n- 新的界面。', en: '### Added\n\n- A new screen.' },
    })
  })

  it('is asked for by an app that was released, and by no other', () => {
    const released = createManifest({ GITHUB_REPOSITORY: 'someone/mpscope' })
    expect(released['releases']).toBe(findLatestAddress('someone/mpscope'))
    expect(createManifest({})).not.toHaveProperty('releases')
  })

  it('is what a released app takes for a release of its own, and of nobody else', () => {
    const app = join(scratch, 'app.asar')
    mkdirSync(app)
    const manifest = createManifest({ GITHUB_REPOSITORY: 'someone/mpscope' })
    writeFileSync(join(app, 'package.json'), JSON.stringify(manifest))
    const source = findUpdateSource(app) as ReleaseSource
    const latest = describeLatest('1.2.0', '2026-11-27', 'someone/mpscope', changes)
    expect(decodeRelease(latest, source)).toEqual(latest)
    const elsewhere = describeLatest('1.2.0', '2026-11-27', 'another/mpscope', changes)
    expect(decodeRelease(elsewhere, source)).toHaveProperty('wrong')
  })
})

it('writes notes in both languages, and how to check what was downloaded', () => {
  const notes = writeNotes(changes, 'someone/mpscope')
  expect(notes).toContain('- 新的界面。')
  expect(notes).toContain('- A new screen.')
  expect(notes).toContain('gh attestation verify FILE --repo someone/mpscope')
})

it('is complete with one of each, and two where there are two kinds of processor', () => {
  const made = ['a.tgz', 'a.tar.gz', 'a.AppImage', 'a.rpm', 'a.deb', 'x-setup.exe', 'a-setup.exe']
  expect(() => checkComplete([...made, 'x.dmg', 'a.dmg', 'x.zip', 'a.zip'])).not.toThrow()
  expect(() => checkComplete([...made, 'x.dmg', 'x.zip', 'a.zip'])).toThrow('made: 1 of 2 .dmg')
})

describe('the checksums', () => {
  it('are those of all files but their own, as sha256sum reads them', () => {
    const folder = join(scratch, 'sums')
    mkdirSync(folder)
    for (const file of ['b.deb', 'a.zip', SUMS_FILE]) writeFileSync(join(folder, file), '')
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    const text = writeChecksums(folder)
    expect(text).toBe(`${empty}  a.zip\n${empty}  b.deb\n`)
    expect([...readChecksums(text)]).toEqual([
      ['a.zip', empty],
      ['b.deb', empty],
    ])
  })

  it.each(['abc  a.zip', `${'0'.repeat(64)}  ../a.zip`])('name the line that is none: %s', (line) => {
    expect(() => readChecksums(`${'0'.repeat(64)}  a.zip\n${line}\n`)).toThrow('SHA256SUMS, line 2')
  })
})
