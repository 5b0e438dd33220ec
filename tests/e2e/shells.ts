import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { _electron, chromium } from '@playwright/test'
import type { Browser, ElectronApplication, Page } from '@playwright/test'
import type { UpdateSource } from '../../src-core/contract/updates.ts'
import { startCommand } from '../node/terminal/in-process.ts'
import type { LentPage } from './browser-pages.ts'
import { findTestShells } from './test-shells.ts'
import type { TestShell } from './test-shells.ts'

export const root = join(import.meta.dirname, '..', '..')

/** A running workbench, and the page that shows it. */
export interface RunningShell {
  page: Page
  /** Returns the name and content of the file that the page saves during `act`, as a user would find it on the disk. */
  fileSavedAt(act: () => Promise<unknown>): Promise<SavedFile>
  /** Presses the button that closes the window, which may refuse. */
  closeWindow(): Promise<void>
  /** Ends it as a user would. */
  close(): Promise<void>
}

export interface SavedFile {
  name: string
  text: string
}

export interface ShellStart {
  /** Holds everything that is kept; another start with the same folder goes on where this one ended. */
  dataDir: string
  locale: 'zh-CN' | 'en-US'
  /** True to start the command line as a user does, in its own process; a window always has one. */
  ownProcess?: boolean
  /** True to leave the ports to the preferences; else any free ones are used. */
  preferredPorts?: boolean
  /** Where a workbench in the browser looks for new versions; a window finds that out by itself. */
  updateSource?: UpdateSource
}

/** Registers the window's scheme like a stock Electron: the journeys see the address that ships. */
export const EARLY = ['-r', join(import.meta.dirname, 'electron-early.cjs')]

/**
 * Holds the app back until Playwright is connected. Playwright itself loads this only into an Electron that it has
 * found by itself. One in a hundred windows came while Playwright was still connecting, and then connecting never
 * ended.
 */
const LOADER = ['-r', join(findPackage('playwright-core'), 'lib', 'server', 'electron', 'loader.js')]

/**
 * Chromium's sandbox refuses to run as root, and tests in containers run as root; the window's own options stay
 * unchanged.
 */
export const SANDBOX_SWITCH = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/**
 * The last two are pages that Chromium loads behind the address bar of each window. No journey types there, and they
 * took a quarter of the time. Chromium heeds only the last of several such lists, so the others repeat Playwright's.
 */
const DISABLED_FEATURES = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
]

export const CHROMIUM_SWITCHES = [
  ...SANDBOX_SWITCH,
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
]

/** A test ends before the code that V8 optimizes beside it has paid for that: a tenth of the processor's time. */
export const QUICK_TO_RUN = '--js-flags=--no-opt --no-maglev'

function findPackage(name: string): string {
  return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
}

export function findShell(name: TestShell['name']): TestShell {
  return findTestShells().find((shell) => shell.name === name)!
}

/** `lend` gives the page for Chromium; a window has its own. */
export async function startShell(
  name: TestShell['name'],
  start: ShellStart,
  lend: () => Promise<LentPage>,
): Promise<RunningShell> {
  return name === 'electron' ? startDesktop(start) : startBrowser(start, await lend())
}

export function launchElectron(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: findShell('electron').executablePath,
    // Without a graphics card, Chromium starts a process for it three times before it gives up.
    args: [...LOADER, ...SANDBOX_SWITCH, QUICK_TO_RUN, '--disable-gpu', ...args],
    env: { ...(process.env as Record<string, string>), ...env },
  })
}

export async function startDesktop({ dataDir, locale, preferredPorts }: ShellStart): Promise<RunningShell> {
  const app = await launchElectron(
    [...EARLY, `--lang=${locale}`, root, '--data', dataDir, ...(preferredPorts ? [] : ['--port', '0'])],
    {
      LANGUAGE: locale.replace('-', '_'),
    },
  )
  const page = await app.firstWindow()
  return {
    page,
    fileSavedAt: (act) => fileOfWindowSavedAt(app, act),
    closeWindow: () =>
      app.evaluate(({ BrowserWindow }) => {
        setImmediate(() => BrowserWindow.getAllWindows()[0]?.close())
      }),
    close: () => endDesktop(app),
  }
}

/** Quits twice: what still waits for an answer keeps the window open once. */
async function endDesktop(app: ElectronApplication): Promise<void> {
  const exited = once(app.process(), 'exit')
  await app.evaluate(({ app: desktop }) => {
    setImmediate(() => {
      desktop.quit()
      desktop.quit()
    })
  })
  await exited
}

/** Replaces the user at the system's dialog, which no test can press: the file goes where it would have gone. */
async function fileOfWindowSavedAt(
  app: ElectronApplication,
  act: () => Promise<unknown>,
): Promise<SavedFile> {
  const folder = mkdtempSync(join(tmpdir(), 'mpscope-saved-'))
  try {
    // Runs before the page acts: otherwise the dialog would open and wait for somebody for ever.
    const saving = await app.evaluateHandle(
      ({ session }, into) => ({
        name: new Promise<string>((resolve, reject) => {
          session.defaultSession.once('will-download', (_event, item) => {
            const suggested = item.getFilename()
            item.setSavePath(`${into}/${suggested}`)
            item.once('done', (_done, state) => {
              if (state === 'completed') resolve(suggested)
              else reject(new Error(state))
            })
          })
        }),
      }),
      folder,
    )
    await act()
    const name = await saving.evaluate((saved) => saved.name)
    return { name, text: readFileSync(join(folder, name), 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function launchBrowser({
  executablePath,
  switches = [],
}: { executablePath?: string; switches?: readonly string[] } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: executablePath ?? findShell('chromium').executablePath,
    args: [
      ...CHROMIUM_SWITCHES,
      // Otherwise each profile starts another process for a page that is never opened.
      '--renderer-process-limit=1',
      ...switches,
    ],
  })
}

async function startBrowser(
  { dataDir, ownProcess, preferredPorts = false, updateSource }: ShellStart,
  { page, controlPort, giveBack }: LentPage,
): Promise<RunningShell> {
  const ports = preferredPorts ? [] : ['--port', '0', '--control-port', String(controlPort)]
  const args = ['serve', '--json', '--data', dataDir, ...ports]
  const serving = await (ownProcess ? serveInOwnProcess(args) : serveHere(args, updateSource))
  await page.goto(serving.control)
  return {
    page,
    async fileSavedAt(act) {
      const [download] = await Promise.all([page.waitForEvent('download'), act()])
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
    },
    closeWindow: () => page.close({ runBeforeUnload: true }),
    async close() {
      await giveBack()
      await serving.end()
    },
  }
}

interface Serving {
  /** The address of the page. */
  control: string
  end(): Promise<void>
}

async function serveHere(args: string[], updateSource?: UpdateSource): Promise<Serving> {
  const { stdout, stderr, end } = startCommand(args, { updateSource })
  stderr.pipe(process.stderr, { end: false })
  return { control: await readControl(stdout), end: async () => void (await end()) }
}

async function serveInOwnProcess(args: string[]): Promise<Serving> {
  const child = spawn(process.execPath, [join(root, 'out', 'main', 'cli.js'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return {
    control: await readControl(child.stdout),
    async end() {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Reads it from the ready line; drops everything after that. */
async function readControl(stdout: Readable): Promise<string> {
  const [first] = (await once(createInterface({ input: stdout }), 'line')) as [string]
  return (JSON.parse(first) as { control: string }).control
}
