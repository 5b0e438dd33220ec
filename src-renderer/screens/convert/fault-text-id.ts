/** The sentence that says what is wrong; the editor that it is about points to it. */
export const faultTextId = 'convert-fault'
