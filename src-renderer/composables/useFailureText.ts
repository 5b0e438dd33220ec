import { useI18n } from 'vue-i18n'
import { CommandFailure } from '../../src-core/contract/errors.ts'

/** What to tell people of a call that failed: the code is worded here, the message is for logs. */
export function useFailureText() {
  const { t } = useI18n()
  return (cause: unknown): string => t(`errors.${cause instanceof CommandFailure ? cause.code : 'INTERNAL'}`)
}
