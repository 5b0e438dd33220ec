import { useI18n } from 'vue-i18n'
import { CommandFailure } from '../../src-core/contract/errors.ts'

/** Puts the error code of a failed call into words for people; its message is for logs. */
export function useFailureText() {
  const { t } = useI18n()
  return (cause: unknown): string => t(`errors.${cause instanceof CommandFailure ? cause.code : 'INTERNAL'}`)
}
