/*
 * Threat model. This runs beside the page with the power to send IPC messages to the main process. Whatever it hands
 * over, script in the page can call. So it hands over two functions that can do one thing each: send a text on one
 * fixed channel, and hear texts from one other. No channel can be chosen, no event object (with its `sender`) and no
 * `ipcRenderer` gets across, and the main process checks every text again as if this file did not exist.
 */
import { contextBridge, ipcRenderer } from 'electron'
import type { IpcRendererEvent } from 'electron'
import { isMessage, MAX_MESSAGE_LENGTH, TO_MAIN, TO_RENDERER } from './electron/ipc-channels.ts'

/** What the page finds as `window.mpscope`. */
const bridge = {
  /** Throws at what is not text, or longer than `MAX_MESSAGE_LENGTH`: then nothing has been sent. */
  post(text: string): void {
    if (!isMessage(text))
      throw new TypeError(`a message is a text of at most ${MAX_MESSAGE_LENGTH} characters`)
    ipcRenderer.send(TO_MAIN, text)
  },
  /** Returns the way to stop listening. */
  onMessage(listener: (text: string) => void): () => void {
    const relay = (_event: IpcRendererEvent, text: string): void => listener(text)
    ipcRenderer.on(TO_RENDERER, relay)
    return () => {
      ipcRenderer.removeListener(TO_RENDERER, relay)
    }
  },
}

contextBridge.exposeInMainWorld('mpscope', bridge)
