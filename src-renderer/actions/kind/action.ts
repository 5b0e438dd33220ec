import type { Component } from 'vue'
import type { Bilingual } from '../../../src-core/contract/text.ts'
import type { Screen } from '../../composables/useNavigation.ts'
import type { Desk } from './desk.ts'

/**
 * Something that a person can do with a screen as a whole, or from anywhere. What belongs to one field, one row of a list or
 * one part of the page (its value; edit, move, switch, delete; fold, wrap, reveal, close; an answer to a question) is a
 * control and no action: it is reached with Tab, and means nothing away from there. Each action is one small file, and one row of `registry.ts`: buttons, menus, the
 * context menu, the palette, the sheet of keys and remapping read it from there.
 */
export interface Action {
  /** `screen.verb`, as in `live.answer`; `go.…` and `app.…` for those that work everywhere. Remapped keys are stored by it. */
  id: string
  /** As in a menu: a verb first. */
  name: Bilingual
  /** The pinyin initials of the Chinese name, lower case, by which the palette finds it: `fsgz` for 「发送关注」. */
  pinyin: string
  icon: Component
  /**
   * The keys that it has at first, as in `j`, `Ctrl+Enter` or `Shift+F10`: any of them does it. Ctrl is Command on a
   * Mac. Letters and digits without Ctrl or Alt do nothing while somebody writes, and can be switched off.
   */
  keys: readonly string[]
  /** A browser keeps these keys to itself (Ctrl+W, Ctrl+1): the keys work in the desktop window only. */
  desktopOnly?: true
  /** Its keys edit text as well, and are left to the field while somebody writes. */
  notWhileWriting?: true
  /** Holding its key does it again and again. */
  repeats?: true
  /** The screen on which it can be done; absent if it can be done everywhere. */
  screen?: Screen
  /** It is an entry of the context menu of these. */
  menu?: 'exchange'
  /** Returns false if there is nothing to do it with at present: its buttons are disabled then, and its keys do nothing. */
  applies(desk: Desk): boolean
  perform(desk: Desk): void | Promise<void>
}
