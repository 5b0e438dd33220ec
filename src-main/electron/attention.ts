import type { BrowserWindow } from 'electron'
import type { WorkbenchEvent } from '../../src-core/contract/events.ts'

/** The parts of a window that call its user. */
export type CallingWindow = Pick<BrowserWindow, 'isDestroyed' | 'isFocused' | 'flashFrame'>

/**
 * Flashes the window in the taskbar, or lets its icon in the dock bounce, while a message waits for an answer by hand
 * that came when the user was in another program.
 */
export function createAttention(window: CallingWindow, isWanted: () => boolean) {
  const waiting = new Set<string>()
  return {
    /** Takes every event of the workbench. */
    follow(event: WorkbenchEvent): void {
      if (event.type === 'request.held' && !waiting.has(event.held.id)) {
        waiting.add(event.held.id)
        if (isWanted() && !window.isDestroyed() && !window.isFocused()) window.flashFrame(true)
      }
      if (event.type === 'request.released') {
        waiting.delete(event.id)
        if (waiting.size === 0 && !window.isDestroyed()) window.flashFrame(false)
      }
    },
  }
}
