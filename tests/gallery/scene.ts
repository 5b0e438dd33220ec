import type { Page } from '@playwright/test'
import type { UpdateSource } from '../../src-core/contract/updates.ts'
import type { DetailTab } from '../../src-renderer/actions/kind/desk.ts'
import type { LivePage } from '../e2e/live-page.ts'
import type { TestShell } from '../e2e/test-shells.ts'

/** A started workbench, and the world around it. */
export interface Stage {
  live: LivePage
  /** Presses the button that closes the window, which may refuse. */
  closeWindow(): Promise<void>
  /** Posts a message as WeChat does, and resolves when it is answered. */
  post(message: Posting): Promise<void>
  /** Posts a message that makes a new row, and selects it. */
  receive(message: Posting): Promise<void>
  /** Shows a part of the exchange, in a window of any width. */
  showPart(part: DetailTab): Promise<void>
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
  /**
   * It is laid out like another state, or as a part of one: `npm test` leaves it to `npm run gallery`. If others go on from
   * it, it is `'passed'`: made there, and not looked at.
   */
  alike?: boolean | 'passed'
  /** Goes on from the state before it. The window has 1280×800 then. Returns the page, if it is another one. */
  show(stage: Stage): Promise<Page | void>
}

/** States that are shown one after the other in one start of the workbench. */
export interface Scene {
  name: string
  /** The shell that shows it; Chromium, if it says nothing. */
  shell?: TestShell['name']
  /** True if a state changes its page for good, as a clock does. */
  ownProfile?: boolean
  /** Where its workbench looks for new versions. */
  updateSource?: UpdateSource
  /** Programs of its own, by their names: the text of a script that Node runs. */
  programs?: Readonly<Record<string, string>>
  /** Writes what an earlier start left in the data folder. */
  prepare?(dataDir: string): void
  states: State[]
}
