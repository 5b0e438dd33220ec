import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFolders } from '../../src-main/electron/folders.ts'
import { decodeLaunch, LaunchError } from '../../src-main/electron/launch.ts'

describe('decodeLaunch', () => {
  it('finds ours among the switches of others', () => {
    const args = [
      '--inspect=0',
      '--remote-debugging-port=0',
      '--no-sandbox',
      '.',
      '--data',
      'd',
      '--port',
      '0',
    ]
    expect(decodeLaunch(args)).toEqual({ storage: { kind: 'folder', path: 'd' }, port: 0 })
  })

  it('does with nothing', () => {
    expect(decodeLaunch([])).toEqual({ storage: { kind: 'usual' }, port: null })
  })

  it('can leave no trace', () => {
    expect(decodeLaunch(['--ephemeral'])).toEqual({ storage: { kind: 'ephemeral' }, port: null })
  })

  it.each([
    [['--data']],
    [['--data=']],
    [['--data', 'd', '--ephemeral']],
    [['--port']],
    [['--port', '65536']],
    [['--port', '-1']],
    [['--port', '80a']],
    [['--port', '1e3']],
    [['--port=']],
  ])('refuses %j', (args) => {
    expect(() => decodeLaunch(args)).toThrow(LaunchError)
  })
})

describe('openFolders', () => {
  it('makes folders that are only the user’s', () => {
    const parent = mkdtempSync(join(tmpdir(), 'mpscope-test-'))
    const path = join(parent, 'data')
    const folders = openFolders({ kind: 'folder', path }, () => 'unused')
    expect(folders).toMatchObject({ data: path, browser: join(path, 'desktop') })
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o700)
    folders.dispose()
    expect(existsSync(folders.browser)).toBe(true)
    rmSync(parent, { recursive: true })
  })

  it('takes the ephemeral one away again', () => {
    const folders = openFolders({ kind: 'ephemeral' }, () => 'unused')
    expect(folders.data).toBeNull()
    expect(existsSync(folders.browser)).toBe(true)
    folders.dispose()
    expect(existsSync(folders.browser)).toBe(false)
  })
})
