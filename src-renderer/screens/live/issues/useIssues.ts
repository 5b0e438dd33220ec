import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Asked } from '../../../../src-core/contract/filter.ts'
import type { Issues } from '../../../../src-core/contract/issues.ts'
import { useDesk } from '../../../actions/kind/useDesk.ts'
import { useFailureText } from '../../../composables/useFailureText.ts'
import { useQuery } from '../../../composables/useQuery.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { LISTING_CHANGES } from '../listing/listing-changes.ts'
import { withoutIssues } from './issue-filter.ts'

/** Milliseconds from a change to the next question; a question that takes long is asked no more than a sixth of the time. */
const REFRESH_MS = 300
const REST = 5

/** The issues of what the list shows, in step with what comes and goes. */
export function useIssues() {
  const { call, listen } = useWorkbench()
  const desk = useDesk()
  const failureText = useFailureText()
  let restMs = REFRESH_MS

  const asked = computed((): Asked | null => {
    const shown = desk.filter?.asked
    return shown ? { ...shown, filter: withoutIssues(shown.filter) } : null
  })
  async function ask(input: Asked): Promise<Issues> {
    const begun = performance.now()
    try {
      return await call('issues.list', input)
    } finally {
      restMs = Math.max(REFRESH_MS, REST * (performance.now() - begun))
    }
  }
  const { answer, failure, refresh } = useQuery(asked, ask, { one: true })

  /** While a filter is wrong, the list stays, and so do the issues of what it shows. */
  const issues = shallowRef<Issues | null>(null)
  watch(answer, (now) => now?.faults.length === 0 && (issues.value = now))

  let timer: ReturnType<typeof setTimeout> | undefined
  let isStale = false
  function refreshLater(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      // On another screen nobody sees them.
      if (desk.navigation.screen.value === 'live') refresh()
      else isStale = true
    }, restMs)
  }
  watch(desk.navigation.screen, () => {
    if (isStale) refreshLater()
    isStale = false
  })
  onScopeDispose(
    // What is understood is a preference.
    listen(({ type }) => (LISTING_CHANGES.has(type) || type === 'preferences.changed') && refreshLater()),
  )
  onScopeDispose(() => clearTimeout(timer))

  const markFailure = shallowRef('')
  async function understand(code: string, understood: boolean): Promise<void> {
    try {
      await call('issues.understand', { code, understood })
      markFailure.value = ''
      refresh()
    } catch (cause) {
      markFailure.value = failureText(cause)
    }
  }

  return {
    issues,
    /** A filter leaves something out, whatever issue the list shows. */
    isFiltered: computed(() => (asked.value?.filter ?? '') !== ''),
    failure: computed(() => (failure.value === null ? markFailure.value : failureText(failure.value))),
    understand,
  }
}
