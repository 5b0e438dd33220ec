import type { Finding } from '../../contract/exchange.ts'
import { isAcknowledgement } from '../../exchange/acknowledgement.ts'
import { parseLenient } from '../../xml/parse/lenient.ts'
import { createFinding } from '../finding.ts'

/** Judges what is inside an envelope that should not be in one. Its other faults are those of any reply. */
export function judgeSealedText(message: Uint8Array): Finding[] {
  if (isAcknowledgement(message)) return [createSealedAcknowledgement(message.length === 0)]
  return isEnvelope(message) ? [createSealedTwice()] : []
}

/** Tells whether the text is an envelope. Parses it only if it may be one, since it is parsed again to be judged. */
function isEnvelope(message: Uint8Array): boolean {
  if (!Buffer.from(message.buffer, message.byteOffset, message.length).includes('<Encrypt')) return false
  const parsed = parseLenient(message)
  return (
    parsed.ok &&
    parsed.document.root.children.some((child) => child.type === 'element' && child.name === 'Encrypt')
  )
}

function createSealedAcknowledgement(isEmpty: boolean): Finding {
  return createFinding('crypt.reply-envelope', {
    severity: 'warning',
    evidence: 'observed',
    title: isEmpty
      ? { zh: '加密了一个空的回复', en: 'An empty reply was encrypted' }
      : { zh: 'success 被加密了', en: 'success was encrypted' },
    detail: {
      zh: '官方写明 success 和空串无需加密；有一则反馈说，加密之后用户看到了故障提示。',
      en: 'The official page says that success and an empty body go unencrypted; one report saw the fault prompt after an encrypted one.',
    },
    fix: {
      zh: '不想回复时，直接返回 success 或空内容，不要经过加密。',
      en: 'To send no reply, return success or an empty body as it is, without encryption.',
    },
  })
}

function createSealedTwice(): Finding {
  return createFinding('crypt.reply-envelope', {
    title: { zh: '回复加密了两次', en: 'The reply was encrypted twice' },
    detail: {
      zh: '解密之后还是一个带 Encrypt 的信封，微信只解密一次，读不到里面的回复。',
      en: 'Decrypted, it is an envelope with an Encrypt again; WeChat decrypts once and does not get to the reply.',
    },
    fix: {
      zh: '框架或中间件已经加密时，把明文 XML 交给它。',
      en: 'Where a framework or middleware encrypts, hand it the plain XML.',
    },
  })
}
