import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Snapshot } from '../../src-core/contract/workbench.ts'
import { MAX_MESSAGE_LENGTH } from '../../src-main/electron/ipc-channels.ts'
import { goSign } from '../../src-renderer/actions/everywhere/go-sign.ts'
import { answer } from '../../src-renderer/actions/live/answer.ts'
import { fillSample } from '../../src-renderer/actions/sign/fill-sample.ts'
import { renewRequest } from '../../src-renderer/actions/sign/renew-request.ts'
import { restoreFields } from '../../src-renderer/actions/sign/restore-fields.ts'
import { openPalette } from '../../src-renderer/actions/everywhere/open-palette.ts'
import type { Action } from '../../src-renderer/actions/kind/action.ts'
import { LivePage } from './live-page.ts'
import { EARLY, launchElectron, SANDBOX_SWITCH } from './shells.ts'
import { findTestShells } from './test-shells.ts'

/*
 * The desktop's own behaviour in a real window: the tests ask each guard for something that it must refuse. The
 * journeys cover what the screens do; nothing here depends on their look.
 */

const root = join(import.meta.dirname, '..', '..')
const electron = findTestShells().find(({ name }) => name === 'electron')

interface Desktop {
  app: ElectronApplication
  page: Page
}

/** A folder that is removed after the test, and a way to start a desktop on it; any that still runs is ended. */
interface Fixtures {
  folder: string
  open: (switches?: string[]) => Promise<Desktop>
  desktop: Desktop
}

function launchArguments(folder: string): string[] {
  return [join(root, 'out/main/index.js'), '--data', folder, '--port', '0']
}

async function openDesktop(folder: string, switches = EARLY): Promise<Desktop> {
  const app = await launchElectron([...switches, ...launchArguments(folder)])
  const page = await app.firstWindow()
  await page.waitForLoadState()
  return { app, page }
}

function createFolder(): string {
  return mkdtempSync(join(tmpdir(), 'mpscope-e2e-'))
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  folder: async ({}, use) => {
    const folder = createFolder()
    await use(folder)
    removeFolder(folder)
  },
  open: async ({ folder }, use) => {
    const opened: { app: ElectronApplication; child: ChildProcess }[] = []
    await use(async (switches) => {
      const desktop = await openDesktop(folder, switches)
      opened.push({ app: desktop.app, child: desktop.app.process() })
      return desktop
    })
    for (const { child, app } of opened) if (child.exitCode === null) await app.close()
  },
  desktop: async ({ open }, use) => use(await open()),
})

/** For tests that leave no trace outside of the page: they share a window, and each has its own page. */
const testOfPage = test.extend<object, { window: Desktop }>({
  window: [
    // oxlint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const folder = createFolder()
      const window = await openDesktop(folder)
      await use(window)
      await window.app.close()
      removeFolder(folder)
    },
    { scope: 'worker' },
  ],
  desktop: async ({ window }, use) => {
    await window.page.reload()
    await use(window)
  },
})

test.skip(!electron || electron.missing !== null, electron?.missing ?? 'no Electron')

/** Asks the workbench over the page's own bridge, as the page's client does, and resolves with the answer. */
function askForSnapshot(page: Page): Promise<{ ok: boolean; value: { runId: string; version: string } }> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const { mpscope } = globalThis as unknown as {
          mpscope: { post(text: string): void; onMessage(listener: (text: string) => void): () => void }
        }
        const id = `test-${Math.random()}`
        const stop = mpscope.onMessage((text) => {
          const message = JSON.parse(text) as { i: string; r: never }
          if (message.i !== id) return
          stop()
          resolve(message.r)
        })
        mpscope.post(JSON.stringify({ t: 'q', i: id, m: 'call', a: ['workbench.snapshot', {}] }))
      }),
  )
}

/** Returns the processes of the app that still run. A zombie does not: it only waits for its parent to look. */
function living(pids: number[]): number[] {
  return pids.filter((pid) => {
    if (existsSync(`/proc/${pid}/stat`)) return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  })
}

