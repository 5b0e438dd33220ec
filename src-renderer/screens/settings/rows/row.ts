import type { PREFERENCE_RANGES } from '../../../../src-core/contract/preference-ranges.ts'
import type { Preferences } from '../../../../src-core/contract/preferences.ts'
import type { settings } from '../../../i18n/settings.zh.ts'

export type Section = keyof (typeof settings)['sections']
export type RowId = keyof (typeof settings)['rows']

type NameOf<Value> = {
  [Name in keyof Preferences]: Preferences[Name] extends Value ? Name : never
}[keyof Preferences]

/** Its name, description and options are in `i18n/settings.*.ts`, under its id. */
export interface SettingRow {
  id: RowId
  section: Section
  /** The pinyin initials of the Chinese name, in lower case. */
  pinyin: string
  control: Control
}

export type Control = ChoiceControl | SwitchControl | NumberControl | PartControl

/** One of a few values. */
export interface ChoiceControl {
  kind: 'choice'
  preference: 'language' | 'theme' | 'density' | 'textSize'
  values: readonly (string | number)[]
}

export interface SwitchControl {
  kind: 'switch'
  preference: NameOf<boolean>
}

export interface NumberControl {
  kind: 'number'
  preference: Exclude<NameOf<number>, 'textSize'>
  range: keyof typeof PREFERENCE_RANGES
  /** The name of the unit, and how much of the preference one of it is; a port has none. */
  unit?: { name: keyof (typeof settings)['units']; of: number }
  /** A port takes effect at the next start: whose port is the one in use now. */
  inUse?: 'responder' | 'page'
}

/** A component of its own (`SettingRow.vue`), below the name. */
export interface PartControl {
  kind: 'part'
  part: PartId
}

export type PartId =
  | 'mutedCodes'
  | 'dataFolder'
  | 'historySize'
  | 'historyClear'
  | 'accountBounds'
  | 'keys'
  | 'versions'
  | 'newVersions'
  | 'pages'
  | 'licences'

/** A row whose control changes one preference. */
export type PreferenceControl = Exclude<Control, PartControl>
