import { computed, watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useWorkbench } from '../composables/useWorkbench.ts'
import { systemLanguage } from '../i18n/create-i18n.ts'
import type { Language } from '../i18n/create-i18n.ts'

/**
 * Applies language and theme to the page whenever they change, in this window or in another. The theme is an
 * attribute: tokens.css turns it into `color-scheme`, and without it the page follows the system.
 */
export function usePreferences(): void {
  const { state } = useWorkbench()
  const { locale } = useI18n()
  const language = computed<Language>(() => {
    const wanted = state.value?.preferences.language ?? 'system'
    return wanted === 'system' ? systemLanguage() : wanted
  })
  watchEffect(() => {
    locale.value = language.value
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
  })
  watchEffect(() => {
    const theme = state.value?.preferences.theme ?? 'system'
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  })
}
