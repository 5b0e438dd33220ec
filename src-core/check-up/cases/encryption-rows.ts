import type { Bilingual } from '../../contract/text.ts'
import type { CaseRow } from '../kit/case.ts'
import type { Talk } from '../kit/talk.ts'
import type { CheckEncryption } from '../kit/target.ts'

const WHY: Bilingual = {
  zh: '兼容模式和安全模式下微信只认加密正确的回复；解不开就没有回复，用户看到故障提示。',
  en: 'In compatible and safe mode a message that is not opened gets no valid reply, and the user sees the fault prompt.',
}
const FIX: Bilingual = {
  zh: '照诊断里的步骤核对：AESKey 是 EncodingAESKey 加 = 的 Base64；AES-256-CBC，IV 是前 16 字节；填充 32 字节；长度按字节。',
  en: 'Compare step by step: the AES key is the Base64 of EncodingAESKey and =; AES-256-CBC with its first 16 bytes as IV; padding to 32 bytes; lengths in bytes.',
}

export interface Wording {
  id: string
  level?: CaseRow['level']
  title: Bilingual
  sent: Bilingual
  why?: Bilingual
  fix?: Bilingual
}

/** A row for which there is a key. */
export function createRow(
  { level = 'required', why = WHY, fix = FIX, ...words }: Wording,
  act: (talk: Talk, encryption: CheckEncryption) => ReturnType<CaseRow['act']>,
): Omit<CaseRow, 'group'> {
  return {
    ...words,
    level,
    why,
    fix,
    encrypted: true,
    // The runner skips the row without a key.
    act: (talk) => act(talk, talk.target.encryption!),
  }
}
