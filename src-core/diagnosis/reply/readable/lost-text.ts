import { quote } from '../reply-text.ts'
import type { Damage } from './damage.ts'

/** Finds question marks in the place of characters that an encoding could not hold. */
export function findQuestionMarks(text: string): Damage | null {
  const trimmed = text.trim()
  if (!isLost(trimmed)) return null
  const count = trimmed.split('?').length - 1
  return {
    seen: trimmed,
    says:
      trimmed.length === count
        ? {
            zh: `只有 ${count} 个问号，多半是中文丢了`,
            en: `is nothing but ${count} question marks: most likely lost Chinese`,
          }
        : {
            zh: `里有成串的问号${quote(trimmed).zh}，多半是中文丢了`,
            en: `has runs of question marks, ${quote(trimmed).en}: most likely lost Chinese`,
          },
    detail: {
      zh: '文字在编码成 ISO-8859-1、ASCII 之类时每个汉字都变成了问号；发出之前就已经丢了，从回复里找不回来。',
      en: 'Encoded as ISO-8859-1 or ASCII, each Chinese character became a question mark; it was lost before it was sent and cannot be read back.',
    },
    fix: {
      zh: '编码时指定 UTF-8：Java 在 getWriter() 之前 setCharacterEncoding("UTF-8")、getBytes 写明字符集，数据库连接用 utf8mb4。',
      en: 'Encode as UTF-8: in Java, setCharacterEncoding("UTF-8") before getWriter() and a charset for getBytes; utf8mb4 for the connection to the database.',
    },
    meant: null,
  }
}

/**
 * People put question marks behind words. In the place of characters they stand alone, begin the text, or stand before
 * a letter, and make up most of it.
 */
function isLost(text: string): boolean {
  if (!/^[ -~\s]*$/.test(text)) return false
  if (/^\?[?\s,.!:;]*\?$/.test(text)) return true
  const count = text.split('?').length - 1
  return count >= 4 && /^\?\?|\?\?[A-Za-z0-9]/.test(text) && count >= text.replace(/\s/g, '').length / 2
}

/** Finds characters that stand for bytes nobody could decode, or for memory nobody wrote. */
export function findGone(text: string): Damage | null {
  const seen = /\uFFFD+|(?:锟斤拷)+|锟斤|烫{6,}|屯{6,}|^[烫屯]{3,}$/.exec(text)?.[0]
  if (seen === undefined) return null
  // Somebody explains the word; nobody explains what was lost.
  if (seen.startsWith('锟斤拷') && /[是叫]什么|什么意思|怎么|为什么/.test(text)) return null
  const isMemory = /[烫屯]/.test(seen)
  return {
    seen,
    says: {
      zh: `里有${quote(seen).zh}，原来的字已经丢了`,
      en: `has ${quote(seen).en}: the characters that stood there are lost`,
    },
    detail: isMemory
      ? {
          zh: '「烫」和「屯」是 C 和 C++ 调试版里没有初始化的内存按 GBK 读出来的样子。',
          en: '烫 and 屯 are what memory looks like in GBK that a debug build of C or C++ never wrote.',
        }
      : {
          zh: '这是替换字符 U+FFFD（按 GBK 再读一次就是「锟斤拷」）：有一步用错了编码去解码，或者把一个字符从中间切开了。',
          en: 'It is U+FFFD, the replacement character (锟斤拷 where GBK was read once more): some step decoded with the wrong encoding, or cut a character in two.',
        },
    fix: isMemory
      ? {
          zh: '发送之前先给缓冲区赋值，按实际长度发送。',
          en: 'Write the buffer before it is sent, and send as much as was written.',
        }
      : {
          zh: '从数据的来处查起（数据库、文件、上游接口），每一步都按实际的编码解码，按字符而不是字节截取。',
          en: 'Begin where the text comes from (database, file, another API): decode each step with the encoding it has, and cut by characters, not bytes.',
        },
    meant: null,
  }
}
