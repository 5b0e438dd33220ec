import type { OpenedFile } from '../../src-core/contract/session-file.ts'
import type { WindowMenu } from '../../src-core/contract/shell.ts'
import type { Transport } from './connect.ts'

/** The desktop's preload exposes this, and nothing else of Electron. */
export interface DesktopBridge {
  post(text: string): void
  /** Returns a function that stops listening. */
  onMessage(listener: (text: string) => void): () => void
  /** Shows the folder of the data in the system's file manager. */
  showDataFolder(): void
  /** Takes the window's menu as JSON. */
  showMenu(text: string): void
  onMenu(listener: (id: string) => void): () => void
  /** Brings the page's own window before the user. */
  bringForward(): void
  /** Calls `listener` if the window was to be closed and stays open, since a message waits; returns a function that stops it. */
  onCloseRefused(listener: () => void): () => void
  /** Calls `listener` with each file that the user opens with the workbench; returns a function that stops it. */
  onFile(listener: (file: OpenedFile) => void): () => void
}

/** Only this function asks which shell this is: everything else holds a `Client`. */
export function desktopBridge(): DesktopBridge | undefined {
  return (globalThis as { mpscope?: DesktopBridge }).mpscope
}

/** IPC to the main process lives as long as the window, so that this wire never closes by itself. */
export function createIpcTransport(bridge: DesktopBridge): Transport {
  return {
    shell: {
      allKeys: true,
      menu: {
        show: (menu: WindowMenu) => bridge.showMenu(JSON.stringify(menu)),
        onChosen: (listener) => bridge.onMenu(listener),
      },
      bringForward: () => bridge.bringForward(),
      onCloseRefused: (listener) => bridge.onCloseRefused(listener),
      onFile: (listener) => bridge.onFile(listener),
      showDataFolder: () => bridge.showDataFolder(),
    },
    open() {
      let stop = (): void => {}
      return Promise.resolve({
        post: (text) => bridge.post(text),
        onMessage(listener) {
          stop = bridge.onMessage(listener)
        },
        onClose() {},
        close: () => stop(),
      })
    },
  }
}
