import { TransportRefused } from './connect.ts'
import type { Transport, Wire } from './connect.ts'
import { borrowKey, createKey, lendKey, storedKey, storeKey } from './tab-keys.ts'

/**
 * Takes the credential out of this page's fragment, in the form for the server: the `ticket` of a link that the
 * terminal printed, or the `token` of the run. A fragment never leaves the browser, and it is removed from the address
 * bar at once, so that it is neither in a screenshot nor in a bookmark.
 */
export function takeCredential(): string | null {
  // Pasting a new link over this page's address would change nothing but the fragment.
  addEventListener('hashchange', () => {
    if (readFragment()) location.reload()
  })
  const credential = readFragment()
  if (credential) history.replaceState(null, '', location.pathname + location.search)
  return credential
}

function readFragment(): string | null {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const kind = ['ticket', 'token'].find((name) => fragment.get(name))
  return kind ? `${kind}.${fragment.get(kind)}` : null
}

/**
 * The browser shell's channel. The link's credential opens it once and makes the page's key valid, which opens it from
 * then on; a page without either borrows the key of another tab. All of them are sent as subprotocols, since a browser
 * lets a page set no header, and a query would end up in logs.
 */
export function createWebSocketTransport(credential: string | null): Transport {
  let everOpen = false

  /** Rejects if the socket closes without having opened; a refusal looks the same as a server that is away. */
  function connect(protocols: string[], key: string): Promise<Wire> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://${location.host}/rpc`, ['mpscope', ...protocols, `key.${key}`])
      socket.onopen = () => {
        everOpen = true
        storeKey(key)
        resolve(wireOf(socket, lendKey(key)))
      }
      socket.onclose = () => reject(new Error('the socket closed'))
    })
  }

  async function open(): Promise<Wire> {
    const key = storedKey()
    try {
      if (key || credential) return await connect(credential ? [credential] : [], key ?? createKey())
    } catch (cause) {
      // It was open once, so the server may come back.
      if (everOpen) throw cause
    }
    const borrowed = await borrowKey()
    if (borrowed && borrowed !== key) return connect([], borrowed)
    if (await isServed()) throw new TransportRefused('no key')
    throw new Error('the server is away')
  }

  return { shell: { allKeys: false, bringForward: () => window.focus() }, open }
}

/** Returns whether the server of this page is there. If it is, it has refused what it did not open. */
async function isServed(): Promise<boolean> {
  try {
    await fetch('/', { method: 'HEAD' })
    return true
  } catch {
    return false
  }
}

function wireOf(socket: WebSocket, stopLending: () => void): Wire {
  let onClose = (): void => {}
  socket.onclose = () => {
    stopLending()
    onClose()
  }
  return {
    post: (text) => socket.send(text),
    onMessage(listener) {
      socket.onmessage = (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') listener(event.data)
      }
    },
    onClose(listener) {
      onClose = listener
    },
    close() {
      onClose = () => {}
      socket.close()
    },
  }
}
