import { useI18n } from 'vue-i18n'
import type {
  AccountView,
  AccountChange,
  AnswerPolicy,
  Backend,
  Fan,
} from '../../src-core/contract/account.ts'
import { PREFERENCE_RANGES } from '../../src-core/contract/preference-ranges.ts'
import type { AccountTunnel } from '../../src-core/contract/tunnel.ts'
import { CommandFailure } from '../../src-core/contract/errors.ts'
import { useFailureText } from './useFailureText.ts'
import { useWorkbench } from './useWorkbench.ts'

export type AccountField =
  | 'name'
  | 'path'
  | 'publicUrl'
  | 'token'
  | 'originalId'
  | 'appId'
  | 'mode'
  | 'aesKey'
  | 'previousAesKey'

/** Saves one change of an account and says what is wrong with it, in words that fit beside the field. */
export function useAccountUpdate() {
  const { call } = useWorkbench()
  const { t } = useI18n()
  const failureText = useFailureText()

  async function update(id: string, change: AccountChange, invalid: () => string): Promise<string | null> {
    try {
      await call('account.update', { id, change })
      return null
    } catch (cause) {
      if (!(cause instanceof CommandFailure)) return failureText(cause)
      if (cause.code === 'PATH_TAKEN') return t('account.wrong.pathTaken', { path: change.path ?? '' })
      return cause.code === 'INVALID_INPUT' ? invalid() : failureText(cause)
    }
  }

  return {
    updateField: (id: string, field: AccountField, value: string) =>
      update(id, { [field]: value }, () => t(`account.wrong.${field}`)),
    updatePolicy: (id: string, policy: NonNullable<AccountChange['policy']>) =>
      update(id, { policy }, () => t('account.wrong.content')),
    updateDuplicates: (id: string, duplicates: AccountView['duplicates']) =>
      update(id, { duplicates }, () => failureText(null)),
    updateKeep: (id: string, keep: AccountView['keep']) =>
      update(id, { keep }, () =>
        t('settings.bounds.wrong', {
          days: PREFERENCE_RANGES.keepDays.max,
          rows: PREFERENCE_RANGES.keepRows.max,
        }),
      ),
    updateFans: (id: string, fans: Fan[]) => update(id, { fans }, () => t('send.fans.wrong')),
    updateTunnel: (id: string, tunnel: AccountTunnel) => update(id, { tunnel }, () => failureText(null)),
    /** `field` is the field that was changed; a policy that needs the backends is saved in the same step. */
    updateBackends: (
      id: string,
      change: { backends: Backend[]; policy?: AnswerPolicy },
      field: 'name' | 'url' | 'takes',
    ) => update(id, change, () => t(`backends.${field}Wrong`)),
  }
}
