import type { Finding } from '../contract/exchange.ts'
import { createQuery } from '../exchange/record.ts'
import type { Received } from '../exchange/receive.ts'
import { toSimple } from '../xml/json/simple.ts'
import type { LenientResult } from '../xml/parse/lenient.ts'
import { diagnoseEncryption } from './encryption.ts'
import type { Fields } from './encryption-mode.ts'
import type { SignatureExamination } from './signature.ts'

/** What is to be said of how a push is encrypted, or is not. */
export function diagnoseSealing(
  { body, sealed, parsed, account, refusal, target }: Received,
  { accounts, examineSignature }: SignatureExamination,
): Finding[] {
  if (!body?.ok || !account || (refusal !== null && refusal !== 'msg-signature-mismatch')) return []
  const { mode, token, appId, aesKey, previousAesKey } = account
  const findings = diagnoseEncryption({
    query: createQuery(target.parameters),
    rawQuery: createQuery(target.rawParameters),
    fields: readFields(body),
    encrypt: sealed?.encrypt ?? null,
    account: { mode, token, appId, encodingAesKeys: [aesKey, previousAesKey] },
    otherAccounts: accounts.filter(({ id }) => id !== account.id),
    decryption: sealed?.decryption ?? null,
    decryptedFields: sealed?.decryption?.message && parsed?.ok ? readFields(parsed) : null,
    examineSignature,
    encryptAt: null,
  })
  // True of three keys in four and of every message: it has its place where the key is typed in.
  return findings.filter(({ code }) => code !== 'crypt.key-tail')
}

function readFields({ document }: Extract<LenientResult, { ok: true }>): Fields {
  const [root] = Object.values(toSimple(document).value)
  return typeof root === 'object' && root !== null ? (root as Fields) : {}
}
