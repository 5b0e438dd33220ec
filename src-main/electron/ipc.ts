/*
 * Threat model. A sender on this wire can command the workbench: read what WeChat sent, change accounts, send messages.
 * Possible senders besides our page: a frame in it, a page to which the window was led, the document before a reload
 * whose last messages arrive late, and our page's own script gone wrong. Several rules stop them. We listen only to
 * this window's contents, only to their main frame, and only while its origin is ours. A message is a text of bounded
 * length. Each document gets a wire of its own, which ends with it. The command table decodes everything that gets
 * through, like any stranger's input.
 */
import type { WebContents } from 'electron'
import type { Wire } from '../../src-core/channel.ts'
import type { AppAddress } from './app-address.ts'
import { BRING_FORWARD, isMessage, SHOW_DATA_FOLDER, TO_MAIN, TO_RENDERER } from './ipc-channels.ts'

/** The parts of a frame that the check needs. */
export interface Sender {
  readonly origin: string
}

/**
 * Returns whether a message is our page's. Compares the frame objects, not addresses: an empty frame inside our page
 * has our origin, too. A sender that is gone is null in newer Electrons, and throws when read in those before 35.
 */
export function isOurPage(own: AppAddress, sender: Sender | null, mainFrame: Sender): boolean {
  if (sender === null || sender !== mainFrame) return false
  try {
    return sender.origin === own.origin
  } catch {
    return false
  }
}

/**
 * Calls `serve` with a wire for each document in `contents`, at the document's first message, so that nothing is sent
 * to a page that does not listen yet. The wire closes when its document goes, by reload, crash or closing. A wire
 * closed from our side stays closed until the page is loaded anew.
 */
export function serveContents(contents: WebContents, own: AppAddress, serve: (wire: Wire) => void): void {
  let current: Connection | null = null

  contents.ipc.on(TO_MAIN, (event, message: unknown) => {
    if (!isOurPage(own, event.senderFrame, contents.mainFrame) || !isMessage(message)) return
    if (current === null) {
      current = createConnection((text) => {
        if (!contents.isDestroyed()) contents.send(TO_RENDERER, text)
      })
      serve(current.wire)
    }
    current.receive(message)
  })

  const end = () => {
    current?.wire.close()
    current = null
  }
  // Emitted when a new document has replaced the old one, and before the new one can send anything.
  contents.on('did-navigate', end)
  contents.on('render-process-gone', end)
  contents.on('destroyed', end)
}

/** Calls `show` whenever our page asks to see the folder of the data. */
export function serveDataFolder(contents: WebContents, own: AppAddress, show: () => void): void {
  contents.ipc.on(SHOW_DATA_FOLDER, ({ senderFrame }) => {
    if (isOurPage(own, senderFrame, contents.mainFrame)) show()
  })
}

/** Calls `bringForward` when our page asks for it. */
export function serveBringForward(contents: WebContents, own: AppAddress, bringForward: () => void): void {
  contents.ipc.on(BRING_FORWARD, ({ senderFrame }) => {
    if (isOurPage(own, senderFrame, contents.mainFrame)) bringForward()
  })
}

interface Connection {
  wire: Wire
  receive(text: string): void
}

/** Keeps messages that arrive before anybody listens: the page may be up before the workbench is. */
function createConnection(send: (text: string) => void): Connection {
  const closeListeners: (() => void)[] = []
  let early: string[] = []
  let deliver: ((text: string) => void) | null = null
  let closed = false

  return {
    receive(text) {
      if (closed) return
      if (deliver === null) early.push(text)
      else deliver(text)
    },
    wire: {
      post(text) {
        if (!closed) send(text)
      },
      onMessage(listener) {
        deliver = listener
        const waiting = early
        early = []
        for (const text of waiting) listener(text)
      },
      onClose(listener) {
        // A late listener is called at once: the page may have gone while the workbench was still starting.
        if (closed) listener()
        else closeListeners.push(listener)
      },
      close() {
        if (closed) return
        closed = true
        early = []
        for (const listener of closeListeners) listener()
      },
    },
  }
}
