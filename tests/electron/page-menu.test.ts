import { EventEmitter } from 'node:events'
import type { WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import type { WindowMenu } from '../../src-core/contract/shell.ts'
import { ownAddress } from '../../src-main/electron/app-address.ts'
import { CHOSEN_TO_RENDERER, MENU_TO_MAIN } from '../../src-main/electron/ipc-channels.ts'
import { servePageMenu } from '../../src-main/electron/page-menu.ts'

const page = { origin: 'app://mpscope' }
const menu: WindowMenu = [
  { label: '收发', items: [{ id: 'live.answer', label: '发送回复', key: 'Ctrl+Enter', enabled: false }] },
]

/** Replaces Electron's contents, and plays the page. */
function serve() {
  const ipc = new EventEmitter()
  const sent: string[] = []
  const shown: WindowMenu[] = []
  const contents = {
    ipc,
    mainFrame: page,
    isDestroyed: () => false,
    send: (channel: string, text: string) => sent.push(`${channel} ${text}`),
  }
  const choose = servePageMenu(contents as unknown as WebContents, ownAddress, (one) => shown.push(one))
  const ask = (text: unknown, sender: { origin: string } | null = page) =>
    ipc.emit(MENU_TO_MAIN, { senderFrame: sender }, text)
  return { ask, choose, sent, shown }
}

describe('the menu of the page', () => {
  it('is shown as the page asks, and tells it what was chosen', () => {
    const { ask, choose, sent, shown } = serve()
    ask(JSON.stringify(menu))
    expect(shown).toEqual([menu])
    choose('live.answer')
    expect(sent).toEqual([`${CHOSEN_TO_RENDERER} live.answer`])
  })

  it.each([
    ['a frame', JSON.stringify(menu), { origin: 'app://mpscope' }],
    ['a frame that is gone', JSON.stringify(menu), null],
    ['no text', menu, page],
    ['no JSON', '[', page],
    ['no menu', '{"label":"x"}', page],
    [
      'an id that is none',
      JSON.stringify([{ label: 'x', items: [{ id: '__proto__', label: 'x', key: null, enabled: true }] }]),
      page,
    ],
    ['too many groups', JSON.stringify(Array.from({ length: 11 }, () => menu[0])), page],
    ['a text without end', JSON.stringify([{ label: 'x'.repeat(70_000), items: [] }]), page],
  ])('is not shown for %s', (_what, text, sender) => {
    const { ask, shown } = serve()
    ask(text, sender)
    expect(shown).toEqual([])
  })
})
