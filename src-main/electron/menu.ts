import type { MenuItemConstructorOptions } from 'electron'
import type { WindowMenu } from '../../src-core/contract/shell.ts'

export interface MenuSetting {
  platform: NodeJS.Platform
  language: 'zh' | 'en'
  /** False once packaged. */
  devTools: boolean
  /** The entries of the page. */
  page: WindowMenu
  /** Tells the page that an entry of its own was chosen. */
  choose(id: string): void
}

const labels = {
  zh: {
    app: 'mpscope',
    edit: '编辑',
    view: '显示',
    window: '窗口',
    hide: '隐藏 mpscope',
    hideOthers: '隐藏其他',
    unhide: '全部显示',
    quit: '退出 mpscope',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '拷贝',
    paste: '粘贴',
    selectAll: '全选',
    reload: '重新载入',
    resetZoom: '实际大小',
    zoomIn: '放大',
    zoomOut: '缩小',
    togglefullscreen: '全屏',
    toggleDevTools: '开发者工具',
    minimize: '最小化',
  },
  en: {
    app: 'mpscope',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    hide: 'Hide mpscope',
    hideOthers: 'Hide Others',
    unhide: 'Show All',
    quit: 'Quit mpscope',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    reload: 'Reload',
    resetZoom: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    togglefullscreen: 'Full Screen',
    toggleDevTools: 'Developer Tools',
    minimize: 'Minimise',
  },
} as const

type Role = Exclude<keyof (typeof labels)['en'], 'app' | 'edit' | 'view' | 'window'>

/**
 * Returns the application menu: the entries that the operating system needs, and the keys of the window itself. On
 * Windows and Linux the bar is hidden and the keys still work; there, text is edited without a menu's help, and an Edit
 * menu would only take Ctrl+Z away from the editors.
 *
 * All other entries are the page's own: its registry of actions knows their names and keys.
 *
 * Nothing here closes the window: Ctrl+W is the page's, where it closes a panel. So the menu uses none of the
 * ready-made ones (`windowMenu`, `fileMenu`), which bring a Close along.
 */
export function menuTemplate({
  platform,
  language,
  devTools,
  page,
  choose,
}: MenuSetting): MenuItemConstructorOptions[] {
  const text = labels[language]
  const mac = platform === 'darwin'
  const item = (role: Role): MenuItemConstructorOptions => ({ role, label: text[role] })
  const separator: MenuItemConstructorOptions = { type: 'separator' }

  const app: MenuItemConstructorOptions[] = [
    ...(mac ? [item('hide'), item('hideOthers'), item('unhide'), separator] : []),
    // Windows has no usual key for this, so Electron sets none there.
    { ...item('quit'), accelerator: 'CmdOrCtrl+Q' },
  ]
  const edit = [
    item('undo'),
    item('redo'),
    separator,
    item('cut'),
    item('copy'),
    item('paste'),
    item('selectAll'),
  ]
  const view: MenuItemConstructorOptions[] = [
    item('reload'),
    separator,
    item('resetZoom'),
    item('zoomIn'),
    // On most keyboards plus is Shift and the key of `=`; people press it without Shift.
    { ...item('zoomIn'), accelerator: 'CmdOrCtrl+=', visible: false },
    item('zoomOut'),
    separator,
    item('togglefullscreen'),
    ...(devTools ? [item('toggleDevTools')] : []),
  ]
  return [
    { label: text.app, submenu: app },
    ...(mac ? [{ label: text.edit, submenu: edit }] : []),
    { label: text.view, submenu: view },
    ...page.map((group) => ({
      label: group.label,
      submenu: group.items.map(({ id, label, key, enabled }) => ({
        id,
        label,
        enabled,
        ...shownKey(key),
        click: () => choose(id),
      })),
    })),
    ...(mac ? [{ label: text.window, submenu: [item('minimize')] }] : []),
  ]
}

/**
 * Shows a key beside an entry. The page listens for it itself, so it is not registered (a Mac asks the page first, and
 * the menu only if the page does nothing). Keys without Ctrl are left out: on a Mac they would be taken from whoever
 * types, and on none does the menu know when they work.
 */
function shownKey(
  key: string | null,
): Pick<MenuItemConstructorOptions, 'accelerator' | 'registerAccelerator'> {
  const known =
    /^Ctrl\+((?:Alt\+)?(?:Shift\+)?(?:[A-Z0-9,./;=-]|F\d\d?|Enter|(?:Arrow)?(?:Up|Down|Left|Right)))$/
  const [, rest] = known.exec(key ?? '') ?? []
  if (rest === undefined) return {}
  return { accelerator: `CmdOrCtrl+${rest.replace('Arrow', '')}`, registerAccelerator: false }
}

/** Returns the menu without what is grey in it: as long as this stays, the entries need not be made anew. */
export function entriesOf(page: WindowMenu): string {
  return JSON.stringify(page, (name, value: unknown) => (name === 'enabled' ? undefined : value))
}

/** Returns the language of the menu: the chosen one, or the system's for `system`. */
export function menuLanguage(chosen: 'system' | 'zh' | 'en', systemLanguage: string): 'zh' | 'en' {
  if (chosen !== 'system') return chosen
  return /^zh\b/i.test(systemLanguage) ? 'zh' : 'en'
}
