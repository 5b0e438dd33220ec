import { getSearchQuery, searchPanelOpen } from '@codemirror/search'
import type { Extension } from '@codemirror/state'
import { EditorView, ViewPlugin } from '@codemirror/view'
import type { ViewUpdate } from '@codemirror/view'
import { countHits } from './count-hits.ts'
import type { Hits } from './count-hits.ts'

/** Says in the panel of the search how many hits there are. `say` puts that into words. */
export function findCount(say: (hits: Hits) => string): Extension {
  return ViewPlugin.fromClass(
    class {
      private readonly note = document.createElement('span')

      constructor(view: EditorView) {
        this.note.className = 'code-find-count'
        this.note.setAttribute('role', 'status')
        this.show(view)
      }

      update(update: ViewUpdate): void {
        const { startState, state } = update
        const isOpen = searchPanelOpen(state)
        const changed =
          update.docChanged ||
          update.selectionSet ||
          isOpen !== searchPanelOpen(startState) ||
          !getSearchQuery(state).eq(getSearchQuery(startState))
        if (isOpen && changed) this.show(update.view)
      }

      destroy(): void {
        this.note.remove()
      }

      private show(view: EditorView): void {
        // The panel is there once the editor has drawn this update.
        view.requestMeasure({
          key: this,
          read: () => {},
          write: () => {
            const panel = view.dom.querySelector('.cm-search')
            const hits = countHits(view.state, getSearchQuery(view.state))
            this.note.textContent = hits ? say(hits) : ''
            if (panel && !panel.contains(this.note)) panel.querySelector('input')?.after(this.note)
          },
        })
      }
    },
  )
}
