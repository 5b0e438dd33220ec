import { until } from '@vueuse/core'
import type { Action } from '../../actions/kind/action.ts'
import { useDesk } from '../../actions/kind/useDesk.ts'

/** A screen may have to be loaded first. */
const PATIENCE_MS = 3000

/** Performs an action wherever one is: goes to its screen first. An action that does not apply there does nothing. */
export function usePerform() {
  const desk = useDesk()
  return async (action: Action): Promise<void> => {
    if (action.screen !== undefined && action.screen !== desk.navigation.screen.value) {
      desk.navigation.go(action.screen)
      await until(() => action.applies(desk)).toBe(true, { timeout: PATIENCE_MS })
    }
    if (action.applies(desk)) await action.perform(desk)
  }
}
