import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { CommandInput, CommandName, CommandResult } from '../../src-core/contract/commands.ts'
import { useWorkbench } from './useWorkbench.ts'

/** Long enough that a word typed is one question, short enough that the answer seems to follow at once. */
const PAUSE_MS = 120

/**
 * The answer to a question that changes while one types: only the latest counts, and the last one stays until the next
 * is there. `question` is null where there is nothing to ask yet.
 */
export function useAnswer<Name extends CommandName>(
  name: Name,
  question: Ref<CommandInput<Name> | null>,
): {
  answer: Readonly<ShallowRef<CommandResult<Name> | null>>
  failure: Readonly<ShallowRef<unknown>>
} {
  const { call, connection } = useWorkbench()
  const answer = shallowRef<CommandResult<Name> | null>(null)
  const failure = shallowRef<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let number = 0

  async function ask(): Promise<void> {
    const mine = ++number
    const asked = question.value
    if (asked === null) return
    try {
      const result = await call(name, asked)
      if (mine !== number) return
      answer.value = result
      failure.value = null
    } catch (cause) {
      if (mine !== number) return
      failure.value = cause
    }
  }

  watch(
    // As text: a question that is worded anew with every account that changes is mostly the same one.
    () => question.value && JSON.stringify(question.value),
    (text) => {
      clearTimeout(timer)
      if (text !== null) {
        timer = setTimeout(() => void ask(), PAUSE_MS)
        return
      }
      number++
      answer.value = null
      failure.value = null
    },
    { immediate: true },
  )
  watch(connection, (now) => {
    if (now === 'open' && failure.value !== null) void ask()
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    number++
  })
  return { answer, failure }
}
