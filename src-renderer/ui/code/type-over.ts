import { EditorView } from '@codemirror/view'

/**
 * Text that replaces a selection, or that has several lines, changes the document at once. Left to the browser, each
 * selected element would be taken out of the page, and each line put in, by itself, with a layout after each: a line of
 * a thousand elements, or a text of 4000 lines, took minutes. What an input method composes still goes through the page.
 */
export const typeOver = EditorView.domEventHandlers({
  beforeinput({ inputType, data, isComposing }, view) {
    const isTyped = inputType === 'insertText' && data !== null && !isComposing && !view.composing
    if (!isTyped || view.state.readOnly) return false
    if (view.state.selection.main.empty && !data.includes('\n')) return false
    view.dispatch(view.state.replaceSelection(data), { scrollIntoView: true, userEvent: 'input.type' })
    return true
  },
})
