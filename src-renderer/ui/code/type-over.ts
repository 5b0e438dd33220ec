import { EditorView } from '@codemirror/view'

/**
 * Letters that replace a selection change the document at once. Left to the browser, they would take each selected
 * element out of the page by itself, with a layout after each: over a line of a thousand elements that took minutes.
 * What an input method composes still goes through the page.
 */
export const typeOver = EditorView.domEventHandlers({
  beforeinput({ inputType, data, isComposing }, view) {
    const isTyped = inputType === 'insertText' && data !== null && !isComposing && !view.composing
    if (!isTyped || view.state.readOnly || view.state.selection.main.empty) return false
    view.dispatch(view.state.replaceSelection(data), { scrollIntoView: true, userEvent: 'input.type' })
    return true
  },
})
