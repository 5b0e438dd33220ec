import { computed, shallowRef, watch } from 'vue'
import type { SecretField } from '../../../src-core/contract/account.ts'
import { useFailureText } from '../../composables/useFailureText.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'

/**
 * Reads one secret of an account, which stays with the workbench until a person asks to see or copy it. The shown
 * secret is forgotten when it is hidden, and whenever it changes.
 */
export function useSecret(whose: () => { account: string | null; field: SecretField }) {
  const { state, call } = useWorkbench()
  const failureText = useFailureText()
  const shown = shallowRef<string | null>(null)
  const failure = shallowRef<string | null>(null)
  const mark = computed(() => {
    const { account, field } = whose()
    return state.value?.accounts.find(({ id }) => id === account)?.secrets[field] ?? null
  })

  function hide(): void {
    shown.value = null
    failure.value = null
  }
  watch([mark, () => whose().account], hide)

  async function read(): Promise<string> {
    const { account, field } = whose()
    return account === null ? '' : (await call('account.secret', { id: account, field })).secret
  }

  async function toggle(): Promise<void> {
    if (shown.value !== null) return hide()
    const asked = mark.value
    try {
      const secret = await read()
      if (mark.value === asked) shown.value = secret
      failure.value = null
    } catch (cause) {
      failure.value = failureText(cause)
    }
  }

  return {
    /** Null while it is hidden. */
    shown,
    failure,
    /** Changes with the secret; null if there is none. */
    mark,
    /** True if there is a secret that can be shown. */
    exists: computed(() => mark.value !== null),
    toggle,
    /** Gives the secret to whoever copies it, without showing it. */
    read,
  }
}
