/*
 * Threat model. The page may ask for a window, and script in the page could ask for any number of them, with any
 * address. So a window is made only for our own page with the id of an exchange in its fragment, by the function that
 * makes the workbench's window, and there are never more than a few.
 */
import { readExchangeFragment } from '../../src-core/contract/exchange-address.ts'
import type { AppAddress } from './app-address.ts'

/** More than anybody looks at side by side. */
export const MOST_WINDOWS = 8

/** The parts of a window that are needed here. */
export interface ExchangeWindow {
  isDestroyed(): boolean
  close(): void
  show(): void
  focus(): void
}

export interface ExchangeWindows {
  /** Opens a window for an exchange, or shows the one that is there. Returns false if the address is for none. */
  open(address: string): boolean
  closeAll(): void
}

/** `create` makes a window for an address of ours. */
export function createExchangeWindows(
  own: Pick<AppAddress, 'owns' | 'startPage'>,
  create: (address: string) => ExchangeWindow,
): ExchangeWindows {
  /** By exchange; the one opened longest ago first. */
  const windows = new Map<string, ExchangeWindow>()

  function forgetClosed(): void {
    for (const [id, window] of windows) if (window.isDestroyed()) windows.delete(id)
  }

  return {
    open(address) {
      const id = findExchange(own, address)
      if (id === null) return false
      forgetClosed()
      const there = windows.get(id)
      if (there) {
        there.show()
        there.focus()
        return true
      }
      // The oldest one gives way: an action that does nothing, without a word, would be worse.
      const [oldest] = windows
      if (oldest && windows.size >= MOST_WINDOWS) {
        windows.delete(oldest[0])
        oldest[1].close()
      }
      windows.set(id, create(address))
      return true
    },
    closeAll() {
      forgetClosed()
      for (const window of windows.values()) window.close()
      windows.clear()
    },
  }
}

function findExchange(own: Pick<AppAddress, 'owns' | 'startPage'>, address: string): string | null {
  if (!own.owns(address)) return null
  const { hash } = new URL(address)
  return address === own.startPage + hash ? readExchangeFragment(hash) : null
}
