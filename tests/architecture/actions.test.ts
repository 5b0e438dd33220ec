import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { meet } from '../../src-renderer/actions/keys/action-keys.ts'
import { nameOfKey } from '../../src-renderer/actions/keys/key-press.ts'
import type { Action } from '../../src-renderer/actions/kind/action.ts'
import { actions } from '../../src-renderer/actions/registry.ts'
import { screens } from '../../src-renderer/composables/useNavigation.ts'
import { offeredActions } from '../../src-renderer/features/actions/palette/offered-actions.ts'
import { emptyDesk } from '../renderer/actions/desk.ts'

/** Checks that whatever a person can do has its row in the registry, and that there is no second way to a key. */

const root = resolve(import.meta.dirname, '../..')

/**
 * The keys that a control has by itself: they work only while it has the focus, and no list of keys names them. The
 * number is that of places in the file, so that another one needs another look.
 */
const OWN_KEYS: Record<string, [places: number, why: string]> = {
  'src-renderer/ui/SavedField.vue': [5, 'Enter saves, Escape takes back'],
  'src-renderer/screens/live/filter/FilterField.vue': [2, 'arrows move through what it proposes'],
  'src-renderer/screens/live/marks/ExchangeNote.vue': [2, 'Enter saves, Escape takes back'],
  'src-renderer/ui/code/code-extensions.ts': [2, 'the editor’s own'],
  'src-renderer/screens/live/list/ExchangeList.vue': [1, 'arrows move through the list'],
  'src-renderer/screens/live/compose/ReplyPicker.vue': [1, 'arrows move through the templates'],
  'src-renderer/screens/live/rules/RulesPanel.vue': [1, 'Escape leaves the editor, then the panel'],
  'src-renderer/ui/CoverPanel.vue': [1, 'Escape puts the panel away'],
  'src-renderer/ui/ChoiceBar.vue': [1, 'arrows move between choices that take effect at once'],
  'src-renderer/screens/live/strip/PolicyForm.vue': [
    1,
    'arrows move between choices that take effect at once',
  ],
  'src-renderer/ui/SplitHandle.vue': [1, 'arrows move the handle, Enter takes it back'],
  'src-renderer/screens/settings/SettingsScreen.vue': [
    2,
    'Enter goes to what was found, Escape empties the search',
  ],
  'src-renderer/screens/settings/controls/NumberField.vue': [2, 'Enter saves, Escape takes back'],
  'src-renderer/screens/settings/parts/ClearHistory.vue': [1, 'Escape takes the question back'],
  'src-renderer/features/catalogue/MessagePicker.vue': [2, 'arrows and Enter of a field that searches'],
  'src-renderer/screens/live/ahead/AheadPopover.vue': [1, 'Ctrl+Enter finishes the form'],
  'src-renderer/screens/live/replay/ReplayPanel.vue': [1, 'Ctrl+Enter finishes the form'],
  'src-renderer/features/actions/palette/PaletteList.vue': [1, 'arrows and Enter of a combobox'],
  'src-renderer/features/actions/KeyRow.vue': [1, 'records a key'],
  'src-renderer/features/undo/UndoBar.vue': [1, 'Escape hides the bar that has the focus'],
  'src-renderer/features/phone/PhoneAddressButton.vue': [1, 'Enter and Space press a link in a text'],
  'src-renderer/shell/useActionKeys.ts': [1, 'the listener of the registry'],
  // Entries of the operating system: quit and zoom. The third shows the page's own keys.
  'src-main/electron/menu.ts': [3, 'roles, and the keys that the page tells'],
}

/** Texts about the own keys of a control, and about those of the system. */
const OTHER_KEYS: Record<string, string> = {
  'src-renderer/i18n/zh.ts: Ctrl+E': 'Ctrl+Enter saves a long field',
  'src-renderer/i18n/en.ts: Ctrl+E': 'Ctrl+Enter saves a long field',
  'src-renderer/screens/live/ahead/AheadPopover.vue: Ctrl+E': 'Ctrl+Enter finishes the form',
  'src-renderer/ui/code/CodeFrame.vue: Ctrl+F': 'the editor’s own search',
  'src-renderer/i18n/detail.zh.ts: Shift+E': 'Shift+Enter starts a line of a note',
  'src-renderer/i18n/detail.en.ts: Shift+E': 'Shift+Enter starts a line of a note',
  'src-main/electron/menu.ts: Ctrl+Q': 'quits, as the system’s programs do',
  'src-main/terminal/serve-text.ts: Ctrl+C': 'the terminal’s',
}

