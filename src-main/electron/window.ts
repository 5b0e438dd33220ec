import { BrowserWindow, nativeTheme, screen } from 'electron'
import { backgroundColour, windowOptions } from './window-options.ts'
import { EXCHANGE_WINDOW, readWindowState, writeWindowState } from './window-state.ts'

/** A drag is hundreds of events; only the place where it ends counts. */
const SETTLE_MS = 400

export interface WindowPlaces {
  startPage: string
  preload: string
  /** The file that keeps the window's place; null if it is not kept. */
  stateFile: string | null
  devTools: boolean
}

/** Creates a window of the workbench, at its last place if that is kept. It shows itself once the page has drawn. */
export function createWindow({ startPage, preload, stateFile, devTools }: WindowPlaces): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const state = stateFile === null ? EXCHANGE_WINDOW : readWindowState(stateFile, screens)
  const dark = nativeTheme.shouldUseDarkColors
  const window = new BrowserWindow(windowOptions({ preload, state, dark, devTools }))
  if (state.maximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  // An empty window still tells more than none, and the user can close it.
  window.webContents.once('did-fail-load', () => window.show())
  const followTheme = () => window.setBackgroundColor(backgroundColour(nativeTheme.shouldUseDarkColors))
  nativeTheme.on('updated', followTheme)
  window.once('closed', () => nativeTheme.off('updated', followTheme))
  if (stateFile !== null) keepState(window, stateFile)
  // A failure is reported by did-fail-load; the promise only repeats it.
  window.loadURL(startPage).catch(() => {})
  return window
}

function keepState(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined

  function save(): void {
    clearTimeout(timer)
    timer = undefined
    if (window.isDestroyed()) return
    try {
      // For a maximised window these are the bounds to which it goes back.
      writeWindowState(file, { bounds: window.getNormalBounds(), maximised: window.isMaximized() })
    } catch (error) {
      console.error(error)
    }
  }

  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, SETTLE_MS)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
  window.on('close', save)
  window.once('closed', () => clearTimeout(timer))
}

/** Brings the window before the user, wherever it is: minimised, hidden or behind others. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
