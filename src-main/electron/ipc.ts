/*
 * Threat model. Whoever can speak on this wire can command the workbench: read what WeChat sent, change accounts,
 * send messages. Possible speakers besides our page: a frame in it, a page that the window was led to, the document
 * before a reload whose last messages arrive late, and our page's own script gone wrong. What stops them: only this
 * window's contents are listened to, only their main frame, only while its origin is ours; a message is a text of
 * bounded length; each document gets a wire of its own, which ends with it; and everything that does get through is
 * decoded by the command table like any stranger's input.
 */
import type { WebContents } from 'electron'
import type { Wire } from '../../src-core/channel.ts'
import type { AppAddress } from './app-address.ts'
import { isMessage, TO_MAIN, TO_RENDERER } from './ipc-channels.ts'

/** Of a frame, what the check looks at. */
export interface Sender {
  readonly origin: string
}

/**
 * Whether a message is our page's. The frame objects are compared, not addresses: an empty frame inside our page has
 * our origin too. A sender that is gone is null in newer Electrons, and throws when looked at in those before 35.
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
 * Calls `serve` with a wire to each document that speaks up in `contents`, at its first message: so nothing is sent
 * to a page that is not listening yet. The wire closes when its document goes, be it by reload, crash or closing. A
 * wire closed from our side stays closed until the page is loaded anew.
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

interface Connection {
  wire: Wire
  receive(text: string): void
}

/** What arrives before anybody listens is kept: the page may be up before the workbench is. */
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
        // Who asks late is told at once: the page may have gone while the workbench was still starting.
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