/** The places where a key's hint may be drawn. */
const HINTS = ['src-renderer/features/actions/KeyHint.vue']

const sources = ['src-renderer', 'src-main'].flatMap((dir) =>
  readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|vue)$/.test(file))
    .map((file) => posix.join(dir, ...file.split(sep))),
)
const texts = sources.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

const HANDLER =
  /@key(?:down|up|press)\b|\bon[kK]ey(?:down|up|press|Stroke)\b\s*[(=:]|['"`]key(?:down|up|press)['"`](?!,\s*\{\s*key:)|\bkeymap\.of\(|\bglobalShortcut\b|\baccelerator:/g

function handlersIn(text: string): number {
  return [...text.matchAll(HANDLER)].length
}

/** Returns faults of texts that show a key without asking the registry for it. */
function hintsIn(text: string): string[] {
  return [
    ...text.matchAll(/<kbd\b/g),
    // Bound to a value it comes from the registry, since nothing else gives such values.
    ...text.matchAll(/(?<![:\w-])aria-keyshortcuts="[^"]*"/g),
    ...text.matchAll(/:aria-keyshortcuts="['`][^"]*"/g),
    ...text.matchAll(/(?:Ctrl|Alt|Shift|⌘)\+[A-Z0-9↓↑?/,]/g),
  ].map(([found]) => found)
}

/** Returns what is wrong with a registry. */
function faultsOf(all: readonly Action[]): string[] {
  const pairs = all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const))
  return [
    ...pairs.filter(([a, b]) => a.id === b.id).map(([a]) => `two actions are ${a.id}`),
    ...pairs
      .filter(([a, b]) => meet(a, b))
      .flatMap(([a, b]) =>
        a.keys.filter((key) => b.keys.includes(key)).map((key) => `${a.id} and ${b.id} share ${key}`),
      ),
    ...all.flatMap((action) => faultsOfAction(action).map((fault) => `${action.id} ${fault}`)),
  ]
}

function faultsOfAction({ id, name, pinyin, keys, screen, menu }: Action): string[] {
  const characters = name.zh.match(/\p{Script=Han}/gu) ?? []
  const place = screen ?? '(?:go|app)'
  const checks: [ok: boolean, fault: string][] = [
    [new RegExp(`^${place}\\.[a-z][a-z-]*$`).test(id), 'has an id that does not tell its screen'],
    [characters.length > 0, 'has no Chinese name'],
    [/^\p{Lu}[^\p{Script=Han}]*$/u.test(name.en), 'has no English name'],
    [/^[a-z0-9]+$/.test(pinyin) && pinyin.length >= characters.length, 'has no pinyin initials'],
    [keys.every(isWellFormed), 'has a key that no keyboard makes'],
    [menu === undefined || screen !== undefined, 'is in a menu of no screen'],
  ]
  return checks.flatMap(([ok, fault]) => (ok ? [] : [fault]))
}

/** A key that is not written as the listener names it would never be found. */
function isWellFormed(key: string): boolean {
  const [, held = '', last = ''] = /^((?:(?:Ctrl|Alt|Shift)\+)*)(.+)$/.exec(key) ?? []
  const has = (modifier: string) => held.includes(`${modifier}+`)
  const made = nameOfKey(
    {
      key: last === 'Space' ? ' ' : last,
      code: '',
      ctrlKey: has('Ctrl'),
      metaKey: false,
      altKey: has('Alt'),
      shiftKey: has('Shift'),
    },
    false,
  )
  return made === key
}

function createAction(more: Partial<Action>): Action {
  return {
    id: 'app.test',
    name: { zh: '测试', en: 'Test' },
    pinyin: 'cs',
    icon: {},
    keys: [],
    applies: () => true,
    perform: () => {},
    ...more,
  }
}

