import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { HeldRequest } from '../../../src-core/contract/reply.ts'
import { createProvided } from '../../composables/create-provided.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'
import { useWaiting } from './useWaiting.ts'

/** Shows a notification of the desktop's for each message that waits and at which nobody looks. */
export const [provideNotifications, useNotifications] = createProvided('notifications', () => {
  const { state, shell } = useWorkbench()
  const { calls, onCame, onLeft, open } = useWaiting()
  const { t } = useI18n()
  const permission = shallowRef<NotificationPermission>(
    'Notification' in globalThis ? Notification.permission : 'denied',
  )
  const isWanted = computed(() => state.value?.preferences.waitingNotification ?? false)
  const shown = new Map<string, Notification>()

  function show({ id, excerpt, deadlineAt }: HeldRequest): void {
    const seconds = Math.max(0, Math.floor((deadlineAt - Date.now()) / 1000))
    // The sound is a preference of its own.
    const options = { body: excerpt || t('waiting.noText'), tag: id, silent: true }
    const notification = new Notification(t('waiting.notification', { seconds }), options)
    shown.set(id, notification)
    notification.addEventListener('click', () => {
      notification.close()
      shell.bringForward?.()
      open(id)
    })
  }

  onCame((messages) => {
    if (!isWanted.value || permission.value !== 'granted') return
    for (const one of messages) if (calls(one.id)) show(one)
  })
  onLeft(({ id }) => {
    shown.get(id)?.close()
    shown.delete(id)
  })

  return {
    permission,
    /** True if notifications are wanted and the browser has not been asked yet. */
    mayAsk: computed(() => isWanted.value && permission.value === 'default'),
    /** Asks the browser for its permission. Call it only when somebody turns notifications on. */
    async ask(): Promise<void> {
      permission.value = await Notification.requestPermission()
    },
  }
})