const ENDS = {
  'the menu': (app) => app.evaluate(({ app: electronApp }) => setImmediate(() => electronApp.quit())),
  'closing the window': (app) =>
    app.evaluate(({ BrowserWindow }) => setImmediate(() => BrowserWindow.getAllWindows()[0]?.close())),
  SIGTERM: (app) => app.process().kill('SIGTERM'),
  SIGINT: (app) => app.process().kill('SIGINT'),
} satisfies Record<string, (app: ElectronApplication) => unknown>

/** Ends the app in this way, and expects that nothing of it is left. Windows has no signals: there, the menu ends it. */
async function expectCleanEnd({ app, page }: Desktop, way: keyof typeof ENDS): Promise<void> {
  const { value } = await askForSnapshot(page)
  const { origin } = (value as unknown as { responder: { origin: string } }).responder
  // A page that would like to stay is not asked.
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()))
  const pids = await app.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map(({ pid }) => pid))
  expect(living(pids).length).toBeGreaterThan(1)
  const exited = once(app.process(), 'exit')
  let said = ''
  app.process().stderr?.on('data', (chunk: Buffer) => (said += String(chunk)))
  await ENDS[process.platform === 'win32' && way.startsWith('SIG') ? 'the menu' : way](app)
  expect(await exited, said).toEqual([0, null])
  await expect.poll(() => living(pids)).toEqual([])
  await expect(fetch(origin)).rejects.toThrow()
}

