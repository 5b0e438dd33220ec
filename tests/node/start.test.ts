import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isBuildStale } from '../../scripts/build.ts'
import { describeMissing, findObstacle, findStartFailure } from '../../scripts/window-obstacles.ts'
import { createEnvironment, createRepoCopy, start, WITH_WINDOW, writeOutput } from './start-copy.ts'

/** For what changes no source: Node then compiles the terminal once for all of it. */
const folder = mkdtempSync(join(tmpdir(), 'mpscope-test-'))
const repo = createRepoCopy(folder)
afterAll(() => rmSync(folder, { recursive: true }))

const ADDRESS = /Workbench +(http:\/\/127\.0\.0\.1:\d+\/)#ticket=/

describe('a window', () => {
  const linux = { platform: 'linux', env: {}, isRoot: false } as const

  it.each([
    ['a display', { ...linux, env: { DISPLAY: ':0' } }, null],
    ['Wayland', { ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } }, null],
    ['no display', linux, /no display/],
    ['an empty display', { ...linux, env: { DISPLAY: '' } }, /no display/],
    ['root', { ...linux, env: { DISPLAY: ':0' }, isRoot: true }, /root/],
    [
      'root who did without the sandbox',
      { ...linux, env: { DISPLAY: ':0', ELECTRON_DISABLE_SANDBOX: '1' }, isRoot: true },
      null,
    ],
    ['a Mac', { platform: 'darwin', env: {}, isRoot: false } as const, null],
    ['Windows', { platform: 'win32', env: {}, isRoot: false } as const, null],
  ])('with %s', (_name, machine, obstacle) => {
    const found = findObstacle(machine)
    if (obstacle === null) expect(found).toBeNull()
    else expect(found?.en).toMatch(obstacle)
  })

  it.each([
    ['ended as it should', { code: 0, signal: null }, 100, false],
    ['refused its options', { code: 2, signal: null }, 100, false],
    ['failed at once', { code: 1, signal: null }, 100, true],
    ['was killed at once', { code: null, signal: 'SIGTRAP' }, 100, true],
    ['failed after use', { code: 1, signal: null }, 60_000, false],
  ] as const)('that %s', (_name, ending, tookMs, failed) => {
    expect(findStartFailure(ending, tookMs) !== null).toBe(failed)
  })

  it('that cannot be had names the mirror, or the variable that is wrong', () => {
    for (const text of Object.values(describeMissing({}))) expect(text).toContain('ELECTRON_MIRROR')
    const wrong = describeMissing({ MPSCOPE_ELECTRON: '/nowhere' })
    for (const text of Object.values(wrong)) expect(text).toMatch(/MPSCOPE_ELECTRON.*\/nowhere/)
  })
})

describe('a build', () => {
  const later = new Date(Date.now() + 60_000)

  it('is not repeated when nothing has changed', () => {
    expect(isBuildStale(createRepoCopy())).toBe(false)
  })

  it.each([
    ['a source has changed', (root: string) => utimesSync(join(root, 'src-core/app.ts'), later, later)],
    ['a source was removed', (root: string) => utimesSync(join(root, 'src-core/wechat'), later, later)],
    ['package.json has changed', (root: string) => utimesSync(join(root, 'package.json'), later, later)],
    ['an output is missing', (root: string) => rmSync(join(root, 'out/renderer/index.html'))],
    ['there is none', (root: string) => rmSync(join(root, 'out'), { recursive: true })],
  ])('is needed when %s', (_name, change) => {
    const root = createRepoCopy()
    change(root)
    expect(isBuildStale(root)).toBe(true)
  })

  it('that fails shows why, and ends with 1', async () => {
    const root = createRepoCopy()
    writeFileSync(join(root, 'electron.vite.config.ts'), 'export default {{')
    utimesSync(join(root, 'electron.vite.config.ts'), later, later)
    const started = start(root, ['--browser'])
    expect(await started.closed).toBe(1)
    expect(started.output()).toMatch(/^Building…\n/)
    expect(started.output()).toMatch(/electron\.vite\.config/)
    expect(started.output()).not.toMatch(ADDRESS)
  })
})

