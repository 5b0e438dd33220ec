import { computed, onScopeDispose, shallowReactive } from 'vue'
import type { WritableComputedRef } from 'vue'
import { createProvided } from '../../composables/create-provided.ts'
import type { Navigation } from '../../composables/useNavigation.ts'
import type { Undo } from '../../composables/useUndo.ts'
import type { Desk, Panel } from './desk.ts'

export const [provideDesk, useDesk] = createProvided(
  'desk',
  (navigation: Navigation, undo: Undo, shell: Pick<Desk, 'copy' | 'close'>): Desk =>
    shallowReactive({
      navigation,
      undo,
      panel: null,
      ...shell,
      live: null,
      answering: null,
      reply: null,
      convert: null,
      waiting: null,
    }),
)

/** Puts a part on the desk for as long as the component lives. */
export function useDeskPart<Name extends 'live' | 'answering' | 'reply' | 'convert'>(
  name: Name,
  part: NonNullable<Desk[Name]>,
): void {
  const desk: Pick<Desk, Name> = useDesk()
  desk[name] = part
  onScopeDispose(() => {
    // The next component may already have put its own there.
    if (desk[name] === part) desk[name] = null as Desk[Name]
  })
}

/** Returns whether this panel is open; setting it opens or closes the panel. */
export function usePanel(panel: Panel): WritableComputedRef<boolean> {
  const desk = useDesk()
  return computed({
    get: () => desk.panel === panel,
    set(open) {
      if (open) desk.panel = panel
      else if (desk.panel === panel) desk.panel = null
    },
  })
}