test.describe('the page', () => {
  testOfPage('has nothing of Node and Electron but the bridge', async ({ desktop: { page } }) => {
    const found = await page.evaluate(() => ({
      globals: ['process', 'require', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
        (name) => name in globalThis,
      ),
      bridge: Object.keys((globalThis as unknown as { mpscope: object }).mpscope).toSorted(),
    }))
    expect(found).toEqual({
      globals: [],
      bridge: [
        'bringForward',
        'onCloseRefused',
        'onFile',
        'onMenu',
        'onMessage',
        'post',
        'showDataFolder',
        'showMenu',
      ],
    })
  })

  testOfPage('puts its actions into the menu, which does them', async ({ desktop: { app, page } }) => {
    const names = (await page.evaluate(() => document.documentElement.lang)) === 'en' ? 'en' : 'zh'
    const click = ({ name }: Pick<Action, 'name'>) =>
      app.evaluate(({ Menu }, label) => {
        const groups = Menu.getApplicationMenu()?.items.map(({ submenu }) => submenu?.items ?? []) ?? []
        const item = groups.flat().find((one) => one.label === label)
        item?.click()
        return item?.accelerator ?? null
      }, name[names])
    const isEnabled = ({ id }: Pick<Action, 'id'>) =>
      app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled, id)
    // No message waits. On another screen, nobody knows before one is there.
    await expect.poll(() => isEnabled(answer)).toBe(false)
    await expect.poll(() => click(goSign)).toBe('CmdOrCtrl+4')
    await expect(page.locator('nav [aria-current=page]')).toHaveText(names === 'en' ? 'Sign' : '签名')
    await expect.poll(() => isEnabled(answer)).toBe(true)
    // The code of the screen comes after the screen.
    await expect.poll(() => isEnabled(fillSample)).toBe(true)
    expect(await isEnabled(restoreFields)).toBe(false)
    await click(fillSample)
    await click(renewRequest)
    await expect.poll(() => isEnabled(restoreFields)).toBe(true)
    await click(openPalette)
    await expect(page.getByRole('combobox')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('combobox')).toHaveCount(0)
  })

  testOfPage('reaches the workbench, also after a reload', async ({ desktop: { app, page } }) => {
    const before = await askForSnapshot(page)
    expect(before.ok).toBe(true)
    const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string })
      .version
    expect(before.value.version).toBe(version)
    const reloaded = page.waitForEvent('load')
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload())
    await reloaded
    expect((await askForSnapshot(page)).value.runId).toBe(before.value.runId)
  })

  testOfPage('cannot post anything but text', async ({ desktop: { page } }) => {
    const outcomes = await page.evaluate((tooLong) => {
      const { mpscope } = globalThis as unknown as { mpscope: { post(text: unknown): void } }
      return [{}, 1, null, undefined, 'a'.repeat(tooLong)].map((message) => {
        try {
          mpscope.post(message)
          return 'posted'
        } catch {
          return 'refused'
        }
      })
    }, MAX_MESSAGE_LENGTH + 1)
    expect(outcomes).toEqual(Array(5).fill('refused'))
  })

  testOfPage('keeps the bridge out of frames', async ({ desktop: { page } }) => {
    const kinds = await page.evaluate(async () => {
      const outer = document.createElement('iframe')
      const inner = document.createElement('iframe')
      const add = (frame: HTMLIFrameElement, parent: HTMLElement) =>
        new Promise((resolve) => {
          frame.addEventListener('load', resolve)
          parent.append(frame)
        })
      await add(outer, document.body)
      await add(inner, outer.contentDocument!.body)
      return [outer, inner].map(
        ({ contentWindow }) => typeof (contentWindow as unknown as { mpscope: unknown }).mpscope,
      )
    })
    expect(kinds).toEqual(['undefined', 'undefined'])
  })

  testOfPage('makes no script out of text', async ({ desktop: { page } }) => {
    // Uses a timer: code that the test itself evaluates is exempt, code that it leaves behind is not.
    const error = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            try {
              resolve(String(new Function('return "ran"')()))
            } catch (cause) {
              resolve((cause as Error).name)
            }
          })
        }),
    )
    expect(error).toBe('EvalError')
  })

  testOfPage(
    'that sends what is no call is not answered any more, and nothing else comes of it',
    async ({ desktop: { app, page } }) => {
      const { value } = await askForSnapshot(page)
      await app.evaluate(({ dialog }) => {
        const boxes: unknown[] = []
        const { showMessageBox } = dialog
        const restore = () => Object.assign(dialog, { showMessageBox })
        Object.assign(globalThis, { boxes, restore })
        dialog.showMessageBox = (async (...box: unknown[]) => void boxes.push(box)) as never
      })
      for (const frame of ['null', '1', '[]', '{"t":"s","i":"1"}', '{"t":"q","i":1,"m":"call","a":[]}']) {
        await page.evaluate((text) => {
          const { mpscope } = globalThis as unknown as { mpscope: { post(text: string): void } }
          mpscope.post(text)
        }, frame)
        const reloaded = page.waitForEvent('load')
        await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload())
        await reloaded
        // The reloaded page is served again, by the same run.
        expect((await askForSnapshot(page)).value.runId).toBe(value.runId)
      }
      expect(await app.evaluate(() => (globalThis as unknown as { boxes: unknown[] }).boxes)).toEqual([])
      await app.evaluate(() => void (globalThis as unknown as { restore(): void }).restore())
    },
  )

  testOfPage('connects to nothing', async ({ desktop: { page } }) => {
    const outcomes = await page.evaluate(async () => {
      const fetching = ['app://mpscope/index.html', 'https://example.com/', 'file:///etc/hosts'].map(
        (address) =>
          fetch(address).then(
            () => 'answered',
            () => 'refused',
          ),
      )
      const socket = new Promise<string>((resolve) => {
        const opening = new WebSocket('ws://127.0.0.1:1')
        opening.onerror = () => resolve('refused')
        opening.onopen = () => resolve('answered')
      })
      return Promise.all([...fetching, socket])
    })
    expect(outcomes).toEqual(Array(4).fill('refused'))
  })

  testOfPage('is granted nothing but copying and notifications', async ({ desktop: { page } }) => {
    const answers = await page.evaluate(async () => {
      const query = async (name: string) => (await navigator.permissions.query({ name: name as never })).state
      const position = new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code }) => resolve(code === 1 ? 'denied' : `error ${code}`),
        )
      })
      return {
        copy: await query('clipboard-write'),
        paste: await query('clipboard-read'),
        place: await query('geolocation'),
        midi: await query('midi'),
        position: await position,
        camera: await query('camera'),
        notification: await Notification.requestPermission(),
      }
    })
    expect(answers).toEqual({
      copy: 'granted',
      paste: 'denied',
      place: 'denied',
      midi: 'denied',
      position: 'denied',
      camera: 'denied',
      notification: 'granted',
    })
  })
})

