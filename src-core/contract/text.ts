/** A sentence for people, in both languages of the workbench. The screen picks; nothing is translated on the way. */
export interface Bilingual {
  zh: string
  en: string
}

/** A text for a file of this name. */
export interface TextFile {
  file: string
  text: string
}
