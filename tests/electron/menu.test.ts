import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import type { WindowMenu } from '../../src-core/contract/shell.ts'
import { entriesOf, menuLanguage, menuTemplate } from '../../src-main/electron/menu.ts'

function flatten(items: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...flatten(Array.isArray(item.submenu) ? item.submenu : [])])
}

const page: WindowMenu = [
  {
    label: 'Live',
    items: [
      { id: 'live.answer', label: 'Send the reply', key: 'Ctrl+Enter', enabled: true },
      { id: 'live.next', label: 'Next row', key: 'j', enabled: false },
      { id: 'app.close', label: 'Close the panel', key: 'Ctrl+W', enabled: true },
      { id: 'app.account', label: 'Open the account', key: null, enabled: true },
    ],
  },
]
/** The window alone, without a page that wants entries. */
const bare = { page: [], choose: () => {} }

const platforms = ['darwin', 'win32', 'linux'] as const
const all = platforms.flatMap((platform) =>
  ([true, false] as const).map((devTools) => ({ platform, devTools, language: 'en' as const, ...bare })),
)

describe('menuTemplate', () => {
  it.each(all)('leaves Ctrl+W to the page ($platform, $devTools)', (setting) => {
    const items = flatten(menuTemplate(setting))
    const roles = items.map(({ role }) => role)
    expect(roles).not.toContain('close')
    // These bring a Close along.
    expect(roles).not.toContain('windowMenu')
    expect(roles).not.toContain('fileMenu')
    for (const { accelerator } of items) expect(accelerator ?? '').not.toMatch(/\+W$/i)
  })

  it('has developer tools only where asked', () => {
    for (const setting of all) {
      const roles = flatten(menuTemplate(setting)).map(({ role }) => role)
      expect(roles.includes('toggleDevTools')).toBe(setting.devTools)
    }
  })

  it('lets one edit on macOS, where keys work only through the menu', () => {
    const roles = (platform: NodeJS.Platform) =>
      flatten(menuTemplate({ platform, devTools: false, language: 'en', ...bare })).map(({ role }) => role)
    expect(roles('darwin')).toEqual(expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll', 'undo']))
    expect(roles('win32')).not.toContain('undo')
  })

  it.each(platforms)('names everything in the language asked for (%s)', (platform) => {
    const labels = (language: 'zh' | 'en') =>
      flatten(menuTemplate({ platform, language, devTools: true, ...bare }))
        .filter(({ type }) => type !== 'separator')
        .map(({ label }) => label)
    for (const label of labels('zh')) expect(label).toMatch(/\p{Script=Han}|^mpscope$/u)
    for (const label of labels('en')) expect(label).toMatch(/^[A-Za-z ]+$/)
  })
})

describe('the entries of the page', () => {
  const chosen: string[] = []
  const items = flatten(
    menuTemplate({
      platform: 'linux',
      devTools: false,
      language: 'en',
      page,
      choose: (id) => chosen.push(id),
    }),
  )
  const find = (label: string) => items.find((item) => item.label === label)

  it('tell the page which was chosen, and do nothing else', () => {
    find('Send the reply')?.click?.(...([] as unknown as Parameters<NonNullable<(typeof items)[0]['click']>>))
    expect(chosen).toEqual(['live.answer'])
    expect(find('Send the reply')).not.toHaveProperty('role')
  })

  it('are grey while they have nothing to work with, and found by their ids', () => {
    expect(find('Next row')).toMatchObject({ id: 'live.next', enabled: false })
    expect(find('Send the reply')).toMatchObject({ id: 'live.answer', enabled: true })
  })

  it('stay the same entries while only what is grey changes', () => {
    const change = (item: Partial<WindowMenu[0]['items'][0]>): WindowMenu =>
      page.map(({ label, items: [first, ...rest] }) => ({ label, items: [{ ...first!, ...item }, ...rest] }))
    expect(entriesOf(change({ enabled: false }))).toBe(entriesOf(page))
    expect(entriesOf(change({ label: '发送回复' }))).not.toBe(entriesOf(page))
    expect(entriesOf(change({ key: null }))).not.toBe(entriesOf(page))
  })

  it('show keys with Ctrl, and take none from the page', () => {
    expect(find('Send the reply')).toMatchObject({
      accelerator: 'CmdOrCtrl+Enter',
      registerAccelerator: false,
    })
    expect(find('Close the panel')).toMatchObject({ registerAccelerator: false })
    expect(find('Next row')).not.toHaveProperty('accelerator')
    expect(find('Open the account')).not.toHaveProperty('accelerator')
  })
})

describe('menuLanguage', () => {
  it.each([
    ['system', 'zh-CN', 'zh'],
    ['system', 'zh', 'zh'],
    ['system', 'en-GB', 'en'],
    ['system', 'zha', 'en'],
    ['zh', 'en-GB', 'zh'],
    ['en', 'zh-CN', 'en'],
  ] as const)('%s on a %s system is %s', (chosen, system, language) => {
    expect(menuLanguage(chosen, system)).toBe(language)
  })
})