test.describe('the window', () => {
  testOfPage(
    'opens no other window, and hands only https to the browser',
    async ({ desktop: { app, page } }) => {
      // The only call that must not really happen: a browser would open on the machine that runs the test.
      await app.evaluate(({ shell }) => {
        const opened: string[] = []
        const { openExternal } = shell
        const restore = () => Object.assign(shell, { openExternal })
        Object.assign(globalThis, { opened, restore })
        shell.openExternal = async (address) => void opened.push(address)
      })
      const windows = await page.evaluate(() =>
        [
          'http://example.com/',
          'file:///etc/hosts',
          'app://mpscope/',
          'about:blank',
          'https://user@example.com/',
          'https://example.com/',
        ].map((address) => window.open(address)),
      )
      expect(windows).toEqual(Array(6).fill(null))
      const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
      await expect.poll(opened).toEqual(['https://example.com/'])
      expect(app.windows()).toHaveLength(1)
      await app.evaluate(() => void (globalThis as unknown as { restore(): void }).restore())
    },
  )

  test('of one exchange is as confined as the first, follows it, and closes with it', async ({ open }) => {
    const { app, page } = await open([...EARLY, '--lang=en-US'])
    const live = new LivePage(page, 'en')
    await live.sendTestMessage('Text')
    const opening = app.waitForEvent('window')
    await live.detail.getByRole('button', { name: live.words.parts.ownWindow }).click()
    const own = await opening
    await expect(own.getByRole('region', { name: live.words.verdict.label })).toBeVisible()
    await expect(own.getByRole('listbox')).toHaveCount(0)
    await expect(own).toHaveTitle(/^Text .* mpscope$/)
    // A second click shows the same window.
    await live.detail.getByRole('button', { name: live.words.parts.ownWindow }).click()
    expect(app.windows()).toHaveLength(2)

    const options = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => {
        const { sandbox, contextIsolation, nodeIntegration, webviewTag, preload } = (
          webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        ).getLastWebPreferences()
        return { sandbox, contextIsolation, nodeIntegration, webviewTag, preload }
      }),
    )
    expect(options).toHaveLength(2)
    expect(options[1]).toEqual(options[0])
    expect(await own.evaluate(() => window.open('app://mpscope/'))).toBeNull()
    expect((await askForSnapshot(own)).ok).toBe(true)

    const closed = own.waitForEvent('close')
    await app.evaluate(({ BrowserWindow }) => {
      const first = BrowserWindow.getAllWindows().find(
        ({ webContents }) => !webContents.getURL().includes('#'),
      )
      first?.close()
    })
    await closed
  })

  for (const address of ['https://example.com/', 'http://127.0.0.1:1/', 'app://mpscope/other.html']) {
    testOfPage(`stays where it is when told to go to ${address}`, async ({ desktop: { app, page } }) => {
      await app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        const attempt = new Promise((resolve) => {
          contents?.once('will-frame-navigate', ({ defaultPrevented, url }) =>
            resolve({ defaultPrevented, url }),
          )
        })
        Object.assign(globalThis, { attempt })
      })
      await page.evaluate((target) => {
        const link = document.createElement('a')
        link.href = target
        document.body.append(link)
        link.click()
      }, address)
      const attempt = await app.evaluate(
        () => (globalThis as unknown as { attempt: Promise<unknown> }).attempt,
      )
      expect(attempt).toEqual({ defaultPrevented: true, url: address })
      expect((await askForSnapshot(page)).ok).toBe(true)
      expect(page.url()).toBe('app://mpscope/')
    })
  }

  testOfPage(
    'has a session that reaches no network, whatever is loaded in it',
    async ({ desktop: { app } }) => {
      const requests: string[] = []
      const server = createServer((request, response) => {
        requests.push(request.url ?? '')
        response.end('reached')
      })
      await once(server.listen(0, '127.0.0.1'), 'listening')
      const { port } = server.address() as AddressInfo
      const error = await app.evaluate(async ({ BrowserWindow }, address) => {
        const other = new BrowserWindow({ show: false })
        const outcome = await other.loadURL(address).then(
          () => 'reached',
          ({ code }: { code: string }) => code,
        )
        other.destroy()
        return outcome
      }, `http://127.0.0.1:${port}/`)
      server.close()
      expect(error).toBe('ERR_BLOCKED_BY_CLIENT')
      expect(requests).toEqual([])
    },
  )

  testOfPage(
    'is served from its own folder only, with its headers on everything',
    async ({ desktop: { app } }) => {
      const ask = (path: string, method = 'GET') =>
        app.evaluate(
          async ({ net }, request) => {
            const response = await net.fetch(`app://${request.path}`, { method: request.method })
            const headers = ['content-security-policy', 'x-content-type-options', 'content-type']
            return { status: response.status, headers: headers.map((name) => response.headers.get(name)) }
          },
          { path, method },
        )
      const page = await ask('mpscope/')
      expect(page).toMatchObject({
        status: 200,
        headers: [expect.any(String), 'nosniff', 'text/html; charset=utf-8'],
      })
      for (const path of [
        'mpscope/../../package.json',
        'mpscope/..%2f..%2fpackage.json',
        'mpscope/%2e%2e/%2e%2e/package.json',
        'mpscope/..%5c..%5cpackage.json',
        'mpscope/..\\..\\package.json',
        'mpscope//etc/hosts',
        'mpscope/%00',
        'mpscope/missing.html',
        'mpscope/assets',
        'elsewhere/index.html',
      ]) {
        const refusal = await ask(path)
        expect({ path, ...refusal }).toMatchObject({
          path,
          status: 404,
          headers: [page.headers[0], 'nosniff', expect.any(String)],
        })
      }
      expect(await ask('mpscope/', 'POST')).toMatchObject({ status: 405 })
      expect(await ask('mpscope/', 'HEAD')).toMatchObject({ status: 200 })
    },
  )

  testOfPage(
    'alone is heard: another one with the same preload gets no answer',
    async ({ desktop: { app, page } }) => {
      const opening = app.waitForEvent('window')
      await app.evaluate(
        async ({ BrowserWindow }, { preload, address }) => {
          const webPreferences = { preload, sandbox: true, contextIsolation: true }
          await new BrowserWindow({ show: false, webPreferences }).loadURL(address)
        },
        { preload: join(root, 'out/preload/index.cjs'), address: page.url() },
      )
      const stranger = await opening
      await stranger.evaluate(() => {
        const { mpscope, heard } = Object.assign(globalThis, { heard: [] as string[] }) as unknown as {
          heard: string[]
          mpscope: { post(text: string): void; onMessage(listener: (text: string) => void): void }
        }
        mpscope.onMessage((text) => heard.push(text))
        mpscope.post(JSON.stringify({ t: 'q', i: 'stranger', m: 'call', a: ['workbench.snapshot', {}] }))
      })
      expect((await askForSnapshot(page)).ok).toBe(true)
      // An answer would have come this way before.
      await app.evaluate(({ BrowserWindow }) => {
        for (const { webContents } of BrowserWindow.getAllWindows())
          webContents.send('mpscope:to-renderer', '"mark"')
      })
      const heard = () => stranger.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
      await expect.poll(heard).toEqual(['"mark"'])
      await stranger.close()
    },
  )

  /**
   * Returns the window's bounds, once the window system has confirmed them. Electron now and then forgets a request.
   */
  const boundsOf = ({ app }: Desktop) =>
    app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return { ...window?.getBounds(), visible: window?.isVisible() }
    })

  function savedBounds(folder: string): unknown {
    const file = join(folder, 'desktop', 'window.json')
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { bounds: unknown }).bounds : null
  }

  test('comes back where it was; closing it and SIGTERM are clean ends', async ({ open, folder }) => {
    const bounds = { x: 60, y: 40, width: 1010, height: 690 }
    const first = await open()
    // Before the window is shown, the window system may still answer with its initial size.
    await expect(async () => expect(await boundsOf(first)).toMatchObject({ visible: true })).toPass()
    await first.app.evaluate(
      ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
      bounds,
    )
    // Electron returns the requested bounds before the window system has moved anything; the saved ones are settled.
    await expect.poll(() => savedBounds(folder)).toEqual(bounds)
    await expectCleanEnd(first, 'closing the window')
    expect(savedBounds(folder)).toEqual(bounds)
    const second = await open()
    await expect(async () => expect(await boundsOf(second)).toMatchObject(bounds)).toPass()
    await expectCleanEnd(second, 'SIGTERM')
  })

  test('is one: a second start brings it forward and ends; the menu is a clean end', async ({
    desktop,
    folder,
  }) => {
    const { app } = desktop
    const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
    // Only after it has shown itself, which it does once.
    await expect.poll(isVisible).toBe(true)
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    const second = spawn(
      electron?.executablePath ?? '',
      [...EARLY, ...SANDBOX_SWITCH, ...launchArguments(folder)],
      {
        stdio: 'ignore',
      },
    )
    expect(await once(second, 'exit')).toEqual([0, null])
    await expect.poll(isVisible).toBe(true)
    expect(app.windows()).toHaveLength(1)
    await expectCleanEnd(desktop, 'the menu')
  })
})

