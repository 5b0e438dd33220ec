import type { Messages } from './zh.ts'

export type Language = 'zh' | 'en'

/** Nobody waits for the texts of the language that is not on the screen. */
const load: Record<Language, () => Promise<Messages>> = {
  zh: async () => (await import('./zh.ts')).zh,
  en: async () => (await import('./en.ts')).en,
}

export function loadTexts(language: Language): Promise<Messages> {
  return load[language]()
}

/** Returns the system's language if the workbench speaks it, else English. */
export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
