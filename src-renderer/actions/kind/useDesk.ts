import { computed, onScopeDispose, shallowReactive, watch } from 'vue'
import type { WritableComputedRef } from 'vue'
import { createProvided } from '../../composables/create-provided.ts'
import type { Desk, Panel } from './desk.ts'

export const [provideDesk, useDesk] = createProvided(
  'desk',
  (given: Pick<Desk, 'navigation' | 'undo' | 'guide' | 'copy' | 'close'>): Desk => {
    const desk: Desk = shallowReactive({
      ...given,
      panel: null,
      live: null,
      answering: null,
      reply: null,
      replyViews: null,
      convert: null,
      sign: null,
      seal: null,
      made: null,
      send: null,
      sending: null,
      rules: null,
      accounts: null,
      waiting: null,
      reach: null,
      rows: null,
      several: null,
      filter: null,
      issues: null,
      detail: null,
      replay: null,
      comparison: null,
      marks: null,
      share: null,
      checkUp: null,
      burst: null,
      rehearsal: null,
    })
    // A panel belongs to the screen on which it was opened. At once: an action may go there and open one.
    watch(given.navigation.screen, () => (desk.panel = null), { flush: 'sync' })
    return desk
  },
)

/** Puts a part on the desk for as long as the component lives. */
export function useDeskPart<
  Name extends Exclude<keyof Desk, 'navigation' | 'undo' | 'guide' | 'panel' | 'copy' | 'close' | 'waiting'>,
>(name: Name, part: NonNullable<Desk[Name]>): void {
  const desk: Pick<Desk, Name> = useDesk()
  desk[name] = part
  onScopeDispose(() => {
    // The next component may already have put its own there.
    if (desk[name] === part) desk[name] = null as Desk[Name]
  })
}

/** Returns whether this panel is open; setting it opens or closes the panel. It closes with its component. */
export function usePanel(panel: Panel): WritableComputedRef<boolean> {
  const desk = useDesk()
  const isOpen = computed({
    get: () => desk.panel === panel,
    set(open) {
      if (open) desk.panel = panel
      else if (desk.panel === panel) desk.panel = null
    },
  })
  onScopeDispose(() => (isOpen.value = false))
  return isOpen
}
