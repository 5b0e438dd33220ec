import { createExchangeFragment } from '../../src-core/contract/exchange-address.ts'

/**
 * Shows an exchange in a window of its own. The desktop makes the window itself (`electron/exchange-windows.ts`); in a
 * browser it is another tab, which borrows this one's key (`transport/tab-keys.ts`).
 */
export function openExchangeWindow(id: string): void {
  window.open(location.pathname + createExchangeFragment(id), '_blank', 'noopener')
}
