import type { LivePage } from '../e2e/live-page.ts'

/** A started workbench, and the world around it. */
export interface Stage {
  live: LivePage
  /** Posts a message as WeChat does, and resolves when it is answered. */
  post(message: Posting): Promise<void>
  /** Posts a message that makes a new row, and selects it. */
  receive(message: Posting): Promise<void>
}

export interface Posting {
  type?: string
  /** The fields that this type has besides those of all. */
  fields: string
  /** The same again is another attempt. */
  msgId?: string
  token?: string
}

export interface State {
  name: string
  /** Goes on from the state before it. The window has 1280×800 then. */
  show(stage: Stage): Promise<void>
}

/** States that are shown one after the other in one start of the workbench. */
export interface Scene {
  name: string
  /** Writes what an earlier start left in the data folder. */
  prepare?(dataDir: string): void
  states: State[]
}
