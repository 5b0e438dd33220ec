import type { Action } from '../../../actions/kind/action.ts'
import type { Desk } from '../../../actions/kind/desk.ts'

/**
 * Returns the actions that the palette offers: those of the present screen first, then those that work everywhere, then
 * those of other screens. What another screen can do is known once one is there, so all of that is offered.
 */
export function offeredActions(actions: readonly Action[], desk: Desk): Action[] {
  const here = desk.navigation.screen.value
  const rank = ({ screen }: Action): number => (screen === here ? 0 : screen === undefined ? 1 : 2)
  return actions
    .filter((action) => rank(action) === 2 || action.applies(desk))
    .toSorted((a, b) => rank(a) - rank(b))
}
