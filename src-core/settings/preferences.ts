import type { Preferences } from '../contract/preferences.ts'
import type { SettingsEditor } from './settings.ts'

/** Leaves preferences that are not given unchanged. */
export function changePreferences(
  { preferences, setPreferences }: SettingsEditor,
  change: { [Name in keyof Preferences]?: Preferences[Name] | undefined },
): void {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  setPreferences({ ...preferences, ...Object.fromEntries(given) })
}
