import { checkBackendUrl, checkPublicUrl } from './field-check/addresses.ts'
import { checkAesKey, checkAesKeyShape } from './field-check/aes-key.ts'
import { checkAppId, checkOriginalId } from './field-check/ids.ts'
import { checkKfAccount } from './field-check/kf-account.ts'
import type { CheckedAccount, FieldNote } from './field-check/kind.ts'
import { checkPath } from './field-check/path.ts'
import { checkOpenIds, checkScenes } from './field-check/taken.ts'
import { checkToken } from './field-check/token.ts'

/**
 * What to say of a value while somebody types it, as the console would check it. It is part of the contract, since a
 * page asks with each letter, and the core asks for the secrets that a page does not have; the doctor's own tables use
 * the same shapes. Nothing is refused for what stands here.
 */
export const FIELD_CHECKS = {
  token: checkToken,
  aesKey: checkAesKey,
  previousAesKey: checkAesKeyShape,
  appId: checkAppId,
  originalId: checkOriginalId,
  path: checkPath,
  publicUrl: checkPublicUrl,
  backendUrl: checkBackendUrl,
  kfAccount: checkKfAccount,
  openIds: checkOpenIds,
  scenes: checkScenes,
} satisfies Record<string, (value: string, account: CheckedAccount) => FieldNote[]>

export type CheckedField = keyof typeof FIELD_CHECKS
