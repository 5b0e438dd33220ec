import type { Action } from '../kind/action.ts'

/** The rows of the preferences that decide about keys. */
export interface KeyPreferences {
  keys: Readonly<Record<string, readonly string[]>>
  singleKeys: boolean
}

/** Returns the keys of an action as they are set, whether or not they work here. */
export function assignedKeys(action: Action, keys: KeyPreferences['keys']): readonly string[] {
  return Object.hasOwn(keys, action.id) ? keys[action.id]! : action.keys
}

/** Two actions cannot share a key if both can be done on one screen. */
export function meet(a: Pick<Action, 'screen'>, b: Pick<Action, 'screen'>): boolean {
  return a.screen === undefined || b.screen === undefined || a.screen === b.screen
}

/** Returns the other action that already has this key where `action` would have it, or null. */
export function findConflict(
  actions: readonly Action[],
  action: Action,
  key: string,
  keys: KeyPreferences['keys'],
): Action | null {
  return (
    actions.find(
      (other) => other.id !== action.id && meet(other, action) && assignedKeys(other, keys).includes(key),
    ) ?? null
  )
}

/** The largest number of keys of one action, as the preferences take them. */
export const MOST_KEYS = 4

/** Returns the preference after an action's keys were changed; keys as at first leave no row. */
export function withKeys(
  keys: KeyPreferences['keys'],
  action: Action,
  now: readonly string[],
): Record<string, string[]> {
  const others = Object.entries(keys).filter(([id]) => id !== action.id)
  const isDefault = now.length === action.keys.length && now.every((key) => action.keys.includes(key))
  return Object.fromEntries(
    [...others, ...(isDefault ? [] : [[action.id, now] as const])].map(([id, list]) => [id, [...list]]),
  )
}
