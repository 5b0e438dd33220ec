import type { Finding } from '../../contract/exchange.ts'
import { parameter } from '../../exchange/incoming.ts'
import { toExactFields } from '../../exchange/json-push.ts'
import { createQuery } from '../../exchange/record.ts'
import type { Received } from '../../exchange/receive.ts'
import { toSimple } from '../../xml/json/simple.ts'
import { diagnoseEncryption } from './encryption.ts'
import { diagnoseMode, readFields } from './mode.ts'
import type { Fields } from './mode.ts'
import { MAX_EXAMINED } from '../signature/doctor.ts'
import type { SignatureExamination } from '../signature/genuineness.ts'

/** Says what is wrong with the encryption of a push, or with the lack of it. */
export function diagnoseSealing(
  received: Received,
  { accounts, examineSignature }: SignatureExamination,
): Finding[] {
  const { sealed, account, refusal, target, message } = received
  const fields = readOutside(received)
  if (!fields || !account || (refusal !== null && refusal !== 'msg-signature-mismatch')) return []
  if (!sealed) return diagnoseMode(fields, parameter(target.parameters, 'encrypt_type'), account.mode)
  const { encrypt, decryption } = sealed
  const { mode, token, appId, aesKey, previousAesKey } = account
  const findings = diagnoseEncryption({
    query: createQuery(target.parameters),
    rawQuery: createQuery(target.rawParameters),
    fields,
    encrypt,
    isSigned: sealed.msgSignature.ok,
    account: { mode, token, appId, encodingAesKeys: [aesKey, previousAesKey] },
    otherAccounts: accounts.filter(({ id }) => id !== account.id),
    decryption,
    decryptedFields: decryption?.message && message ? readFields(message.json) : null,
    examineSignature: examineSignature && encrypt.length <= MAX_EXAMINED,
    encryptAt: null,
  })
  // This finding fits three keys in four and every message of theirs, so it is shown only beside the field for the key.
  return findings.filter(({ code }) => code !== 'crypt.key-tail')
}

/** Returns the fields of the body, Encrypt among them; null if there are none. */
function readOutside({ body, jsonBody, parsed, message }: Received): Fields | null {
  if (jsonBody) return toExactFields(jsonBody)
  if (!body?.ok) return null
  return readFields(parsed === body && message ? message.json : toSimple(body.document))
}
