import type { WebContents } from 'electron'
import { decodeWindowMenu } from '../../src-core/contract/shell.ts'
import type { WindowMenu } from '../../src-core/contract/shell.ts'
import type { AppAddress } from './app-address.ts'
import { CHOSEN_TO_RENDERER, MENU_TO_MAIN } from './ipc-channels.ts'
import { isOurPage } from './ipc.ts'

/**
 * Calls `show` with every menu that the page asks for; anything else on this channel is dropped. An entry is a text and
 * an id that goes back to the page: it can do nothing here. Returns a function that tells the page which entry was
 * chosen.
 */
export function servePageMenu(
  contents: WebContents,
  own: AppAddress,
  show: (menu: WindowMenu) => void,
): (id: string) => void {
  contents.ipc.on(MENU_TO_MAIN, (event, text: unknown) => {
    if (!isOurPage(own, event.senderFrame, contents.mainFrame)) return
    const menu = decodeWindowMenu(text)
    if (menu) show(menu)
  })
  return (id) => {
    if (!contents.isDestroyed()) contents.send(CHOSEN_TO_RENDERER, id)
  }
}
