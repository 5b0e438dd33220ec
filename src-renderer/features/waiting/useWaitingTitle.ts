import { watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useWorkbench } from '../../composables/useWorkbench.ts'
import { useTimeLeft } from './useTimeLeft.ts'
import { useWaiting } from './useWaiting.ts'

/**
 * Says in the page's title, which tabs and taskbars show, that a message waits and for how long; or, until somebody
 * looks, that one timed out.
 */
export function useWaitingTitle(): void {
  const { state } = useWorkbench()
  const { calling, unnoticed } = useWaiting()
  const { t } = useI18n()
  const { wholeSeconds } = useTimeLeft(() => calling.value)
  watchEffect(() => {
    const isWanted = state.value?.preferences.waitingTitle ?? false
    const news = isWanted ? describeNews() : null
    document.title = news === null ? t('app.title') : `${news} · ${t('app.title')}`
  })

  function describeNews(): string | null {
    const count = calling.value.length
    if (count > 0) return t('waiting.title', { count, seconds: wholeSeconds.value })
    return unnoticed.value > 0 ? t('waiting.missedTitle', { count: unnoticed.value }) : null
  }
}
