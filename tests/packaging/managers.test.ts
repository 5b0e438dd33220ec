import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { PackagingError } from '../../packaging/project.ts'
import type { Release } from '../../packaging/managers/assets.ts'
import { chooseRepository, writeAll } from '../../packaging/managers/managers.ts'
import { readChecksums } from '../../packaging/release/checksums.ts'

/** Each sum is one digit, by which the tests know the file. */
const FILES = [
  'mpscope-1.2.3-win-x64-setup.exe',
  'mpscope-1.2.3-win-arm64-setup.exe',
  'mpscope-1.2.3-mac-x64.dmg',
  'mpscope-1.2.3-mac-arm64.dmg',
  'mpscope_1.2.3_amd64.deb',
]
const [WIN_X64, WIN_ARM64, MAC_X64, MAC_ARM64, DEB] = FILES.map((_, at) => String(at + 1).repeat(64))
const SUMS = FILES.map((file, at) => `${String(at + 1).repeat(64)}  ${file}\n`).join('')

const release: Release = {
  version: '1.2.3',
  date: '2026-11-27',
  repository: 'someone/mpscope',
  sums: readChecksums(SUMS),
}
const files = writeAll(release)
const DOWNLOAD = 'https://github.com/someone/mpscope/releases/download/v1.2.3/'

describe('winget', () => {
  const read = (part: string) =>
    parse(files[`winget/someone.mpscope${part}.yaml`]!) as Record<string, unknown>

  // What the schemas of version 1.12.0 require.
  it.each([
    ['', ['DefaultLocale']],
    ['.installer', ['Installers']],
    ['.locale.en-US', ['PackageLocale', 'Publisher', 'PackageName', 'License', 'ShortDescription']],
  ])('has all that a manifest%s needs', (part, keys) => {
    const manifest = read(part)
    const required = ['PackageIdentifier', 'PackageVersion', 'ManifestType', 'ManifestVersion', ...keys]
    expect(Object.keys(manifest)).toEqual(expect.arrayContaining(required))
    expect(manifest).toMatchObject({
      PackageIdentifier: 'someone.mpscope',
      PackageVersion: '1.2.3',
      ManifestVersion: '1.12.0',
    })
  })

  it('installs for one user, on both kinds of processor', () => {
    expect(read('.installer')).toMatchObject({
      InstallerType: 'nullsoft',
      Scope: 'user',
      Installers: [
        { Architecture: 'x64', InstallerUrl: DOWNLOAD + FILES[0], InstallerSha256: WIN_X64 },
        { Architecture: 'arm64', InstallerUrl: DOWNLOAD + FILES[1], InstallerSha256: WIN_ARM64 },
      ],
    })
  })
})

describe('Scoop', () => {
  const manifest = JSON.parse(files['scoop/mpscope.json']!) as Record<string, unknown>

  it('unpacks the installer, and says that updates come by it', () => {
    expect(manifest).toMatchObject({
      version: '1.2.3',
      architecture: {
        '64bit': { url: `${DOWNLOAD}${FILES[0]}#/dl.7z`, hash: WIN_X64 },
        arm64: { url: `${DOWNLOAD}${FILES[1]}#/dl.7z`, hash: WIN_ARM64 },
      },
    })
    expect(JSON.stringify(manifest['pre_install'])).toContain('installed-by')
  })

  it('finds the next version by itself', () => {
    const { autoupdate } = manifest as { autoupdate: { architecture: Record<string, { url: string }> } }
    expect(autoupdate.architecture['64bit']?.url.replaceAll('$version', '1.2.3')).toBe(
      `${DOWNLOAD}${FILES[0]}#/dl.7z`,
    )
  })
})

describe('Homebrew', () => {
  const cask = files['homebrew/mpscope.rb']!

  it('has both kinds of processor, each with its sum', () => {
    expect(cask).toContain(`sha256 arm:   "${MAC_ARM64}",\n         intel: "${MAC_X64}"`)
    const [, url = ''] = /^ {2}url "(.*)"$/m.exec(cask) ?? []
    expect(url.replaceAll('#{version}', '1.2.3').replace('#{arch}', 'arm64')).toBe(DOWNLOAD + FILES[3])
  })

  it('removes the data only where the user asks for it', () => {
    expect(cask).toContain('zap trash: [\n    "~/Library/Application Support/mpscope"')
  })
})

describe('the AUR', () => {
  it('reads the same from both files', () => {
    // As makepkg does, which sources it.
    const script = `${files['aur/PKGBUILD']}
declare -F package >/dev/null
for field in pkgdesc pkgver pkgrel url; do printf '\\t%s = %s\\n' "$field" "\${!field}"; done
for field in arch license depends optdepends provides conflicts noextract options source sha256sums; do
  declare -n values=$field
  printf "\\t$field = %s\\n" "\${values[@]}"
done`
    const bash = spawnSync('bash', ['-eu'], { input: script, encoding: 'utf8' })
    expect(bash.stderr).toBe('')
    expect(files['aur/.SRCINFO']).toBe(`pkgbase = mpscope-bin\n${bash.stdout}\npkgname = mpscope-bin\n`)
    expect(bash.stdout).toContain(`source = ${DOWNLOAD}${FILES[4]}\n\tsha256sums = ${DEB}\n`)
  })

  it('writes a pre-release so that its release comes later: its letters right behind the number', () => {
    const sums = readChecksums(SUMS.replaceAll('1.2.3', '1.2.3-rc.1'))
    const early = writeAll({ ...release, version: '1.2.3-rc.1', sums })
    expect(early['aur/.SRCINFO']).toContain('pkgver = 1.2.3rc.1\n')
    expect(early['aur/.SRCINFO']).toContain('mpscope_1.2.3-rc.1_amd64.deb')
  })
})

describe('what is not there', () => {
  it.each(FILES)('is not offered: %s', (file) => {
    const sums = readChecksums(SUMS.replace(`  ${file}`, '  other'))
    expect(() => writeAll({ ...release, sums })).toThrow(PackagingError)
    expect(() => writeAll({ ...release, sums })).toThrow(`SHA256SUMS has no ${file}`)
  })

  it('is not downloaded from a repository that nobody named', () => {
    expect(chooseRepository(undefined, { GITHUB_REPOSITORY: 'someone/mpscope' })).toBe('someone/mpscope')
    expect(chooseRepository('other/mpscope', { GITHUB_REPOSITORY: 'someone/mpscope' })).toBe('other/mpscope')
    expect(() => chooseRepository(undefined, {})).toThrow('--repository owner/name')
    expect(() => chooseRepository('not a repository', {})).toThrow('--repository owner/name')
  })
})
