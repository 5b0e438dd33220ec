import type { Messages } from './zh.ts'

export const undo: Messages['undo'] = {
  undo: 'Undo',
  close: 'Dismiss',
  removed: 'Deleted {what}.',
  restored: 'Restored {what}.',
  replaced: 'Your reply was replaced by the one you chose.',
  replacedBack: 'Your reply is back.',
  discarded: 'Discarded your changes to “{name}”.',
  discardedNew: 'Discarded the new rule.',
  discardedBack: 'The discarded changes are back.',
  mended: 'Fixed: {name}.',
  mendedBack: '{name} is as it was before.',
  account: 'the account “{name}”',
  rule: 'the rule “{name}”',
  backend: 'the backend “{name}”',
  template: 'the template “{name}”',
  sample: 'your message “{name}”',
}