test('starts by itself, also where its scheme can no longer be registered; SIGINT is a clean end', async ({
  open,
}) => {
  const desktop = await open([])
  const { app, page } = desktop
  expect(['app://mpscope/', 'https://mpscope.invalid/']).toContain(page.url())
  expect((await askForSnapshot(page)).ok).toBe(true)
  const statuses = await app.evaluate(
    ({ net }, home) =>
      Promise.all(
        [home, `${home}..%2f..%2fpackage.json`, 'https://example.com/'].map((address) =>
          net.fetch(address).then(
            ({ status }) => status,
            ({ message }: Error) => message,
          ),
        ),
      ),
    page.url(),
  )
  // If `https:` is ours, this process answers it; else it is refused. Either way nothing goes out.
  const outside = page.url().startsWith('https:') ? 404 : 'net::ERR_BLOCKED_BY_CLIENT'
  expect(statuses).toEqual([200, 404, outside])
  await expectCleanEnd(desktop, 'SIGINT')
})

test.describe('a data folder that cannot be written', () => {
  test.skip(process.platform !== 'linux' || process.getuid?.() !== 0, 'only root on Linux can mount a folder')

  test('is no reason not to start: the window opens, answers, and says that nothing is kept', async ({
    open,
    folder,
  }) => {
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', folder])
    test.skip(mount.status !== 0, 'this machine lets nobody mount a folder')
    try {
      const { app, page } = await open()
      const { value } = await askForSnapshot(page)
      const { responder, history, accounts } = value as unknown as Snapshot
      // Without SQLite, as in old Electrons, there is no file that could fail.
      expect(history).toMatchObject({
        kept: 'memory',
        reason: expect.stringMatching(/^(failed|unsupported)$/),
      })
      expect((await fetch(responder.origin + accounts[0]!.path)).status).toBe(401)
      await expect(page.getByRole('region', { name: /^(提示|Notices)$/ })).toBeVisible()
      await app.close()
    } finally {
      spawnSync('umount', [folder])
    }
  })
})
