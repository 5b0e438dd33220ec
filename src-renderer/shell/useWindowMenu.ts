import { computed, onScopeDispose, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { WindowMenu } from '../../src-core/contract/shell.ts'
import { actions } from '../actions/registry.ts'
import { screens } from '../composables/useNavigation.ts'
import { useWorkbench } from '../composables/useWorkbench.ts'
import { useActions } from '../features/actions/useActions.ts'
import { usePerform } from '../features/actions/usePerform.ts'

/** Shows every action in the window's own menu, if it has one, with its present name and key. */
export function useWindowMenu(): void {
  const { menu } = useWorkbench().shell
  if (!menu) return
  const { t } = useI18n()
  const { nameOf, keysOf } = useActions()
  const perform = usePerform()

  const wanted = computed((): WindowMenu =>
    [undefined, ...screens]
      .map((screen) => ({
        label: screen === undefined ? t('actions.everywhere') : t(`rail.${screen}`),
        items: actions
          .filter((action) => action.screen === screen)
          .map((action) => ({ id: action.id, label: nameOf(action), key: keysOf(action)[0] ?? null })),
      }))
      .filter(({ items }) => items.length > 0),
  )
  watch(wanted, (now) => menu.show(now), { immediate: true })
  onScopeDispose(
    menu.onChosen((id) => {
      const action = actions.find((one) => one.id === id)
      if (action) void perform(action)
    }),
  )
}
