import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { readInPieces } from './read-in-pieces.ts'
import type { Reading } from './read-in-pieces.ts'

/**
 * The number of requests that a connection may send ahead of its replies before we stop reading it; WeChat sends none.
 */
const MAX_AHEAD = 16

/** A request from its head to the end of its reply. */
export interface Taken {
  /** The connection was closed before the reply was out. */
  readonly isGone: boolean
  /** Aborted when that happens. Created on first use, since most replies are out at once. */
  readonly gone: AbortSignal
  /** Says that its body is here: until it is answered, its connection is not given up for another one. */
  arrived(): void
  /** Its reply is on its way. */
  answered(): void
  /** Its reply is out. */
  over(): void
  /** Says that this many more bytes are kept for its body, which is not complete yet. */
  keep(bytes: number): void
}

/** The connections of a server, of which there is always room for one more. */
export interface Connections {
  /** Runs `handle` with the request when the replies to those before it are out, or never if it is gone by then. */
  take(request: IncomingMessage, handle: (taken: Taken) => void): void
  /** Sends these bytes after the replies to all whole requests, and closes the connection. */
  end(socket: Duplex, farewell: string): void
  /** Resolves when no reply is due any more. */
  idle(): Promise<void>
  /** Returns true if we have not looked at all its bytes: then it is not the other side that is slow. */
  isHeldBack(socket: Duplex): boolean
  /** Stops counting a connection that has become something other than HTTP. */
  release(socket: Duplex): void
  destroyAll(): void
}

interface Current {
  request: IncomingMessage
  isGone: boolean
  gone: AbortController | null
}

interface Connection {
  socket: Duplex
  /** The request whose reply is not out. */
  current: Current | null
  /** The requests behind it. */
  queue: (() => void)[]
  keptBytes: number
  farewell: string | null
  /** True if the incoming bytes belong to a body whose request has been answered. */
  isAhead: boolean
  reading: Reading
}

/**
 * Threat model: connections cost nothing to open, and bodies little to begin. If there are too many of either, the
 * connection that has waited longest without a whole request is closed. So a sender that sends a whole request at once,
 * as WeChat does, gets in. A connection that waits for a reply is never closed. Requests cost least to send in a row on
 * one connection: they are handled one after the other, and all connections have their turn before the next one. So
 * they hold up only their own connection, and if it is given up, most of them are never looked at.
 */
export function trackConnections(
  server: Server,
  { maxConnections, maxBodyBytes }: { maxConnections: number; maxBodyBytes: number },
): Connections {
  const open = new Map<Duplex, Connection>()
  /** The connections without a whole request, the one that has waited longest first. */
  const waiting = new Set<Connection>()
  let keptBytes = 0
  let due = 0
  let whenIdle: (() => void)[] = []

  server.on('connection', (socket: Socket) => {
    // Node stops listening on sockets that ask for a tunnel.
    socket.on('error', () => {})
    if (open.size >= maxConnections && !closeLongestWaiting(() => true)) {
      socket.destroy()
      return
    }
    const connection: Connection = {
      socket,
      current: null,
      queue: [],
      keptBytes: 0,
      farewell: null,
      isAhead: false,
      reading: readInPieces(socket, () => connection.queue.length < MAX_AHEAD),
    }
    open.set(socket, connection)
    waiting.add(connection)
    socket.once('close', () => forget(connection))
  })

  function closeLongestWaiting(which: (connection: Connection) => boolean): boolean {
    for (const connection of waiting) {
      if (!which(connection)) continue
      forget(connection)
      connection.socket.destroy()
      return true
    }
    return false
  }

  /** Forgets it at once, not only when the socket says that it is closed: thousands may be closing. */
  function forget(connection: Connection): void {
    if (!open.delete(connection.socket)) return
    waiting.delete(connection)
    connection.queue = []
    keptBytes -= connection.keptBytes
    const { current } = connection
    if (!current) return
    connection.current = null
    current.isGone = true
    current.gone?.abort()
    settle()
  }

  function settle(): void {
    due--
    if (due > 0) return
    for (const resolve of whenIdle) resolve()
    whenIdle = []
  }

  function begin(connection: Connection, request: IncomingMessage, handle: (taken: Taken) => void): void {
    let state: 'coming' | 'arrived' | 'answered' = 'coming'
    let kept = 0
    const current: Current = { request, isGone: false, gone: null }
    connection.current = current
    due++

    function keep(bytes: number): void {
      if (!open.has(connection.socket)) return
      kept += bytes
      connection.keptBytes += bytes
      keptBytes += bytes
      if (keptBytes > maxBodyBytes) closeLongestWaiting((one) => one.keptBytes > 0)
    }

    handle({
      get isGone() {
        return current.isGone
      },
      get gone() {
        current.gone ??= new AbortController()
        if (current.isGone) current.gone.abort()
        return current.gone.signal
      },
      keep,
      arrived() {
        keep(-kept)
        state = 'arrived'
        waiting.delete(connection)
      },
      answered() {
        if (state !== 'arrived') return
        state = 'answered'
        if (open.has(connection.socket)) waiting.add(connection)
      },
      over() {
        this.answered()
        if (connection.current !== current) return
        connection.current = null
        connection.isAhead = !request.complete
        settle()
        if (connection.queue.length > 0) setImmediate(next, connection)
        else if (connection.farewell !== null) sayFarewell(connection)
      },
    })
  }

  function next({ queue, reading }: Connection): void {
    queue.shift()?.()
    reading.goOn()
  }

  function sayFarewell({ socket, current, farewell }: Connection): void {
    if (current?.request.complete || farewell === null) return
    if (!socket.writable) socket.destroy()
    // A client that never closes its own side would keep the connection open for ever.
    else socket.end(farewell, () => socket.destroy())
  }

  return {
    take(request, handle) {
      const { socket } = request
      const connection = open.get(socket)
      if (!connection) return
      connection.isAhead = false
      const { current, queue } = connection
      if (!current && queue.length === 0) return begin(connection, request, handle)
      queue.push(() => begin(connection, request, handle))
    },
    end(socket, farewell) {
      const connection = open.get(socket)
      // The client would take a second answer to one request for the answer to the next.
      if (!connection || connection.isAhead) {
        socket.destroy()
        return
      }
      connection.farewell ??= farewell
      if (connection.queue.length === 0) sayFarewell(connection)
    },
    idle: () => (due === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
    isHeldBack: (socket) => open.get(socket)?.reading.isHolding() ?? false,
    release(socket) {
      const connection = open.get(socket)
      if (!connection) return
      forget(connection)
      connection.reading.stop()
    },
    destroyAll() {
      for (const socket of open.keys()) socket.destroy()
    },
  }
}
