import type { CipherFailure } from '../../contract/cipher.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFailure } from './failure.ts'
import { HEAD_BYTES, PADDING_BLOCK, RANDOM_BYTES } from './plain-buffer.ts'
import type { PlainNumbers } from './plain-buffer.ts'

/** -40007, could not decrypt, for a wrong key; -40008, illegal buffer, if everything but the padding makes sense. */
export function describePadding({ padding, paddingFault, keyFits }: PlainNumbers): CipherFailure {
  const seen: Bilingual =
    paddingFault === 'out-of-range'
      ? {
          zh: `最后一个字节是 ${padding}，不是 1 到 ${PADDING_BLOCK} 的填充长度`,
          en: `the last byte is ${padding} and not the length of a padding, 1 to ${PADDING_BLOCK}`,
        }
      : {
          zh: `最后一个字节说填充有 ${padding} 字节，但这 ${padding} 个字节并不都是 ${padding}`,
          en: `the last byte says ${padding} bytes of padding, but not all of these are ${padding}`,
        }
  if (keyFits) {
    return createFailure('crypt.padding', -40008, {
      zh: `密钥是对的，填充不对：${seen.zh}。`,
      en: `The key is right and the padding is wrong: ${seen.en}.`,
    })
  }
  return createFailure('crypt.padding', -40007, {
    zh: `用这个密钥解不开：${seen.zh}。多半是 EncodingAESKey 不对。`,
    en: `This key does not open it: ${seen.en}. Most likely the EncodingAESKey is another one.`,
  })
}

/** Returns why the 4-byte length cannot be true; `content` is the buffer without its padding. */
export function findLengthFault(
  content: Buffer,
  declared: number | null,
  appId: string,
): CipherFailure | null {
  if (declared === null || content.length < HEAD_BYTES) {
    return createLengthFailure({
      zh: `解密后只有 ${content.length} 字节，放不下 16 个随机字节和 4 字节的长度。`,
      en: `Decrypted, it has ${content.length} bytes, too few for 16 random bytes and a length of 4.`,
    })
  }
  const rest = content.subarray(HEAD_BYTES)
  if (declared > rest.length) {
    if (content.readUInt32LE(RANDOM_BYTES) <= rest.length) {
      return createLengthFailure({
        zh: '消息长度的 4 个字节顺序反了：要用网络字节序（大端）。',
        en: 'The four bytes of the length are in reverse order; it must be big endian, the network’s order.',
      })
    }
    return createLengthFailure({
      zh: `长度字段说消息有 ${declared} 字节，后面只剩 ${rest.length} 字节。`,
      en: `The length says ${declared} bytes of message, but only ${rest.length} are left.`,
    })
  }
  const actual = findActualLength(rest, declared, appId)
  if (actual === declared) return null
  if (isCharacterCount(declared, rest.toString('utf8', 0, actual))) {
    return createLengthFailure({
      zh: `长度字段是 ${declared}，这是消息的字符数；应写 UTF-8 的字节数 ${actual}。`,
      en: `The length says ${declared}, which counts the characters of the message; it must count its UTF-8 bytes, ${actual}.`,
    })
  }
  return createLengthFailure({
    zh: `长度字段是 ${declared}，而按末尾的 AppID 推算，消息有 ${actual} 字节。`,
    en: `The length says ${declared}, but by the AppID at the end the message has ${actual} bytes.`,
  })
}

/**
 * Returns the real length of the message: up to the account's AppID if the buffer ends in it. Otherwise up to the end
 * of the XML, but only if the declared number is its number of characters: a receiver may be anything.
 */
function findActualLength(rest: Buffer, declared: number, appId: string): number {
  const id = Buffer.from(appId)
  if (id.length > 0 && id.length <= rest.length && rest.subarray(-id.length).equals(id))
    return rest.length - id.length
  const xmlEnd = rest.lastIndexOf('>') + 1
  return xmlEnd > declared && isCharacterCount(declared, rest.toString('utf8', 0, xmlEnd)) ? xmlEnd : declared
}

/** Compares with UTF-16 units, as Java, C# and JavaScript count, and with code points, as Python does. */
function isCharacterCount(count: number, text: string): boolean {
  return count === text.length || count === [...text].length
}

export function findReceiverFault(receiver: string, appId: string): CipherFailure | null {
  if (receiver === appId) return null
  return createFailure('crypt.receiver', -40005, describeReceiver(receiver, appId))
}

function describeReceiver(receiver: string, appId: string): Bilingual {
  if (receiver === '') {
    return {
      zh: `消息后面没有接收方的 AppID，应为 ${appId}。`,
      en: `No AppID of a receiver follows the message; it should be ${appId}.`,
    }
  }
  const shown = receiver.length > 64 ? `${receiver.slice(0, 64)}…` : receiver
  if (receiver.trim() === appId) {
    return {
      zh: `末尾的 AppID ${appId} 前后多了空白或换行：是 ${JSON.stringify(receiver.slice(0, 64))}。`,
      en: `There are blanks or a line break around the AppID ${appId} at the end: ${JSON.stringify(receiver.slice(0, 64))}.`,
    }
  }
  if (appId.trim() === receiver) {
    return {
      zh: `末尾的 AppID ${receiver} 是对的，这里填的 AppID 前后多了空白。`,
      en: `The AppID at the end, ${receiver}, is right; there are blanks around the one that was entered here.`,
    }
  }
  if (appId.startsWith('gh_')) {
    return {
      zh: `末尾的接收方是 ${shown}，而这里填的 ${appId} 是原始 ID；AppID 以 wx 开头。`,
      en: `The receiver at the end is ${shown}, and ${appId}, which was entered here, is an original id; an AppID begins with wx.`,
    }
  }
  if (appId.startsWith(receiver) || appId.endsWith(receiver)) {
    return {
      zh: `末尾的 AppID 被截断：是 ${shown}，应为 ${appId}。`,
      en: `The AppID at the end is cut off: ${shown} instead of ${appId}.`,
    }
  }
  if (receiver.startsWith('gh_')) {
    return {
      zh: `末尾是原始 ID ${shown}，那里应是 AppID：${appId}。`,
      en: `At the end stands the original id ${shown}, where the AppID belongs: ${appId}.`,
    }
  }
  // An id alone does not tell an account of WeCom or a third-party platform from another account.
  return {
    zh: `末尾的接收方是 ${shown}，不是这个账号的 AppID（${appId}）：可能是另一个公众号、第三方平台或企业微信的 ID。`,
    en: `The receiver at the end is ${shown} and not this account’s AppID (${appId}): the id of another account, of a third-party platform or of WeCom.`,
  }
}

function createLengthFailure(text: Bilingual): CipherFailure {
  return createFailure('crypt.length', -40008, text)
}
