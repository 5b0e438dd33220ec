import type { Extension } from '@codemirror/state'
import { EditorView, ViewPlugin } from '@codemirror/view'

/** `hover`: the mouse is over it; `cursor`: the cursor was moved there, by key or by click. */
export type PointingManner = 'hover' | 'cursor'

/** Reports the place in the text at which somebody points; null once the mouse has left. */
export function pointing(tell: (at: number | null, manner: PointingManner) => void): Extension {
  const mouse = ViewPlugin.fromClass(
    class {
      private frame = 0
      private readonly view: EditorView

      constructor(view: EditorView) {
        this.view = view
      }

      moved({ clientX: x, clientY: y, buttons }: MouseEvent): void {
        // While somebody drags a selection, they do not look at the text under the mouse.
        if (buttons !== 0) return
        cancelAnimationFrame(this.frame)
        this.frame = requestAnimationFrame(() => tell(this.view.posAtCoords({ x, y }), 'hover'))
      }

      left(): void {
        cancelAnimationFrame(this.frame)
        tell(null, 'hover')
      }

      destroy(): void {
        cancelAnimationFrame(this.frame)
      }
    },
    {
      eventHandlers: {
        mousemove(event) {
          this.moved(event)
        },
        mouseleave() {
          this.left()
        },
      },
    },
  )
  const cursor = EditorView.updateListener.of((update) => {
    if (update.selectionSet && !update.docChanged) tell(update.state.selection.main.head, 'cursor')
  })
  return [mouse, cursor]
}
