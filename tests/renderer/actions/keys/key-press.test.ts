import { describe, expect, it } from 'vitest'
import {
  isFixedKey,
  isLetterOrDigit,
  isSingleKey,
  nameOfKey,
} from '../../../../src-renderer/actions/keys/key-press.ts'
import type { PressedKey } from '../../../../src-renderer/actions/keys/key-press.ts'
import { ariaOfKey, textOfKey } from '../../../../src-renderer/actions/keys/key-text.ts'

function press(key: string, held = '', code = ''): PressedKey {
  return {
    key,
    code,
    ctrlKey: held.includes('c'),
    metaKey: held.includes('m'),
    altKey: held.includes('a'),
    shiftKey: held.includes('s'),
  }
}

describe('nameOfKey', () => {
  it.each([
    ['a letter', press('j'), 'j'],
    ['a letter while capitals are locked', press('J'), 'j'],
    ['a letter with Shift', press('R', 's'), 'Shift+R'],
    ['a sign, which needs Shift on one keyboard', press('?', 's'), '?'],
    ['and not on another', press('?'), '?'],
    ['Ctrl and a letter', press('k', 'c'), 'Ctrl+K'],
    ['Ctrl, Shift and a letter', press('F', 'cs'), 'Ctrl+Shift+F'],
    ['Ctrl and a comma', press(',', 'c'), 'Ctrl+,'],
    ['Ctrl and a letter of another script, by its place', press('к', 'c', 'KeyK'), 'Ctrl+K'],
    ['a named key', press('Enter'), 'Enter'],
    ['a named key with others', press('ArrowDown', 'a'), 'Alt+ArrowDown'],
    ['a named key with Shift', press('F10', 's'), 'Shift+F10'],
    ['the space', press(' '), 'Space'],
    ['nothing for a modifier alone', press('Control', 'c'), null],
    ['nothing for a key of an input method', press('Process'), null],
    ['nothing with the Windows key', press('k', 'm'), null],
  ])('names %s', (_what, pressed, name) => {
    expect(nameOfKey(pressed, false)).toBe(name)
  })

  it.each([
    ['Command', press('k', 'm'), 'Ctrl+K'],
    ['Option, which writes other letters', press('∫', 'a', 'KeyB'), 'Alt+B'],
    ['nothing with Control, which edits text', press('k', 'c'), null],
  ])('takes on a Mac %s', (_what, pressed, name) => {
    expect(nameOfKey(pressed, true)).toBe(name)
  })
})

describe('kinds of keys', () => {
  it.each([
    ['j', true, true, false],
    ['7', true, true, false],
    ['Shift+R', true, true, false],
    ['?', true, false, false],
    ['/', true, false, false],
    ['Ctrl+K', false, false, false],
    ['Alt+B', false, false, false],
    ['F10', false, false, false],
    ['Enter', false, false, true],
    ['ArrowDown', false, false, true],
    ['Shift+Tab', false, false, true],
    ['Space', true, false, true],
    ['Ctrl+Enter', false, false, false],
  ])('%s', (key, single, letter, fixed) => {
    expect([isSingleKey(key), isLetterOrDigit(key), isFixedKey(key)]).toEqual([single, letter, fixed])
  })
})

describe('the text of a key', () => {
  it.each([
    ['j', 'J', 'J', 'j', 'j'],
    ['Shift+R', 'Shift+R', '⇧R', 'Shift+R', 'Shift+R'],
    ['Ctrl+Enter', 'Ctrl+Enter', '⌘↩', 'Control+Enter', 'Meta+Enter'],
    ['Alt+ArrowDown', 'Alt+↓', '⌥↓', 'Alt+ArrowDown', 'Alt+ArrowDown'],
    ['Escape', 'Esc', 'Esc', 'Escape', 'Escape'],
    ['Ctrl++', 'Ctrl++', '⌘+', 'Control+Plus', 'Meta+Plus'],
  ])('%s', (key, text, mac, aria, ariaMac) => {
    expect([textOfKey(key, false), textOfKey(key, true)]).toEqual([text, mac])
    expect([ariaOfKey(key, false), ariaOfKey(key, true)]).toEqual([aria, ariaMac])
  })
})
