/*
 * Threat model. This runs beside the page with the power to send IPC messages to the main process. Script in the page
 * can call everything that it hands over. So it hands over three functions with one task each: send a text on one fixed
 * channel, receive texts from another one, and ask to see the folder of the data, which only the main process names. The
 * page cannot choose a channel, no event object (with its `sender`)
 * and no `ipcRenderer` gets across, and the main process checks every text again as if this file did not exist.
 */
import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import {
  isMessage,
  MAX_MESSAGE_LENGTH,
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
  onMessage(listener: (text: string) => void): () => void {
    const relay = (_event: IpcRendererEvent, text: string): void => listener(text)
    ipcRenderer.on(TO_RENDERER, relay)
    return () => {
      ipcRenderer.removeListener(TO_RENDERER, relay)
    }
  },
  showDataFolder(): void {
    ipcRenderer.send(SHOW_DATA_FOLDER)
  },
}

contextBridge.exposeInMainWorld('mpscope', bridge)
