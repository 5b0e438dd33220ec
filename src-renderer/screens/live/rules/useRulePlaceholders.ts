import { computed, shallowRef, watch } from 'vue'
import type { ComputedRef } from 'vue'
import type { AnswerRule } from '../../../../src-core/contract/rules.ts'
import { fieldsOf } from '../../../../src-core/contract/message-fields.ts'
import { useCatalogue } from '../../../composables/useCatalogue.ts'
import { useWorkbench } from '../../../composables/useWorkbench.ts'
import { leafFields } from '../../../features/catalogue/leaf-fields.ts'

const MOST = 24

/**
 * Lists the placeholders for a rule's reply: the fields of the newest message that fits, or of a message of that type
 * from the catalogue, and the groups of the regular expression.
 */
export function useRulePlaceholders(rule: ComputedRef<AnswerRule>, exampleId: ComputedRef<string | null>) {
  const { call } = useWorkbench()
  const { find } = useCatalogue()
  const paths = shallowRef<string[]>([])

  watch(
    exampleId,
    async (id) => {
      let found: string[] = []
      try {
        if (id !== null) found = listPaths((await call('exchange.get', { id })).message?.json)
      } catch {
        // The history was cleared meanwhile: the catalogue still has the fields.
      }
      if (id === exampleId.value) paths.value = found
    },
    { immediate: true },
  )

  return computed(() => {
    const { type = 'text', event, text } = rule.value.match
    const spec = find.value(event === undefined ? type : 'event', event ?? null)
    const known = spec ? leafFields(spec).own.map(({ path }) => path) : []
    const fields = paths.value.length > 0 ? paths.value : [...known, 'FromUserName']
    const groups = text?.how === 'regex' ? countGroups(text.value) : 0
    const numbers = Array.from({ length: groups }, (_, index) => String(index + 1))
    return [...numbers, ...fields].slice(0, MOST).map((name) => `{{${name}}}`)
  })
}

/** People seldom want to repeat the fields with which every message begins. */
const LAST = new Set(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'MsgId', 'Event'])

/** Returns the names of all values of a message, joined by slashes. */
function listPaths(json: unknown): string[] {
  const all = [...new Set(leavesOf(fieldsOf(json), []))]
  return [...all.filter((path) => !LAST.has(path)), ...all.filter((path) => LAST.has(path))]
}

function leavesOf(value: unknown, names: readonly string[]): string[] {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (typeof first !== 'object' || first === null) return names.length > 0 ? [names.join('/')] : []
  if ('#text' in first) return [names.join('/')]
  return Object.entries(first).flatMap(([name, child]) =>
    name.startsWith('@') ? [] : leavesOf(child, [...names, name]),
  )
}

function countGroups(pattern: string): number {
  try {
    // With an alternative that always fits, every group is in the result.
    return (new RegExp(`${pattern}|`, 'u').exec('')?.length ?? 1) - 1
  } catch {
    return 0
  }
}
