import { join } from 'node:path'
import { app, dialog, Menu, nativeTheme, safeStorage, session, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import { serveChannel } from '../src-core/channel.ts'
import type { WorkbenchEvent } from '../src-core/contract/events.ts'
import { DEFAULT_PREFERENCES } from '../src-core/contract/preferences.ts'
import type { Preferences } from '../src-core/contract/preferences.ts'
import { isSessionFile } from '../src-core/contract/session-file.ts'
import type { WindowMenu } from '../src-core/contract/shell.ts'
import type { Snapshot } from '../src-core/contract/workbench.ts'
import type { AppAddress } from './electron/app-address.ts'
import { APP_ID } from './electron/app-id.ts'
import { claimAppAddress, serveAppFiles } from './electron/app-protocol.ts'
import { createAttention } from './electron/attention.ts'
import { createCloseGuard } from './electron/close-guard.ts'
import { createExchangeWindows } from './electron/exchange-windows.ts'
import type { ExchangeWindows } from './electron/exchange-windows.ts'
import { describeError, faultBox, RELOAD_BUTTON } from './electron/faults.ts'
import type { Fault, Language } from './electron/faults.ts'
import { openFolders } from './electron/folders.ts'
import type { Folders } from './electron/folders.ts'
import { startUtilityProcess } from './electron/generator-process.ts'
import { CLOSE_REFUSED } from './electron/ipc-channels.ts'
import { serveBringForward, serveContents, serveDataFolder } from './electron/ipc.ts'
import { decodeLaunch, findDebugSwitch, LaunchError } from './electron/launch.ts'
import type { Launch } from './electron/launch.ts'
import { readLook, writeLook } from './electron/look-file.ts'
import { entriesOf, menuLanguage, menuTemplate } from './electron/menu.ts'
import { confineContents, confineSession } from './electron/policy.ts'
import { createOpenedFiles, decodeHandover } from './electron/opened-files.ts'
import type { Handover, OpenedFiles } from './electron/opened-files.ts'
import { sandboxAll } from './electron/sandbox.ts'
import { createSecretBox } from './electron/secrets.ts'
import { servePageMenu } from './electron/page-menu.ts'
import { quitCleanly } from './electron/shutdown.ts'
import { bringForward, createWindow } from './electron/window.ts'
import { readPageFiles } from './host/page-files.ts'
import type { PageLook } from './host/page-files.ts'
import { reportUncaught } from './host/uncaught.ts'
import { findUpdateSource } from './host/update-source.ts'
import { boundGarbage } from './node/bound-garbage.ts'
import { findDataDir } from './node/data-dir.ts'
import type { Workbench } from './node/workbench.ts'
import manifest from '../package.json' with { type: 'json' }

main()

function main(): void {
  const launch = readLaunch()
  if (!launch) return app.exit(2)
  sandboxAll(app)
  app.setName('mpscope')
  // Windows shows notifications of programs alone whose shortcut, which the installer makes, has the same one.
  if (app.isPackaged) app.setAppUserModelId(APP_ID)
  const folders = prepareFolders(launch)
  if (!folders) return
  // The first instance hears of this one through `second-instance`, shows itself, and opens the file.
  const handover: Handover = { file: launch.file }
  if (!app.requestSingleInstanceLock(handover)) return app.exit(0)
  const files = createOpenedFiles()
  if (launch.file !== null) files.open(launch.file)
  // macOS tells it in this way alone, at the start before it is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    if (isSessionFile(path)) files.open(path)
  })

  const own = claimAppAddress()
  let openExchange = (_address: string): boolean => false
  confineContents((address) => openExchange(address))
  // Not awaited: Electron is not ready before this file has been run to its end.
  void app.whenReady().then(() => (openExchange = openDesktop(launch, folders, files, own)))
}

