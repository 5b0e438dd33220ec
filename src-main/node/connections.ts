import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

/** Requests of one connection that are looked at at a time; WeChat sends one. */
const MAX_OUTSTANDING = 16

/** A request from its head to the end of its reply. */
export interface Taken {
  /** Aborted when the connection is closed before the reply is out. */
  gone: AbortSignal
  /** Its body is here: until it is answered, its connection is not given up for another one. */
  arrived(): void
  /** Its reply is on its way. */
  answered(): void
  /** Its reply is out. */
  over(): void
  /** That many more bytes are kept for its body, which is not here yet. */
  keep(bytes: number): void
}

/** The connections of a server, of which there is always room for one more. */
export interface Connections {
  /** Runs `handle` with the request as soon as the connection has few enough under way. */
  take(request: IncomingMessage, handle: (taken: Taken) => void): void
  /** Sends these bytes behind the replies to what came whole, and closes the connection. */
  end(socket: Duplex, farewell: string): void
  /** Resolves when no reply is due any more. */
  idle(): Promise<void>
  destroyAll(): void
}

interface Connection {
  socket: Duplex
  /** Requests whose reply is not out. */
  outstanding: Map<IncomingMessage, AbortController>
  /** How many of them have arrived and are not answered. */
  unanswered: number
  /** What comes behind the most that are looked at. */
  queue: (() => void)[]
  keptBytes: number
  farewell: string | null
  /** What comes belongs to a body whose request has been answered. */
  isAhead: boolean
}

/**
 * Threat model: connections cost nothing to open, and bodies little to begin. Where there are too many of either, the
 * connection that has waited longest without a whole request is closed, so that whoever sends one at once, as WeChat
 * does, gets in; one that waits for a reply is never closed. What a connection sends ahead is not read for as long as
 * there is enough of it.
 */
export function trackConnections(
  server: Server,
  { maxConnections, maxBodyBytes }: { maxConnections: number; maxBodyBytes: number },
): Connections {
  const open = new Map<Duplex, Connection>()
  /** Those that hold no whole request, the one that has waited longest first. */
  const waiting = new Set<Connection>()
  let keptBytes = 0
  let due = 0
  let whenIdle: (() => void)[] = []

  server.on('connection', (socket: Duplex) => {
    // Node stops listening on sockets that ask for a tunnel.
    socket.on('error', () => {})
    if (open.size >= maxConnections && !closeLongestWaiting(() => true)) {
      socket.destroy()
      return
    }
    const connection: Connection = {
      socket,
      outstanding: new Map(),
      unanswered: 0,
      queue: [],
      keptBytes: 0,
      farewell: null,
      isAhead: false,
    }
    open.set(socket, connection)
    waiting.add(connection)
    socket.once('close', () => forget(connection))
    // Node goes on reading by itself whenever a body is read.
    socket.on('resume', () => connection.queue.length > 0 && socket.pause())
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

  /** At once, and not only when the socket says that it is closed: there may be thousands on the way there. */
  function forget(connection: Connection): void {
    if (!open.delete(connection.socket)) return
    waiting.delete(connection)
    connection.queue = []
    keptBytes -= connection.keptBytes
    const { outstanding } = connection
    connection.outstanding = new Map()
    for (const gone of outstanding.values()) gone.abort()
    settle(outstanding.size)
  }

  function settle(count: number): void {
    due -= count
    if (due > 0) return
    for (const resolve of whenIdle) resolve()
    whenIdle = []
  }

  function begin(connection: Connection, request: IncomingMessage, handle: (taken: Taken) => void): void {
    const gone = new AbortController()
    let state: 'coming' | 'arrived' | 'answered' = 'coming'
    let kept = 0
    connection.outstanding.set(request, gone)
    due++

    function keep(bytes: number): void {
      if (!open.has(connection.socket)) return
      kept += bytes
      connection.keptBytes += bytes
      keptBytes += bytes
      if (keptBytes > maxBodyBytes) closeLongestWaiting((one) => one.keptBytes > 0)
    }

    handle({
      gone: gone.signal,
      keep,
      arrived() {
        keep(-kept)
        state = 'arrived'
        connection.unanswered++
        waiting.delete(connection)
      },
      answered() {
        if (state !== 'arrived') return
        state = 'answered'
        connection.unanswered--
        if (connection.unanswered === 0 && open.has(connection.socket)) waiting.add(connection)
      },
      over() {
        this.answered()
        if (!connection.outstanding.delete(request)) return
        connection.isAhead = !request.complete
        settle(1)
        next(connection)
      },
    })
  }

  function next(connection: Connection): void {
    const { queue, socket } = connection
    const run = queue.shift()
    if (run) run()
    else if (connection.farewell !== null) sayFarewell(connection)
    if (queue.length === 0 && socket.isPaused()) socket.resume()
  }

  function sayFarewell({ socket, outstanding, farewell }: Connection): void {
    const isReplyDue = [...outstanding.keys()].some(({ complete }) => complete)
    if (isReplyDue || farewell === null) return
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
      if (connection.outstanding.size < MAX_OUTSTANDING) return begin(connection, request, handle)
      connection.queue.push(() => begin(connection, request, handle))
      socket.pause()
    },
    end(socket, farewell) {
      const connection = open.get(socket)
      // A second answer to one request would be taken for the answer to the next.
      if (!connection || connection.isAhead) {
        socket.destroy()
        return
      }
      connection.farewell ??= farewell
      if (connection.queue.length === 0) sayFarewell(connection)
    },
    idle: () => (due === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
    destroyAll() {
      for (const socket of open.keys()) socket.destroy()
    },
  }
}