describe('npm start', () => {
  it('--browser serves the page and says where', async () => {
    const { printed, output } = start(repo, ['--browser'])
    const [, address] = await printed(ADDRESS)
    const response = await fetch(address!)
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('the page')])
    expect(output()).toMatch(/^Responder /)
  })

  it.runIf(process.platform === 'linux')('goes to the browser where there is no display', async () => {
    const { printed, output } = start(repo, [], { LC_ALL: 'zh_CN.UTF-8' })
    await printed(/Ctrl\+C/)
    expect(output()).toMatch(/^这台机器没有图形界面，改用浏览器打开调试台。\n本地地址 /)
  })

  it('goes to the browser where Electron cannot be had, with the hint', async () => {
    const env = { ...WITH_WINDOW, MPSCOPE_ELECTRON: '', ELECTRON_MIRROR: 'http://127.0.0.1:1/' }
    const { printed, output } = start(repo, [], { ...env, electron_config_cache: join(repo, 'cache') })
    await printed(ADDRESS)
    expect(output()).toMatch(
      /^Electron is not installed and cannot be downloaded \(ELECTRON_MIRROR [^\n]*\nResp/,
    )
  })

  it.each([
    ['fails', 'process.exit(1)', /^Electron did not start \(exit code 1\); [^\n]*\nResponder /],
    ['is killed', 'process.kill(process.pid, "SIGKILL")', /^Electron did not start \([^\n]*\nResponder /],
  ])('goes to the browser where Electron %s at once', async (_name, main, expected) => {
    writeOutput(repo, 'main/index.js', main)
    const { printed, output } = start(repo, [], WITH_WINDOW)
    const [, address] = await printed(ADDRESS)
    expect((await fetch(address!)).status).toBe(200)
    expect(output()).toMatch(expected)
  })

  it.each([0, 2])('ends with the window’s own %d', async (code) => {
    writeOutput(
      repo,
      'main/index.js',
      `console.log('window', process.argv.slice(2).join(' ')); process.exit(${code})`,
    )
    const started = start(repo, ['--data-unknown'], WITH_WINDOW)
    expect(await started.closed).toBe(code)
    expect(started.output()).toBe('window --data-unknown --ephemeral --port 0 --control-port 0\n')
  })
})

describe.skipIf(process.platform === 'win32')('a signal', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends the browser shell and what it started, with 0',
    async (signal) => {
      const { child, printed, closed } = start(repo, ['--browser'])
      const [, address] = await printed(ADDRESS)
      child.kill(signal)
      expect(await closed).toBe(0)
      await expect(fetch(address!)).rejects.toThrow()
    },
  )

  it('that only reaches the shell of npm ends all of it as well', async () => {
    const npm = { npm_package_name: 'mpscope', npm_lifecycle_event: 'start:browser' }
    const { child, printed, closed } = start(repo, ['--browser'], npm, 'shell')
    const [, address] = await printed(ADDRESS)
    child.kill('SIGTERM')
    await closed
    await expect(fetch(address!)).rejects.toThrow()
  })

  it('that only reaches the shell of npx does so, too', async () => {
    const npx = { npm_lifecycle_event: 'npx', npm_lifecycle_script: "'mpscope'" }
    const { child, printed, closed } = start(repo, ['--browser'], npx, 'shell')
    const [, address] = await printed(ADDRESS)
    child.kill('SIGTERM')
    await closed
    await expect(fetch(address!)).rejects.toThrow()
  })

  it.each([
    ['ends well', 'process.on("SIGTERM", () => process.exit(0))'],
    ['ends badly', 'process.on("SIGTERM", () => process.exit(1))'],
    ['is killed by it', ''],
  ])('ends the window with 0 and opens nothing else, where it %s', async (_name, onSignal) => {
    writeOutput(repo, 'main/index.js', `${onSignal}; setInterval(() => {}, 1000); console.log('window')`)
    const { child, printed, closed, output } = start(repo, [], WITH_WINDOW)
    await printed(/window/)
    child.kill('SIGTERM')
    expect(await closed).toBe(0)
    expect(output()).toBe('window\n')
  })
})

describe('another Node', () => {
  it.each([
    ['en', 'en_US.UTF-8', /^mpscope needs Node 24, and this is v\d[^\n]*\n$/],
    ['zh', 'zh_CN.UTF-8', /^mpscope 需要 Node 24，而这里是 v\d[^\n]*\n$/],
  ])('is told so in one line (%s)', (_name, locale, line) => {
    const cwd = join(import.meta.dirname, '../..')
    // Makes this Node as old as one that cannot read TypeScript.
    const old = ['--no-experimental-strip-types', '--import', './scripts/need-node-24.mjs']
    const { status, stdout, stderr } = spawnSync(process.execPath, [...old, 'scripts/start.ts'], {
      cwd,
      encoding: 'utf8',
      env: createEnvironment({ LC_ALL: locale }),
    })
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(line)
  })
})
