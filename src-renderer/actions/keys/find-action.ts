import type { Screen } from '../../composables/useNavigation.ts'
import type { Action } from '../kind/action.ts'
import type { Desk } from '../kind/desk.ts'
import { assignedKeys } from './action-keys.ts'
import type { KeyPreferences } from './action-keys.ts'
import { isLetterOrDigit, isSingleKey } from './key-press.ts'

/** The place in which a key was pressed. */
export interface KeyPlace {
  screen: Screen
  /** Somebody writes there, or did so a moment ago. */
  writing: boolean
  /** A panel, dialog or menu is open, or has the focus: it comes before the screen. */
  layer: boolean
  /** A button, link, choice or the like has the focus: it is pressed with Enter and Space. */
  control: boolean
  /** Somebody writes in a form of its own, which may be finished with Ctrl+Enter; the reply's form is none. */
  form: boolean
  /** A choice has the focus, which opens with Alt and an arrow. */
  choice: boolean
}

/** The preferences that decide which keys an action has. */
export interface KeySetting extends KeyPreferences {
  /** Every key reaches the page; a browser keeps some to itself. */
  allKeys: boolean
}

/** Returns the keys that work: those that are set, without those that are switched off or never arrive. */
export function workingKeys(action: Action, setting: KeySetting): readonly string[] {
  const keys = assignedKeys(action, setting.keys)
  if (keys === action.keys && action.desktopOnly && !setting.allKeys) return []
  return setting.singleKeys ? keys : keys.filter((key) => !isLetterOrDigit(key))
}

/** Returns the action that a key does at a place, or null if the key is not ours there. */
export function findAction(
  actions: readonly Action[],
  key: string,
  place: KeyPlace,
  setting: KeySetting,
  desk: Desk,
): Action | null {
  if (isTheirs(key, place)) return null
  return (
    actions.find(
      (action) =>
        (action.screen === undefined || (action.screen === place.screen && !place.layer)) &&
        !(action.notWhileWriting && place.writing) &&
        workingKeys(action, setting).includes(key) &&
        action.applies(desk),
    ) ?? null
  )
}

/** Returns true if the key means something to whatever has the focus. */
function isTheirs(key: string, { writing, layer, control, choice, form }: KeyPlace): boolean {
  if (isSingleKey(key)) return writing || layer || (control && key === 'Space')
  if (key === 'Escape') return layer
  if (key === 'Ctrl+Enter') return layer || form
  if (key === 'Enter') return writing || layer || control
  // In a long field it starts a new line.
  if (key === 'Shift+Enter') return writing
  return choice && /^(Alt\+)?Arrow/.test(key)
}
