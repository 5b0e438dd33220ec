import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { HoverNote } from '../../ui/code/field-hover.ts'
import type { ValueBadge } from '../../ui/code/value-badges.ts'
import type { Counterpart, Side } from './useCounterparts.ts'
import type { FieldHelp } from './useFieldHelp.ts'

/**
 * Writes the note that a pane shows for the value under the mouse: the meaning of the field, and what is wrong with
 * this value.
 */
export function useHoverNotes(
  { pairAt, rangeOn }: Pick<Counterpart, 'pairAt' | 'rangeOn'>,
  help: ComputedRef<(path: readonly string[]) => FieldHelp | null>,
  badges: ComputedRef<readonly ValueBadge[]>,
) {
  const { t } = useI18n()

  return computed(() => {
    const helpOf = help.value
    const all = badges.value
    return (side: Side, at: number): HoverNote | null => {
      const pair = pairAt(side, at)
      const warned = side === 'xml' ? all.filter(({ start, end }) => start <= at && at <= end) : []
      // The root is no field: it has no name that tells anything.
      const path = pair && pair.path.length > 0 ? pair.path : null
      const range = path && pair ? rangeOn(side, pair) : warned[0]
      if (!range) return null
      const found = path && helpOf(path)
      return {
        ...range,
        title: found?.title ?? '',
        description: found?.description ?? (path ? t('field.unknown') : ''),
        path: path?.join(' / ') ?? '',
        warnings: warned.map(({ note }) => note),
        copyLabel: t('field.copyPath'),
        copy: async () => {
          try {
            await navigator.clipboard.writeText(path?.join('/') ?? '')
            return t('copy.copied')
          } catch {
            return t('copy.failed')
          }
        },
      }
    }
  })
}
