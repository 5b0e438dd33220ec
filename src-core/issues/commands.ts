import type { Handlers } from '../contract/command.ts'
import { UNDERSTOOD_MAX } from '../contract/issue-bounds.ts'
import type { issuesCommands } from '../contract/issues.ts'
import type { Preferences } from '../contract/preferences.ts'
import type { Ports } from '../ports.ts'
import { changePreferences } from '../settings/preferences.ts'
import type { Settings } from '../settings/settings.ts'
import { listIssues } from './list-issues.ts'

export function createIssuesHandlers(
  { history, clock }: Pick<Ports, 'history' | 'clock'>,
  settings: Settings,
): Handlers<typeof issuesCommands> {
  return {
    'issues.list': (asked) => {
      const { accounts, preferences } = settings
      return listIssues(history, asked, { now: clock.now(), accounts }, preferences.understood)
    },
    'issues.understand': async ({ code, understood }) => {
      await settings.change((editor) => {
        const at = understood ? clock.now() : null
        changePreferences(editor, { understood: mark(editor.preferences.understood, code, at) })
      })
      return null
    },
  }
}

/** Marks an issue at this time, or not at all. */
function mark(
  understood: Preferences['understood'],
  code: string,
  at: number | null,
): Preferences['understood'] {
  const others = Object.entries(understood).filter(([one]) => one !== code)
  const all = at === null ? others : [...others, [code, at] as const]
  const newest = all.toSorted(([, a], [, b]) => b - a).slice(0, UNDERSTOOD_MAX)
  return Object.fromEntries(newest)
}
