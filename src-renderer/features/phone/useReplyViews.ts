import { useLocalStorage } from '@vueuse/core'
import { computed } from 'vue'
import type { WritableComputedRef } from 'vue'
import { useDeskPart } from '../../actions/kind/useDesk.ts'
import { nextView, shownView } from './reply-views.ts'
import type { ReplyView } from './reply-views.ts'

interface ReplyViews {
  place: 'detail' | 'compose'
  /** The one that is shown until somebody chooses. */
  first: ReplyView
  /**
   * Those of which one is shown at a time: where there is room, the sketch of the phone is not among them, since it
   * stands beside the others.
   */
  views: Readonly<{ value: readonly ReplyView[] }>
  /** They stand in a panel, where letters are no keys. */
  inPanel?: boolean
}

/**
 * Returns the view of a reply that is shown, and lets the key switch it. The choice stays from one reply to the next
 * and over a restart, for each place by itself.
 */
export function useReplyViews({
  place,
  first,
  views,
  inPanel = false,
}: ReplyViews): WritableComputedRef<ReplyView> {
  const chosen = useLocalStorage<ReplyView>(`mpscope.reply.${place}`, first)
  const shown = computed({
    get: () => shownView(views.value, chosen.value),
    set: (view) => (chosen.value = view),
  })
  if (inPanel) return shown
  useDeskPart('replyViews', {
    get several() {
      return views.value.length > 1
    },
    turn: () => (shown.value = nextView(views.value, shown.value)),
  })
  return shown
}
