import type { CipherFailure, CipherFailureCode } from '../../contract/cipher.ts'
import type { Bilingual } from '../../contract/text.ts'

/**
 * `official` is the return code of WXBizMsgCrypt, Tencent's sample library, whose numbers other libraries have taken
 * over; people search for them.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90968
 */
export function createFailure(code: CipherFailureCode, official: number, text: Bilingual): CipherFailure {
  return { code, official, text }
}
