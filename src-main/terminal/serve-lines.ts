import type { Exchange } from '../../src-core/contract/exchange.ts'
import type { Snapshot } from '../../src-core/contract/workbench.ts'
import type { Retention } from '../../src-core/ports/history.ts'
import type { ControlServer } from '../node/control-server.ts'
import type { Workbench } from '../node/workbench.ts'
import { createBoundedOutput } from './bounded-output.ts'
import { describeDropped, describeExchange, describeLink, describeStart } from './serve-text.ts'
import type { Terminal } from './terminal.ts'

/** Prints for `serve` that it is ready, and each exchange. */
export interface ServeLines {
  /** `control` is null if there is no workbench for the browser. */
  start(snapshot: Snapshot, control: ControlServer | null): void
  /** Prints another link to the workbench. Absent if Enter asks for none. */
  link?(control: ControlServer): void
  exchange(exchange: Exchange): void
}

/** Prints one JSON object a line, for scripts: `control` opens the channel while this runs. */
export function createJsonLines({ stdout }: Terminal, retention: Retention | undefined): ServeLines {
  const output = createBoundedOutput(stdout, (count) => JSON.stringify({ type: 'dropped', count }))
  const print = (value: unknown) => output.line(JSON.stringify(value))
  return {
    start({ responder, accounts, history, settings }, control) {
      const { movedFrom } = responder
      const { kept, reason, damaged } = history
      const address = responder.origin + (accounts[0]?.path ?? '')
      const ready = { type: 'ready', responder: address, control: control?.url ?? null, movedFrom }
      const told = { kept, reason, ...(retention && { retention }), ...(damaged && { damaged }) }
      print({ ...ready, history: told, settings })
    },
    exchange: (exchange) => print({ type: 'exchange', exchange }),
  }
}

/** Prints text for people; without `words`, nothing that users wrote. */
export function createTextLines(
  { stdout, language }: Terminal,
  retention: Retention | undefined,
  { words }: { words: boolean },
): ServeLines {
  const output = createBoundedOutput(stdout, (count) => describeDropped(count)[language])
  return {
    start: (snapshot, control) =>
      output.line(describeStart(snapshot, control?.createLink() ?? null, retention)[language].trimEnd()),
    link: (control) => output.line(describeLink(control.createLink())[language].trimEnd()),
    exchange: (exchange) => output.line(describeExchange(exchange, { words })[language]),
  }
}

/** Prints everything that came since the last call. */
export type Flush = () => void

/**
 * Collects the exchanges from now on, and prints them once `begin` was called: a request may come before the ready line
 * is out, and is printed after it. They are printed a moment later, since a reply must not wait for the terminal; so
 * call `flush` before the history is closed.
 */
export function followExchanges(workbench: Workbench, lines: ServeLines): { begin: Flush; flush: Flush } {
  const waiting: string[] = []
  let begun = false
  let timer: NodeJS.Immediate | undefined

  function flush(): void {
    timer = undefined
    if (!begun) return
    for (const id of waiting.splice(0)) {
      // Null if the history was cleared in between.
      const exchange = workbench.getExchange(id)
      if (exchange) lines.exchange(exchange)
    }
  }
  workbench.subscribe((event) => {
    if (event.type !== 'exchange.recorded' || event.exchange.direction === 'out') return
    waiting.push(event.exchange.id)
    timer ??= setImmediate(flush)
  })
  return {
    begin() {
      begun = true
      flush()
    },
    flush,
  }
}
