import { describe, expect, it } from 'vitest'
import { findConflict, withKeys } from '../../../../src-renderer/actions/keys/action-keys.ts'
import { findAction, workingKeys } from '../../../../src-renderer/actions/keys/find-action.ts'
import type { KeyPlace, KeySetting } from '../../../../src-renderer/actions/keys/find-action.ts'
import type { Action } from '../../../../src-renderer/actions/kind/action.ts'
import { emptyDesk } from '../desk.ts'

function action(id: string, keys: string[], more: Partial<Action> = {}): Action {
  return {
    id,
    name: { zh: id, en: id },
    pinyin: id,
    icon: {},
    keys,
    applies: () => true,
    perform: () => {},
    ...more,
  }
}

const next = action('live.next', ['j'], { screen: 'live' })
const open = action('live.open', ['Enter'], { screen: 'live' })
const ownWindow = action('live.own-window', ['Shift+Enter'], { screen: 'live' })
const back = action('live.back', ['Escape'], { screen: 'live' })
const answer = action('live.answer', ['Ctrl+Enter'], { screen: 'live' })
const never = action('live.never', ['Ctrl+Enter'], { screen: 'live', applies: () => false })
const templates = action('live.templates', ['Alt+ArrowDown'], { screen: 'live' })
const save = action('convert.save', ['Ctrl+S'], { screen: 'convert' })
const palette = action('app.palette', ['Ctrl+K'])
const keys = action('app.keys', ['?'])
const close = action('app.close', ['Ctrl+W'], { desktopOnly: true })
const undo = action('app.undo', ['Ctrl+Z'], { notWhileWriting: true })
const all = [next, open, ownWindow, back, never, answer, templates, save, palette, keys, close, undo]

const here: KeyPlace = {
  screen: 'live',
  writing: false,
  layer: false,
  control: false,
  choice: false,
  form: false,
}
const usual: KeySetting = { keys: {}, singleKeys: true, allKeys: true }
const find = (key: string, place: Partial<KeyPlace> = {}, setting: Partial<KeySetting> = {}) =>
  findAction(all, key, { ...here, ...place }, { ...usual, ...setting }, emptyDesk())?.id ?? null

describe('findAction', () => {
  it.each<[string, string, Partial<KeyPlace>, string | null]>([
    ['a key of the screen', 'j', {}, 'live.next'],
    ['a key of another screen', 'Ctrl+S', {}, null],
    ['the same key on its screen', 'Ctrl+S', { screen: 'convert' }, 'convert.save'],
    ['a key of everywhere', 'Ctrl+K', { screen: 'sign' }, 'app.palette'],
    ['a key that nobody has', 'q', {}, null],
    ['one that applies, after one that does not', 'Ctrl+Enter', {}, 'live.answer'],
    ['a letter while somebody writes', 'j', { writing: true }, null],
    ['a sign while somebody writes', '?', { writing: true }, null],
    ['Enter while somebody writes', 'Enter', { writing: true }, null],
    ['Shift+Enter', 'Shift+Enter', {}, 'live.own-window'],
    ['Shift+Enter while somebody writes, which starts a line', 'Shift+Enter', { writing: true }, null],
    ['Escape while somebody writes', 'Escape', { writing: true }, 'live.back'],
    ['Ctrl+Enter while somebody writes', 'Ctrl+Enter', { writing: true }, 'live.answer'],
    ['a letter behind a panel', 'j', { layer: true }, null],
    ['a sign in a panel', '?', { layer: true }, null],
    ['Escape in a panel, which closes it', 'Escape', { layer: true }, null],
    ['Ctrl+Enter in a panel, which saves there', 'Ctrl+Enter', { layer: true, writing: true }, null],
    ['a key of everywhere in a panel', 'Ctrl+K', { layer: true, writing: true }, 'app.palette'],
    ['a key that edits text, while somebody writes', 'Ctrl+Z', { writing: true }, null],
    ['and where nobody does', 'Ctrl+Z', {}, 'app.undo'],
    ['Enter on a button, which presses it', 'Enter', { control: true }, null],
    ['a letter on a button', 'j', { control: true }, 'live.next'],
    ['Ctrl+Enter on a button', 'Ctrl+Enter', { control: true }, 'live.answer'],
    ['Alt+↓ on a choice, which opens it', 'Alt+ArrowDown', { control: true, choice: true }, null],
    ['Alt+↓ elsewhere', 'Alt+ArrowDown', { control: true }, 'live.templates'],
  ])('%s', (_what, key, place, id) => {
    expect(find(key, place)).toBe(id)
  })

  it('knows the keys that a person has chosen, and no more those at first', () => {
    const setting = { keys: { 'live.next': ['n', 'Ctrl+J'], 'app.palette': [] } }
    expect(find('n', {}, setting)).toBe('live.next')
    expect(find('Ctrl+J', { writing: true }, setting)).toBe('live.next')
    expect(find('j', {}, setting)).toBeNull()
    expect(find('Ctrl+K', {}, setting)).toBeNull()
  })

  it('does without letters where single keys are switched off', () => {
    expect(find('j', {}, { singleKeys: false })).toBeNull()
    expect(find('?', {}, { singleKeys: false })).toBe('app.keys')
    expect(find('Enter', {}, { singleKeys: false })).toBe('live.open')
    expect(find('Ctrl+Enter', {}, { singleKeys: false })).toBe('live.answer')
  })

  it('shows no key that a browser keeps to itself, unless somebody has set another', () => {
    expect(workingKeys(close, { ...usual, allKeys: false })).toEqual([])
    expect(workingKeys(close, usual)).toEqual(['Ctrl+W'])
    expect(workingKeys(close, { ...usual, allKeys: false, keys: { 'app.close': ['Alt+W'] } })).toEqual([
      'Alt+W',
    ])
  })
})

describe('findConflict', () => {
  it.each<[string, Action, string, string | null]>([
    ['on its own screen', open, 'j', 'live.next'],
    ['with one of everywhere', next, 'Ctrl+K', 'app.palette'],
    ['of one of everywhere, with a screen', palette, 'Ctrl+S', 'convert.save'],
    ['not with another screen', next, 'Ctrl+S', null],
    ['not with itself', next, 'j', null],
    ['not where nobody has it', next, 'x', null],
  ])('%s', (_what, mine, key, id) => {
    expect(findConflict(all, mine, key, {})?.id ?? null).toBe(id)
  })

  it('sees the keys as they are set now', () => {
    expect(findConflict(all, open, 'j', { 'live.next': ['n'] })).toBeNull()
    expect(findConflict(all, open, 'n', { 'live.next': ['n'] })?.id).toBe('live.next')
  })
})

describe('withKeys', () => {
  it('keeps what differs from the keys at first, and nothing else', () => {
    const changed = withKeys({ 'app.keys': ['F1'] }, next, ['n', 'j'])
    expect(changed).toEqual({ 'app.keys': ['F1'], 'live.next': ['n', 'j'] })
    expect(withKeys(changed, next, ['j'])).toEqual({ 'app.keys': ['F1'] })
    expect(withKeys({}, next, [])).toEqual({ 'live.next': [] })
  })
})
