/** The same statement for Chinese and for English readers; each written in its own right, not word for word. */
export interface LocalizedText {
  zh: string
  en: string
}
