import { createI18n } from 'vue-i18n'
import type { useI18n } from 'vue-i18n'
import type { Messages } from './zh.ts'

export type Language = 'zh' | 'en'

declare module 'vue-i18n' {
  // Makes the compiler check every key that a component asks for.
  export interface DefineLocaleMessage extends Messages {}
  export interface GeneratedTypeConfig {
    locale: Language
  }
}

/** Nobody waits for the texts of the language that is not on the screen. */
const load: Record<Language, () => Promise<Messages>> = {
  zh: async () => (await import('./zh.ts')).zh,
  en: async () => (await import('./en.ts')).en,
}

/** Returns the system's language if the workbench speaks it, else English. */
export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export async function createTranslations(language: Language) {
  const messages = { [language]: await load[language]() } as Record<Language, Messages>
  return createI18n<[Messages], Language, false>({ legacy: false, locale: language, messages })
}

/** Changes the language of the screen. Rejects, and changes nothing, if the texts cannot be loaded. */
export async function changeLanguage(translations: Changeable, language: Language): Promise<void> {
  const { availableLocales, setLocaleMessage, locale } = translations
  if (!availableLocales.includes(language)) setLocaleMessage(language, await load[language]())
  locale.value = language
}

type Changeable = Pick<ReturnType<typeof useI18n>, 'availableLocales' | 'setLocaleMessage' | 'locale'>
