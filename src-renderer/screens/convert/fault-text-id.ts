/** The id of the sentence that says what is wrong; the editor with the fault refers to it. */
export const faultTextId = 'convert-fault'
