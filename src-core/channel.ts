import { createBirpc } from 'birpc'
import type { ClientFunctions, ServerFunctions } from './contract/client.ts'
import type { WorkbenchEvent } from './contract/events.ts'
import type { Dispatch } from './dispatch.ts'
import { decodeCallFrame } from './frame.ts'

/** One connection of one screen, whatever carries it: text both ways. */
export interface Wire {
  post(text: string): void
  onMessage(listener: (text: string) => void): void
  onClose(listener: () => void): void
  close(): void
  /** True while what was posted has not gone out yet: events then wait here instead of piling up in the wire. */
  congested?(): boolean
}

export interface Served {
  dispatch: Dispatch
  subscribe(listener: (event: WorkbenchEvent) => void): () => void
}

/** About one frame: a screen cannot show more often, and one message carries what came meanwhile. */
const BATCH_MS = 16
/** A screen that is this far behind is better served by a new snapshot than by the backlog. */
const MAX_PENDING = 1000
/** The most calls of one screen that wait for an answer. A screen has a few. */
const MAX_CALLS = 10_000

/**
 * Serves commands and events over `wire` until it closes. The reply to WeChat never waits for this. Everything that
 * comes in is decoded before birpc sees it, since birpc reads a message without checking it. If a peer sends something
 * that is not a call of ours, its wire is closed.
 */
export function serveChannel(wire: Wire, { dispatch, subscribe }: Served): void {
  const answering = new Set<string>()
  let broken = false

  function breakOff(): void {
    broken = true
    wire.close()
  }

  const functions: ServerFunctions = { call: (name, input) => dispatch(name, input) }
  const rpc = createBirpc<ClientFunctions, ServerFunctions>(functions, {
    post: (text) => wire.post(text),
    on(answer) {
      wire.onMessage((text) => {
        if (broken) return
        const frame = decodeCallFrame(text)
        // If two calls had the same id, the answer to one would be taken for the answer to the other.
        if (!frame || answering.has(frame.i) || answering.size === MAX_CALLS) return breakOff()
        answering.add(frame.i)
        void Promise.resolve(answer(frame))
          .catch(breakOff)
          .finally(() => answering.delete(frame.i))
      })
    },
    serialize: (message) => JSON.stringify(message),
    eventNames: ['events'],
    onGeneralError: () => {
      breakOff()
      return true
    },
  })

  let pending: WorkbenchEvent[] = []
  let lost = false
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    timer = undefined
    if (wire.congested?.()) {
      timer = setTimeout(flush, BATCH_MS)
      return
    }
    const batch = { events: pending, lost }
    pending = []
    lost = false
    // A page that has just gone takes nothing more, and its wire may not know that yet.
    rpc.events(batch).catch(breakOff)
  }

  const unsubscribe = subscribe((event) => {
    if (pending.length === MAX_PENDING) {
      pending = []
      lost = true
    }
    pending.push(event)
    timer ??= setTimeout(flush, BATCH_MS)
  })

  wire.onClose(() => {
    unsubscribe()
    clearTimeout(timer)
    rpc.$close()
  })
}