/** Returns null at wrong usage, which it has reported. */
function readLaunch(): Launch | null {
  const args = process.argv.slice(1)
  const debugging = findDebugSwitch(args, app.isPackaged)
  if (debugging) {
    console.error(`mpscope: ${debugging} is refused; run it from its repository to debug it`)
    return null
  }
  try {
    return decodeLaunch(args, process.cwd())
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error
    console.error(`mpscope: ${error.message}`)
    return null
  }
}

/** Returns null if they cannot be made; the program ends once the user has read that. */
function prepareFolders({ storage }: Launch): Folders | null {
  try {
    const folders = openFolders(storage, () => findDataDir(process.env, process.platform))
    app.setPath('userData', folders.browser)
    return folders
  } catch (error) {
    void app
      .whenReady()
      .then(() => showFault(null, 'startFailed', menuLanguage('system', app.getLocale()), error))
      .then(() => app.exit(1))
    return null
  }
}

/**
 * Opens the window first: its page loads in another process while the workbench starts in this one. Returns the
 * function that opens further windows, each for one exchange.
 */
function openDesktop(
  launch: Launch,
  folders: Folders,
  files: OpenedFiles,
  own: AppAddress,
): ExchangeWindows['open'] {
  confineSession(session.defaultSession, own)
  const look = createLook(join(folders.browser, 'look.json'))
  serveAppFiles(own, readPageFiles(join(import.meta.dirname, '../renderer')), look.chosen)
  const preload = join(import.meta.dirname, '../preload/index.cjs')
  const stateFile = join(folders.browser, 'window.json')
  const devTools = !app.isPackaged
  const window = createWindow({ startPage: own.startPage, preload, stateFile, devTools })
  look.choose = servePageMenu(window.webContents, own, look.showPage)
  const starting = startWorkbench(launch, folders)
  const closing = createCloseGuard()
  const attention = createAttention(window, look.flashes)
  let ends = false

  function serve(opened: BrowserWindow): BrowserWindow {
    serveContents(opened.webContents, own, (wire) => {
      starting.then((workbench) => serveChannel(wire, workbench)).catch(() => wire.close())
    })
    opened.webContents.on('render-process-gone', (_event, { reason }) => {
      void offerReload(opened, look, reason)
    })
    return opened
  }
  /** Says to the page, and brings it before the user, that the window stays open for once. */
  function mayClose(): boolean {
    if (window.isDestroyed() || closing.allows()) return true
    bringForward(window)
    window.webContents.send(CLOSE_REFUSED)
    return false
  }

  window.on('close', (event) => {
    if (!ends && !mayClose()) event.preventDefault()
  })
  serveBringForward(window.webContents, own, () => bringForward(window))
  serve(window)
  const { data } = folders
  // It is shown and never opened: a file that stands in its place could be a program.
  if (data !== null)
    serveDataFolder(window.webContents, own, () => shell.showItemInFolder(join(data, 'settings.json')))
  const exchangeWindows = createExchangeWindows(own, (startPage) =>
    serve(createWindow({ startPage, preload, stateFile: null, devTools })),
  )
  // They belong to the workbench's window: alone, there would be no way back to the list.
  window.once('closed', exchangeWindows.closeAll)
  files.serve(window.webContents, own)
  app.on('second-instance', (_event, _argv, _folder, given) => {
    bringForward(window)
    const file = decodeHandover(given)
    if (file !== null) files.open(file)
  })
  quitCleanly(app, mayClose, async () => {
    ends = true
    if (!window.isDestroyed()) window.close()
    session.defaultSession.flushStorageData()
    await (await starting).close()
    folders.dispose()
  })
  reportUncaught((error) => void showFault(window, 'defect', look.language(), error))
  starting.then(
    (workbench) => void followWorkbench(workbench, look, [closing, attention]),
    (error: unknown) => void showFault(window, 'startFailed', look.language(), error).then(() => app.quit()),
  )
  return exchangeWindows.open
}

