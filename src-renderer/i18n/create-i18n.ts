import { createI18n } from 'vue-i18n'
import type { useI18n } from 'vue-i18n'
import { compileMessage } from './compile-message.ts'
import { loadTexts } from './texts.ts'
import type { Language } from './texts.ts'
import type { Messages } from './zh.ts'

declare module 'vue-i18n' {
  // Makes the compiler check every key that a component asks for.
  export interface DefineLocaleMessage extends Messages {}
  export interface GeneratedTypeConfig {
    locale: Language
  }
}

export function createTranslations(language: Language, texts: Messages) {
  const messages = { [language]: texts } as Record<Language, Messages>
  return createI18n<[Messages], Language, false>({
    legacy: false,
    locale: language,
    messages,
    messageCompiler: compileMessage,
  })
}

/** Changes the language of the screen. Rejects, and changes nothing, if the texts cannot be loaded. */
export async function changeLanguage(translations: Changeable, language: Language): Promise<void> {
  const { availableLocales, setLocaleMessage, locale } = translations
  if (!availableLocales.includes(language)) setLocaleMessage(language, await loadTexts(language))
  locale.value = language
}

type Changeable = Pick<ReturnType<typeof useI18n>, 'availableLocales' | 'setLocaleMessage' | 'locale'>
