import type { Messages } from './zh.ts'

export const actions: Messages['actions'] = {
  everywhere: 'Everywhere',
  palette: 'Command palette',
  paletteShort: 'Palette',
  find: 'Find a command, account, rule, message or error code',
  found: 'Results',
  nothing: 'Nothing found. Chinese, English and pinyin initials all work.',
  toAccount: 'Switch to account “{name}”',
  menu: 'Actions for this exchange',
  keys: 'Keyboard shortcuts',
  change: 'Change shortcuts',
  done: 'Done',
  close: 'Close',
  single: 'Single-key shortcuts',
  singleHint:
    'Letters and digits on their own. When off, only shortcuts with Ctrl or Alt and function keys work.',
  resetAll: 'Reset all',
  add: 'Add',
  press: 'Press a key…',
  record: 'Add a shortcut for “{action}”',
  remove: 'Remove {key} from “{action}”',
  reset: 'Reset “{action}”',
  taken: '{key} already belongs to “{action}”',
  desktopOnly: 'Desktop window only',
  fixed: '{key} moves and confirms, so it cannot be a shortcut',
}
