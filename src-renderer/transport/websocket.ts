import { TransportRefused } from './connect.ts'
import type { Transport, Wire } from './connect.ts'

const STORED_TOKEN = 'mpscope.token'
const FAILURES_BEFORE_GIVING_UP = 3

/**
 * The token of this run, which the terminal printed in the address' fragment. A fragment never leaves the browser,
 * and it is taken out of the address bar at once, so that it is neither in a screenshot nor in a bookmark; a reload
 * finds it in the tab's own storage.
 */
export function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (!token) return sessionStorage.getItem(STORED_TOKEN)
  sessionStorage.setItem(STORED_TOKEN, token)
  history.replaceState(null, '', location.pathname + location.search)
  return token
}

/**
 * The browser shell's channel. The token goes as a subprotocol since a browser lets a page set no header, and a query
 * would end up in logs. A refusal cannot be told from a server that is away, so that a socket which has never opened
 * counts as refused after a few attempts.
 */
export function createWebSocketTransport(token: string | null): Transport {
  let failures = 0
  let everOpen = false

  return {
    open() {
      if (!token) return Promise.reject(new TransportRefused('no token'))
      return new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://${location.host}/rpc`, ['mpscope', `token.${token}`])
        socket.onopen = () => {
          everOpen = true
          resolve(wireOf(socket))
        }
        socket.onclose = () => {
          failures += 1
          const refused = !everOpen && failures >= FAILURES_BEFORE_GIVING_UP
          reject(refused ? new TransportRefused('never opened') : new Error('the socket closed'))
        }
      })
    },
  }
}

function wireOf(socket: WebSocket): Wire {
  return {
    post: (text) => socket.send(text),
    onMessage(listener) {
      socket.onmessage = (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'string') listener(event.data)
      }
    },
    onClose(listener) {
      socket.onclose = listener
    },
    close() {
      socket.onclose = null
      socket.close()
    },
  }
}
