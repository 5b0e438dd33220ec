/** One sentence for a person, in the two languages of the workbench. */
export type Sentence = { zh: string; en: string }
