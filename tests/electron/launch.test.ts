import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFolders } from '../../src-main/electron/folders.ts'
import { decodeLaunch, findDebugSwitch, LaunchError } from '../../src-main/electron/launch.ts'

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
    expect(decodeLaunch(args, '/')).toEqual({ storage: { kind: 'folder', path: 'd' }, port: 0, file: null })
  })

  it('does with nothing', () => {
    expect(decodeLaunch([], '/')).toEqual({ storage: { kind: 'usual' }, port: null, file: null })
  })

  it('can leave no trace', () => {
    expect(decodeLaunch(['--ephemeral'], '/')).toEqual({
      storage: { kind: 'ephemeral' },
      port: null,
      file: null,
    })
  })

  it('takes a file of saved exchanges, relative to the folder where it was started', () => {
    const args = ['/app', '--data', 'd', '--lang=zh-CN', 'shop.mpscope', 'other.mpscope']
    expect(decodeLaunch(args, resolve('/home/me')).file).toBe(resolve('/home/me/shop.mpscope'))
  })

  it('takes no switch, no value of one and no other file for it', () => {
    const args = [
      '--data=a.mpscope',
      '--port',
      '0',
      '--log-file=b.mpscope',
      '-c.mpscope',
      'd.json',
      '.mpscope',
    ]
    expect(decodeLaunch(args, '/').file).toBeNull()
    expect(decodeLaunch(['--data', 'a.mpscope'], '/').file).toBeNull()
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
    expect(() => decodeLaunch(args, '/')).toThrow(LaunchError)
  })
})

describe('findDebugSwitch', () => {
  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-port',
    '--remote-debugging-pipe',
    '-remote-debugging-port=0',
    '/remote-debugging-port=0',
    '--REMOTE-DEBUGGING-PORT=0',
    '--remote-allow-origins=*',
    '--inspect',
    '--inspect=0.0.0.0:9229',
    '--inspect-brk',
    '--inspect-brk=1',
    '--inspect-port=1',
    '--inspect-publish-uid=http',
    '--debug',
    '--js-flags=--expose-gc',
  ])('finds %s once packaged, and lets be while the program is worked on', (arg) => {
    const args = ['--data', 'd', arg]
    expect(findDebugSwitch(args, true)).toBe(arg.split('=')[0])
    expect(findDebugSwitch(args, false)).toBeNull()
  })

  it('finds none in what else there may be', () => {
    const args = [
      '--data',
      '/home/inspect',
      '--port=7788',
      '--inspection',
      'inspect',
      '--lang=zh-CN',
      '--no-sandbox',
    ]
    expect(findDebugSwitch(args, true)).toBeNull()
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

  it('gives Chromium a temporary one where the data folder cannot be made', () => {
    const parent = mkdtempSync(join(tmpdir(), 'mpscope-test-'))
    writeFileSync(join(parent, 'a file'), '')
    const path = join(parent, 'a file', 'data')
    const folders = openFolders({ kind: 'folder', path }, () => 'unused')
    expect(folders.data).toBe(path)
    expect(existsSync(folders.browser)).toBe(true)
    folders.dispose()
    expect(existsSync(folders.browser)).toBe(false)
    rmSync(parent, { recursive: true })
  })
})
