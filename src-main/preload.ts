/*
 * Threat model. This runs beside the page with the power to send IPC messages to the main process. Script in the page
 * can call everything that it hands over. So it hands over functions with one task each, each on one fixed channel: send
 * a text, receive texts, tell the window's menu and hear what was chosen there, ask for the folder of the data (which only
 * the main process names) or for its own window to come forward, hear that it was not closed, and get the files that the
 * user opened (name and bytes, which the main process chooses and reads). The page cannot choose a channel, no event object (with its `sender`) and no `ipcRenderer` gets across, and the main process checks every text
 * again as if this file did not exist.
 */
import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import type { OpenedFile } from '../src-core/contract/session-file.ts'
import {
  BRING_FORWARD,
  CHOSEN_TO_RENDERER,
  CLOSE_REFUSED,
  FILE_TO_RENDERER,
  FILES_WANTED,
  isMessage,
  MAX_MESSAGE_LENGTH,
  MENU_TO_MAIN,
  SHOW_DATA_FOLDER,
  TO_MAIN,
  TO_RENDERER,
} from './electron/ipc-channels.ts'

/** The page sees this as `window.mpscope`. */
const bridge = {
  /** Throws if it is not a text, or longer than `MAX_MESSAGE_LENGTH`; then nothing has been sent. */
  post(text: string): void {
    if (!isMessage(text))
      throw new TypeError(`a message is a text of at most ${MAX_MESSAGE_LENGTH} characters`)
    ipcRenderer.send(TO_MAIN, text)
  },
  /** Returns a function that stops listening. */
  onMessage: (listener: (text: string) => void) => listen(TO_RENDERER, listener),
  /** Takes the entries that the page wants in the window's menu, as JSON. */
  showMenu(text: string): void {
    ipcRenderer.send(MENU_TO_MAIN, String(text))
  },
  showDataFolder(): void {
    ipcRenderer.send(SHOW_DATA_FOLDER)
  },
  /** Reports the id of an entry that was chosen. Returns a function that stops listening. */
  onMenu: (listener: (id: string) => void) => listen(CHOSEN_TO_RENDERER, listener),
  bringForward(): void {
    ipcRenderer.send(BRING_FORWARD)
  },
  /** Returns a function that stops listening. */
  onCloseRefused: (listener: () => void) => listen(CLOSE_REFUSED, () => listener()),
  /** Reports each file that the user opens, and those opened before. Returns a function that stops listening. */
  onFile(listener: (file: OpenedFile) => void): () => void {
    const stop = listen(FILE_TO_RENDERER, listener)
    ipcRenderer.send(FILES_WANTED)
    return stop
  },
}

function listen<Message>(channel: string, listener: (message: Message) => void): () => void {
  const relay = (_event: IpcRendererEvent, message: Message): void => listener(message)
  ipcRenderer.on(channel, relay)
  return () => {
    ipcRenderer.removeListener(channel, relay)
  }
}

contextBridge.exposeInMainWorld('mpscope', bridge)
