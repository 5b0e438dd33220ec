import { goConvert } from './everywhere/go-convert.ts'
import { goLive } from './everywhere/go-live.ts'
import { goSign } from './everywhere/go-sign.ts'
import { undo } from './everywhere/undo.ts'
import type { Action } from './kind/action.ts'

/** Every action, in the order in which the palette and the sheet of keys list them. */
export const actions: readonly Action[] = [goLive, goConvert, goSign, undo]
