import { useEventListener } from '@vueuse/core'
import { findAction } from '../actions/keys/find-action.ts'
import type { KeyPlace } from '../actions/keys/find-action.ts'
import { nameOfKey } from '../actions/keys/key-press.ts'
import { leavesField } from '../actions/keys/leaves-field.ts'
import { useDesk } from '../actions/kind/useDesk.ts'
import { actions } from '../actions/registry.ts'
import { useNavigation } from '../composables/useNavigation.ts'
import { isMac } from '../features/actions/is-mac.ts'
import { useActions } from '../features/actions/useActions.ts'
import { isWriting } from '../ui/is-writing.ts'
import { hasCoveringLayer, hasOpenLayer } from './open-layer.ts'

/**
 * A field may disappear under one's hands, as when time runs out; the next letters are still meant for it, until one
 * pauses for so long.
 */
const STILL_TYPING_MS = 1000

/** The one listener for the keys of actions. Whatever has the focus comes first: it prevents what it uses. */
export function useActionKeys(): void {
  const desk = useDesk()
  const { screen } = useNavigation()
  const { setting } = useActions()
  const onMac = isMac()
  let wroteAt = -Infinity

  function placeOf(target: Element | null, at: number, key: string): KeyPlace {
    const isOver = key === 'Escape' ? hasOpenLayer() : hasCoveringLayer()
    return {
      screen: screen.value,
      writing: isWriting(target) || at - wroteAt < STILL_TYPING_MS,
      layer: isOver || Boolean(target?.closest('[role=dialog], [role=alertdialog], [role=menu]')),
      control: Boolean(target?.closest('button, a[href], summary, select, input, [role=button], [role=tab]')),
      form: isWriting(target) && !target?.closest('[data-composer]'),
      choice: target?.matches('select, [role=combobox]') ?? false,
    }
  }

  useEventListener(window, 'keydown', (event) => {
    const target = event.target instanceof Element ? event.target : null
    const key = nameOfKey(event, onMac)
    if (isWriting(target) || event.timeStamp - wroteAt < STILL_TYPING_MS)
      wroteAt = leavesField(event, key, target instanceof HTMLInputElement) ? -Infinity : event.timeStamp
    if (event.defaultPrevented || event.isComposing) return
    if (key === null) return
    const place = placeOf(target, event.timeStamp, key)
    const action = findAction(actions, key, place, setting.value, desk)
    if (!action) return
    event.preventDefault()
    if (!event.repeat || action.repeats) void action.perform(desk)
  })
  // Who takes the mouse has left the field as well.
  useEventListener(window, 'pointerdown', () => (wroteAt = -Infinity), { capture: true })
}
