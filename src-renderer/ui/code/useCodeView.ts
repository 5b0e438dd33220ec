import { openSearchPanel } from '@codemirror/search'
import { Compartment, EditorState } from '@codemirror/state'
import type { Extension, Text } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { onBeforeUnmount, onMounted, watch } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { languageExtension } from './code-extensions.ts'
import type { CodeLanguage } from './code-extensions.ts'
import { fieldHover } from './field-hover.ts'
import type { HoverNote } from './field-hover.ts'
import type { Hits } from './count-hits.ts'
import { findCount } from './find-count.ts'
import { hangingIndent } from './hanging-indent.ts'
import { markedRange, showMarked } from './marked-range.ts'
import type { MarkedRange } from './marked-range.ts'
import { pointing } from './pointing.ts'
import type { PointingManner } from './pointing.ts'
import { valueBadges } from './value-badges.ts'
import type { ValueBadge } from './value-badges.ts'

/** The options of every pane; offsets are positions in the editor. */
export interface CodeView {
  title(): string
  language(): CodeLanguage
  wrap(): boolean
  /** Hides the line numbers: the text has its own. */
  plain?: boolean
  marked?(): MarkedRange | null
  badges?(): readonly ValueBadge[]
  describe?(at: number): HoverNote | null
  point?(at: number | null, manner: PointingManner): void
  doc(): string | Text
  extensions: Extension
  /** Returns the extensions that depend on something; `also` says on what. */
  variable(): Extension
  also?(): unknown
}

/** Creates one CodeMirror view in `place`, for the component's lifetime. */
export function useCodeView(place: Readonly<Ref<HTMLElement | null>>, code: CodeView) {
  const { t, tm, locale } = useI18n()
  const variable = new Compartment()
  const language = new Compartment()
  let view: EditorView | undefined

  function sayHits({ count, at, more }: Hits): string {
    if (count === 0) return t('parts.noHits')
    if (more) return t('parts.manyHits', { count })
    return t(at === 0 ? 'parts.someHits' : 'parts.hits', { at, count }, count)
  }

  function variableExtensions(): Extension {
    return [
      code.wrap() ? [EditorView.lineWrapping, hangingIndent] : [],
      EditorView.contentAttributes.of({ 'aria-label': code.title(), tabindex: '0' }),
      EditorState.phrases.of(tm('find')),
      findCount(sayHits),
      valueBadges(code.badges?.() ?? []),
      code.variable(),
    ]
  }

  function createState(): EditorState {
    const { describe, point } = code
    return EditorState.create({
      doc: code.doc(),
      extensions: [
        code.plain ? [] : lineNumbers(),
        code.extensions,
        language.of(languageExtension(code.language())),
        markedRange,
        describe ? fieldHover(describe) : [],
        point ? pointing(point) : [],
        variable.of(variableExtensions()),
      ],
    })
  }

  onMounted(() => {
    if (place.value) view = new EditorView({ parent: place.value, state: createState() })
    mark()
  })
  onBeforeUnmount(() => view?.destroy())

  watch([code.wrap, code.title, () => code.badges?.(), () => code.also?.(), locale], () => {
    view?.dispatch({ effects: variable.reconfigure(variableExtensions()) })
  })
  watch(code.language, (now) => {
    view?.dispatch({ effects: language.reconfigure(languageExtension(now)) })
  })

  function mark(): void {
    const marked = code.marked?.() ?? null
    if (view) showMarked(view, marked)
  }
  watch(() => code.marked?.(), mark)

  return {
    /** Undefined before it is mounted. */
    view: () => view,
    /** Sets a new state: scroll position, search and undo of one text mean nothing in the next. */
    restart(): void {
      view?.setState(createState())
      mark()
    },
    find(): void {
      if (view) openSearchPanel(view)
    },
    /** Puts the cursor there and shows it. */
    goTo(start: number, end = start): void {
      if (!view) return
      const { length } = view.state.doc
      const selection = { anchor: Math.min(start, length), head: Math.min(end, length) }
      view.dispatch({
        selection,
        effects: EditorView.scrollIntoView(selection.anchor, { y: 'center', x: 'nearest' }),
      })
      view.focus()
    },
  }
}
