import { useEventListener } from '@vueuse/core'
import { computed, onScopeDispose, shallowRef, triggerRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { WindowMenu } from '../../src-core/contract/shell.ts'
import { useDesk } from '../actions/kind/useDesk.ts'
import { actions } from '../actions/registry.ts'
import { screens } from '../composables/useNavigation.ts'
import { useWorkbench } from '../composables/useWorkbench.ts'
import { offeredActions } from '../features/actions/palette/offered-actions.ts'
import { useActions } from '../features/actions/useActions.ts'
import { usePerform } from '../features/actions/usePerform.ts'

/** Shows every action in the window's own menu, if it has one, with its present name and key, grey where it does nothing. */
export function useWindowMenu(): void {
  const { menu } = useWorkbench().shell
  if (!menu) return
  const { t } = useI18n()
  const desk = useDesk()
  const { nameOf, keysOf } = useActions()
  const perform = usePerform()

  // Some actions ask where the focus is, which no state follows.
  const focus = shallowRef({})
  useEventListener(window, ['focusin', 'focusout'], () => triggerRef(focus))

  const wanted = computed((): WindowMenu => {
    void focus.value
    const offered = new Set(offeredActions(actions, desk))
    return [undefined, ...screens]
      .map((screen) => ({
        label: screen === undefined ? t('actions.everywhere') : t(`rail.${screen}`),
        items: actions
          .filter((action) => action.screen === screen)
          .map((action) => ({
            id: action.id,
            label: nameOf(action),
            key: keysOf(action)[0] ?? null,
            enabled: offered.has(action),
          })),
      }))
      .filter(({ items }) => items.length > 0)
  })
  // As a text, since the desk changes far more often than what stands in the menu.
  watch(
    () => JSON.stringify(wanted.value),
    () => menu.show(wanted.value),
    { immediate: true, flush: 'post' },
  )
  onScopeDispose(
    menu.onChosen((id) => {
      const action = actions.find((one) => one.id === id)
      if (action) void perform(action)
    }),
  )
}
