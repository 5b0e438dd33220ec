import { createI18n } from 'vue-i18n'
import { en } from './en.ts'
import { zh } from './zh.ts'
import type { Messages } from './zh.ts'

export type Language = 'zh' | 'en'

declare module 'vue-i18n' {
  // Makes the compiler check every key that a component asks for.
  export interface DefineLocaleMessage extends Messages {}
  export interface GeneratedTypeConfig {
    locale: Language
  }
}

/** Returns the system's language if the workbench speaks it, else English. */
export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export function createTranslations() {
  return createI18n<[Messages], Language, false>({
    legacy: false,
    locale: systemLanguage(),
    fallbackLocale: 'en',
    messages: { zh, en },
  })
}
