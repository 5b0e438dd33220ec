/*
 * Threat model. Everything else in this folder relies on this file: the page has no Node, runs in Chromium's sandbox,
 * and its world and the preload's are apart. One wrong flag and script in the page is a program on the user's machine.
 * So the options are made by this function alone, and the tests look at what it returns.
 */
import type { BrowserWindowConstructorOptions } from 'electron'
import { MIN_SIZE } from './window-state.ts'
import type { WindowState } from './window-state.ts'

export interface WindowSetting {
  /** Absolute path of the built preload. */
  preload: string
  state: WindowState
  dark: boolean
  /** False once packaged: the tools are for people who work on the program itself. */
  devTools: boolean
}

export function windowOptions({
  preload,
  state,
  dark,
  devTools,
}: WindowSetting): BrowserWindowConstructorOptions {
  return {
    ...state.bounds,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    // The window appears when there is something to see: no white flash.
    show: false,
    backgroundColor: backgroundColour(dark),
    autoHideMenuBar: true,
    title: 'mpscope',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      // Also keeps the preload, and so the way to the workbench, out of frames.
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      // The spell checker would fetch its dictionaries from the network, and payloads are not prose.
      spellcheck: false,
      devTools,
    },
  }
}

/**
 * Returns the colour behind the page before it has drawn itself, and at the edge while the window is resized: the
 * page's `--ground` (`src-renderer/styles/tokens.css`), which cannot be read before there is a page.
 */
export function backgroundColour(dark: boolean): string {
  return dark ? '#17191a' : '#ffffff'
}
