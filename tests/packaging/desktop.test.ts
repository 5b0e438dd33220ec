import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createConfig } from '../../packaging/desktop/config.ts'
import { createManifest } from '../../packaging/desktop/product.ts'
import { findRuntime } from '../../packaging/desktop/runtime.ts'
import { PackagingError } from '../../packaging/project.ts'

const folder = mkdtempSync(join(tmpdir(), 'mpscope-packaging-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(file: string, text: string): string {
  const path = join(folder, file)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  return path
}

describe('the runtime', () => {
  it('is a copy of the one that is named, without an app that it brings along', () => {
    const electron = write('runtime/electron', '')
    write('runtime/version', 'v33.4.11\n')
    write('runtime/resources/app/main.js', '')
    const copy = join(folder, 'copy')
    expect(findRuntime({ MPSCOPE_ELECTRON: electron }, copy)).toEqual({
      electronVersion: '33.4.11',
      electronDist: copy,
    })
    expect(readdirSync(copy, { recursive: true }).toSorted()).toEqual(['electron', 'resources'])
  })

  it('is the one of the repository where none is named', () => {
    expect(findRuntime({}, '')).toEqual({ electronVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
  })

  it('has to be there', () => {
    const gone = join(folder, 'nowhere', 'electron')
    expect(() => findRuntime({ MPSCOPE_ELECTRON: gone }, '')).toThrow(PackagingError)
    expect(() => findRuntime({ MPSCOPE_ELECTRON: gone }, '')).toThrow(gone)
  })
})

describe('the configuration', () => {
  const config = createConfig('app', 'dist', { electronVersion: '1.2.3' }, {})

  it('closes every way into the program, and takes it from the archive alone', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    })
    expect(config.mac.hardenedRuntime).toBe(true)
    expect(config.appImage.executableArgs).toEqual([])
  })

  it('names files in ASCII, and what people see in both languages', () => {
    expect(JSON.stringify([config.productName, config.artifactName, config.appId])).not.toMatch(/[^ -~]/)
    expect(config.linux.desktop.entry).toMatchObject({ Name: 'mpscope', 'Name[zh_CN]': '公众号调试台' })
  })

  it('names a homepage where a repository releases, and none elsewhere', () => {
    expect(createManifest({})).not.toHaveProperty('homepage')
    const released = { GITHUB_REPOSITORY: 'somebody/mpscope' }
    expect(createManifest(released)).toMatchObject({ homepage: 'https://github.com/somebody/mpscope' })
    expect(createConfig('app', 'dist', { electronVersion: '1.2.3' }, released).linux.maintainer).toContain(
      '<somebody@',
    )
  })
})
