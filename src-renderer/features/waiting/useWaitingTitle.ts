import { watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useWorkbench } from '../../composables/useWorkbench.ts'
import { useTimeLeft } from './useTimeLeft.ts'
import { useWaiting } from './useWaiting.ts'

/** Says in the page's title, which tabs and taskbars show, that a message waits and for how long. */
export function useWaitingTitle(): void {
  const { state } = useWorkbench()
  const { calling } = useWaiting()
  const { t } = useI18n()
  const { wholeSeconds } = useTimeLeft(() => calling.value)
  watchEffect(() => {
    const isWanted = state.value?.preferences.waitingTitle ?? false
    const count = calling.value.length
    const waiting =
      isWanted && count > 0 ? `${t('waiting.title', { count, seconds: wholeSeconds.value })} · ` : ''
    document.title = waiting + t('app.title')
  })
}
