import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { xml } from '@codemirror/lang-xml'
import { HighlightStyle, bracketMatching, syntaxHighlighting } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import type { Extension } from '@codemirror/state'
import {
  Decoration,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  drawSelection,
  highlightSpecialChars,
  keymap,
} from '@codemirror/view'
import type { DecorationSet, ViewUpdate } from '@codemirror/view'
import { tags } from '@lezer/highlight'

export type CodeLanguage = 'xml' | 'json' | 'text'
import { typeOver } from './type-over.ts'

/** Classes rather than colours: styles/code.css gives them the theme's, without a new editor on a change. */
const highlighting = HighlightStyle.define([
  { tag: [tags.tagName, tags.propertyName, tags.attributeName], class: 'code-tag' },
  { tag: [tags.number, tags.bool, tags.null, tags.character], class: 'code-value' },
  {
    tag: [tags.angleBracket, tags.separator, tags.brace, tags.squareBracket, tags.comment, tags.documentMeta],
    class: 'code-mark',
  },
])

const cdataMarkers = new MatchDecorator({
  regexp: /<!\[CDATA\[|\]\]>/g,
  decoration: Decoration.mark({ class: 'code-cdata-marker' }),
})

const quietCdata = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = cdataMarkers.createDeco(view)
    }
    update(update: ViewUpdate): void {
      this.decorations = cdataMarkers.updateDeco(update, this.decorations)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

/** Real payloads hold control and zero-width characters; unseen, they cost people hours. */
const visibleSpecials = highlightSpecialChars({
  render(code) {
    const mark = document.createElement('span')
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    mark.className = 'code-special'
    mark.textContent = name
    mark.setAttribute('aria-label', name)
    return mark
  },
})

const common: Extension = [
  drawSelection(),
  visibleSpecials,
  syntaxHighlighting(highlighting),
  search({ top: true }),
  highlightSelectionMatches({ minSelectionLength: 3 }),
]

/**
 * For reading and searching, not for writing. It stays focusable like an editor, so that the keyboard can select; the
 * browser's own search would miss lines that are not drawn.
 */
export const readingExtensions: Extension = [
  EditorState.readOnly.of(true),
  common,
  keymap.of([...searchKeymap, ...defaultKeymap]),
]

/** The workbench uses these everywhere, and not only outside of editors. */
const workbenchKeys = new Set(['Mod-Enter', 'Alt-ArrowDown'])
const editingKeymap = defaultKeymap.filter(({ key }) => !workbenchKeys.has(key ?? ''))

/** Tab keeps its meaning: it goes on to the next control, as everywhere else. */
export const writingExtensions: Extension = [
  common,
  typeOver,
  history(),
  keymap.of([...searchKeymap, ...historyKeymap, ...editingKeymap]),
]

export function languageExtension(language: CodeLanguage): Extension {
  if (language === 'xml') return [xml(), quietCdata]
  return language === 'json' ? [json(), bracketMatching()] : []
}
