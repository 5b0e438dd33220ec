import { computed, watch, watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useWorkbench } from '../composables/useWorkbench.ts'
import { changeLanguage } from '../i18n/create-i18n.ts'
import { systemLanguage } from '../i18n/texts.ts'
import type { Language } from '../i18n/texts.ts'

/**
 * Applies language, theme and text size to the page whenever they change, in this window or in another. tokens.css makes
 * the colours of the attribute `data-theme`, without which the page follows the system, and all sizes of text of
 * `--text-size`.
 */
export function usePreferences(): void {
  const { state } = useWorkbench()
  const translations = useI18n({ useScope: 'global' })
  const language = computed<Language>(() => {
    const wanted = state.value?.preferences.language ?? 'system'
    return wanted === 'system' ? systemLanguage() : wanted
  })
  watch(
    language,
    async (wanted) => {
      try {
        await changeLanguage(translations, wanted)
        document.documentElement.lang = translations.locale.value === 'zh' ? 'zh-CN' : 'en'
      } catch {
        // The workbench is gone. The page stays as it is, and says so in its bar.
      }
    },
    { immediate: true },
  )
  watchEffect(() => {
    const theme = state.value?.preferences.theme ?? 'system'
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
  })
  const textSize = computed(() => state.value?.preferences.textSize)
  watch(
    textSize,
    (size) => {
      // Until the preferences are known, tokens.css has a size.
      if (size === undefined) return
      document.documentElement.style.setProperty('--text-size', String(size))
      // The editors have measured their lines; a change of the window's size makes them measure again.
      window.dispatchEvent(new Event('resize'))
    },
    { immediate: true },
  )
}
