import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findUpdateSource } from '../../../src-main/host/update-source.ts'
import { createTemporaryFolder } from '../running-workbench.ts'

const ADDRESS = 'https://github.com/owner/repository/releases/latest/download/latest.json'

/** Lays out a desktop as it is installed; Electron reads its `app.asar` like a folder. */
function installDesktop(manifest: unknown, installedBy?: string): string {
  const app = join(createTemporaryFolder(), 'resources', 'app.asar')
  mkdirSync(app, { recursive: true })
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest))
  if (installedBy !== undefined) writeFileSync(join(app, '..', 'installed-by'), installedBy)
  return app
}

describe('a new version', () => {
  it('of a desktop that was downloaded comes from where it was released', () => {
    expect(findUpdateSource(installDesktop({ releases: ADDRESS }))).toEqual({
      kind: 'releases',
      address: ADDRESS,
      page: 'https://github.com/owner/repository/releases',
    })
  })

  it.each([
    ['deb\n', 'deb'],
    ['aur', 'aur'],
    // It says at least that somebody else brings them.
    ['', ''],
    ['<b>deb</b>', ''],
  ])('of a desktop with %j comes from a package manager', (text, manager) => {
    expect(findUpdateSource(installDesktop({ releases: ADDRESS }, text))).toEqual({
      kind: 'packages',
      manager,
    })
  })

  it.each([
    undefined,
    '',
    7,
    'latest.json',
    ADDRESS.replace('https', 'http'),
    ADDRESS.replace('github.com', 'user:secret@github.com'),
    `${ADDRESS}?id=1`,
    ADDRESS.replace('/owner/', '/../'),
    ADDRESS.replace('/repository', ''),
    ADDRESS.replace('latest.json', 'setup.exe'),
  ])('of a desktop with the address %j comes from nowhere', (releases) => {
    expect(findUpdateSource(installDesktop({ releases }))).toEqual({ kind: 'unnamed' })
  })

  it('comes from nowhere without a package.json', () => {
    expect(findUpdateSource(join(createTemporaryFolder(), 'app.asar'))).toEqual({ kind: 'unnamed' })
  })

  it('of a package of npm comes from npm, and else from the repository, whatever it was stamped with', () => {
    const folder = createTemporaryFolder()
    const installed = join(folder, 'lib', 'node_modules', 'mpscope')
    mkdirSync(installed, { recursive: true })
    for (const one of [folder, installed])
      writeFileSync(join(one, 'package.json'), JSON.stringify({ releases: ADDRESS }))
    expect(findUpdateSource(installed)).toEqual({ kind: 'npm' })
    expect(findUpdateSource(folder)).toEqual({ kind: 'repository' })
  })
})