/** Imported here, not above: loading the workbench's code would hold up the window. */
async function startWorkbench(launch: Launch, folders: Folders): Promise<Workbench> {
  const { createWorkbench } = await import('./node/workbench.ts')
  const workbench = await createWorkbench({
    dataDir: folders.data,
    port: launch.port,
    version: manifest.version,
    updateSource: findUpdateSource(join(import.meta.dirname, '../..')),
    findWorker: (name) => new URL(`${name}.js`, import.meta.url),
    startGenerator: startUtilityProcess,
    secrets: createSecretBox(safeStorage, process.platform),
    report: (error) => console.error(error),
  })
  boundGarbage()
  return workbench
}

/** The parts that the operating system draws around the page: the menu, the title bar, the taskbar. */
interface Look {
  apply(preferences: PageLook & Pick<Preferences, 'waitingFlash'>): void
  chosen(): PageLook
  language(): 'zh' | 'en'
  /** True if the window may flash in the taskbar. */
  flashes(): boolean
  /** Shows the page's own entries in the menu. */
  showPage(menu: WindowMenu): void
  /** Called with the id of an entry of the page that was chosen. */
  choose(id: string): void
}

/** `file` keeps the look for the next start, whose window opens before the settings are read. */
function createLook(file: string): Look {
  let chosen = readLook(file)
  let page: WindowMenu = []
  let flashes = DEFAULT_PREFERENCES.waitingFlash
  const language = () => menuLanguage(chosen.language, app.getLocale())
  const look: Look = {
    apply(preferences) {
      chosen = preferences
      flashes = preferences.waitingFlash
      writeLook(file, preferences)
      draw()
    },
    chosen: () => chosen,
    language,
    flashes: () => flashes,
    showPage(menu) {
      const isSame = entriesOf(menu) === entriesOf(page)
      page = menu
      if (isSame) grey()
      else draw()
    },
    choose: () => {},
  }
  function draw(): void {
    // High contrast is the page's own; the operating system's parts follow the system beside it.
    nativeTheme.themeSource = chosen.theme === 'contrast' ? 'system' : chosen.theme
    const template = menuTemplate({
      platform: process.platform,
      language: language(),
      devTools: !app.isPackaged,
      page,
      choose: (id) => look.choose(id),
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  /** Entries grow grey in place: a menu that was made anew would close under the mouse. */
  function grey(): void {
    const shown = Menu.getApplicationMenu()
    for (const { id, enabled } of page.flatMap(({ items }) => items)) {
      const item = shown?.getMenuItemById(id)
      if (item) item.enabled = enabled
    }
  }
  draw()
  return look
}

/** Something about the window that depends on what happens. */
interface Follower {
  follow(event: WorkbenchEvent): void
}

/** Follows the workbench through the same commands and events as the page. */
async function followWorkbench(
  { dispatch, subscribe }: Workbench,
  look: Look,
  followers: Follower[],
): Promise<void> {
  for (const { follow } of followers) subscribe(follow)
  subscribe((event) => {
    if (event.type === 'preferences.changed') look.apply(event.preferences)
  })
  const outcome = await dispatch('workbench.snapshot', {})
  if (outcome.ok) look.apply((outcome.value as Snapshot).preferences)
}

/** Resolves with the button that was pressed. */
async function showFault(
  window: BrowserWindow | null,
  fault: Fault,
  language: Language,
  error: unknown,
): Promise<number> {
  console.error(error)
  const box = faultBox(fault, language, describeError(error))
  const shown =
    window?.isDestroyed() === false ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box)
  return (await shown).response
}

async function offerReload(window: BrowserWindow, look: Look, reason: string): Promise<void> {
  // This is the usual reason when the window closes.
  if (reason === 'clean-exit' || window.isDestroyed()) return
  const button = await showFault(window, 'pageGone', look.language(), reason)
  if (button !== RELOAD_BUTTON) app.quit()
  else if (!window.isDestroyed()) window.webContents.reload()
}