describe('keys', () => {
  it('are listened for in one place, besides the own keys of controls', () => {
    const found = texts
      .map(({ file, text }) => [file, handlersIn(text)] as const)
      .filter(([, count]) => count > 0)
    const allowed = Object.entries(OWN_KEYS).map(([file, [places]]) => [file, places] as const)
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(allowed))
  })

  it('are shown as the registry has them', () => {
    const shown = texts
      .filter(({ file }) => !HINTS.includes(file) && !file.startsWith('src-renderer/actions/'))
      .flatMap(({ file, text }) => hintsIn(withoutComments(text)).map((hint) => `${file}: ${hint}`))
      .filter((hint) => !Object.hasOwn(OTHER_KEYS, hint))
    expect(shown).toEqual([])
  })

  it.each([
    '<div @keydown.esc="close">',
    `useEventListener('keydown', onKey)`,
    `element.addEventListener("keyup", onKey)`,
    'element.onkeydown = onKey',
    `onKeyStroke('a', act)`,
    'h(Box, { onKeydown: act })',
    'keymap.of([mine])',
    `{ accelerator: 'CmdOrCtrl+B' }`,
  ])('would be found in %s', (text) => {
    expect(handlersIn(text)).toBe(1)
  })

  it.each([
    '<kbd>J</kbd>',
    '<button aria-keyshortcuts="Control+J">',
    `<button :aria-keyshortcuts="'Control+J'">`,
    'title="Save (Ctrl+S)"',
  ])('would be found shown in %s', (text) => {
    expect(hintsIn(text)).not.toEqual([])
  })
})

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\/|<!--[^]*?-->|^\s*\/\/.*$/gm, '')
}

describe('the registry', () => {
  it('has two names, initials and a key of its own for each', () => {
    expect(faultsOf(actions)).toEqual([])
  })

  it.each<[string, Action[]]>([
    ['an id that is there twice', [createAction({}), createAction({ keys: ['F2'] })]],
    [
      'a key that is there twice on one screen',
      [createAction({ keys: ['x'] }), createAction({ id: 'app.other', keys: ['x'] })],
    ],
    [
      'a key of a screen that works everywhere',
      [createAction({ keys: ['x'] }), createAction({ id: 'live.other', screen: 'live', keys: ['x'] })],
    ],
    ['an id of another screen', [createAction({ id: 'sign.test', screen: 'live' })]],
    ['no Chinese name', [createAction({ name: { zh: 'Test', en: 'Test' } })]],
    ['no English name', [createAction({ name: { zh: '测试', en: '' } })]],
    ['no initials', [createAction({ pinyin: '' })]],
    ['initials that are too few', [createAction({ pinyin: 'c' })]],
    ['a key that is written otherwise', [createAction({ keys: ['Ctrl+k'] })]],
    ['a key that is written otherwise', [createAction({ keys: ['Shift+Ctrl+K'] })]],
    ['a menu of no screen', [createAction({ menu: 'exchange' })]],
  ])('would be refused with %s', (_what, all) => {
    expect(faultsOf(all)).not.toEqual([])
  })

  it('lets two screens have one key', () => {
    const live = createAction({ id: 'live.test', screen: 'live', keys: ['x'] })
    expect(faultsOf([live, createAction({ id: 'sign.test', screen: 'sign', keys: ['x'] })])).toEqual([])
  })

  it('has every file of an action', () => {
    const files = sources.filter((file) => /^src-renderer\/actions\/(?!kind|keys)[^/]+\/.*\.ts$/.test(file))
    const registry = readFileSync(join(root, 'src-renderer/actions/registry.ts'), 'utf8')
    expect(
      files.filter((file) => !registry.includes(`'./${file.slice('src-renderer/actions/'.length)}'`)),
    ).toEqual([])
    expect(files).toHaveLength(actions.length)
  })
})

describe('every action', () => {
  it('is reached by key through the palette, wherever one is', () => {
    for (const screen of screens) {
      const offered = offeredActions(
        actions.map((one) => ({ ...one, applies: () => true })),
        emptyDesk(screen),
      )
      expect(offered.map(({ id }) => id).toSorted()).toEqual(actions.map(({ id }) => id).toSorted())
    }
  })

  it('is reached by mouse, since the palette has a button on every screen', () => {
    const rail = readFileSync(join(root, 'src-renderer/shell/SideRail.vue'), 'utf8')
    expect(rail).toContain("useAction('app.palette')")
    expect(rail).toContain('@click="palette.perform"')
    expect(actions.find(({ id }) => id === 'app.palette')?.keys).not.toEqual([])
  })

  it('that a component names is there', () => {
    const named = texts.flatMap(({ file, text }) =>
      [
        ...text.matchAll(/<Action(?:Button|Icon)\s[^>]*(?<!:)\baction="([^"]+)"/g),
        ...text.matchAll(/<StartStop\s[^>]*\bstart="([^"]+)"/g),
        ...text.matchAll(/<StartStop\s[^>]*\bstop="([^"]+)"/g),
        ...text.matchAll(/\buseAction\('([^']+)'\)/g),
      ].map(([, id]) => ({ file, id })),
    )
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter(({ id }) => !actions.some((one) => one.id === id))).toEqual([])
  })
})
