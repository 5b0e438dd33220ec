import type { Finding } from '../../contract/exchange.ts'
import { TEXT_REPLY_MAX_BYTES, TEXT_REPLY_SAFE_CHARACTERS } from '../../wechat/limits.ts'
import { utf8Length } from '../../xml/text-position.ts'
import { createFinding } from '../finding.ts'
import { findField, mendValue, placeOfElement } from './reply-document.ts'
import type { Field, ReplyDocument } from './reply-document.ts'

/** Judges the Content of a text reply. */
export function judgeContent(document: ReplyDocument): Finding[] {
  const { root, path } = document
  if (findField(root, path, 'MsgType')?.value.trim() !== 'text') return []
  const content = findField(root, path, 'Content')
  if (!content) return []
  if (content.value.trim() === '') return [createEmpty(document, content)]
  return [...judgeLength(document, content), ...judgeEscapes(document, content)]
}

function createEmpty(document: ReplyDocument, { element, path }: Field): Finding {
  return createFinding(
    'reply.empty-content',
    {
      title: { zh: 'Content 是空的', en: 'Content is empty' },
      detail: {
        zh: '空的文本回复会让用户看到故障提示。不想回复时，不要回一条空文本。',
        en: 'An empty text shows the user the fault prompt. To send no reply is not the same as to send an empty text.',
      },
      fix: { zh: '回复 success 或空的响应体。', en: 'Reply success, or send an empty body.' },
    },
    placeOfElement(document, element, path),
    'success',
  )
}

function judgeLength(document: ReplyDocument, { element, path, value }: Field): Finding[] {
  const bytes = utf8Length(value)
  const characters = Array.from(value).length
  const at = placeOfElement(document, element, path)
  const fix = {
    zh: '拆成几段：第一段作为回复，其余用客服消息发送。',
    en: 'Split it: the first part is the reply, the others go through the customer-service API.',
  }
  if (bytes > TEXT_REPLY_MAX_BYTES) {
    return [
      createFinding(
        'reply.text-length',
        {
          title: {
            zh: `Content 有 ${bytes} 个字节，超过 ${TEXT_REPLY_MAX_BYTES}`,
            en: `Content has ${bytes} bytes, more than ${TEXT_REPLY_MAX_BYTES}`,
          },
          detail: {
            zh: '官方文档现在没有写上限；旧文档写 2048 字节，有人实测 2047 能通过，再长用户就收不到。按 UTF-8 的字节数算，一个汉字三个字节。',
            en: 'The official page gives no limit today; it once said 2048 bytes, and 2047 is what was seen to get through. Bytes of UTF-8 count, three for a Chinese character.',
          },
          fix,
        },
        at,
      ),
    ]
  }
  if (characters <= TEXT_REPLY_SAFE_CHARACTERS) return []
  return [
    createFinding(
      'reply.text-length',
      {
        severity: 'info',
        title: {
          zh: `Content 有 ${characters} 个字，超过 ${TEXT_REPLY_SAFE_CHARACTERS}`,
          en: `Content has ${characters} characters, more than ${TEXT_REPLY_SAFE_CHARACTERS}`,
        },
        detail: {
          zh: `还在 ${TEXT_REPLY_MAX_BYTES} 字节以内；600 字是不少人采用的稳妥值，不是官方规定。`,
          en: `It is within ${TEXT_REPLY_MAX_BYTES} bytes; 600 is a rule of thumb of many bots, not an official one.`,
        },
        fix,
      },
      at,
    ),
  ]
}

const BREAK_TAG = /<br\s*\/?>/gi

function judgeEscapes(document: ReplyDocument, { element, path, value }: Field): Finding[] {
  const mended = value
    .replace(/\S+/g, (word) => (isPath(word) ? word : word.replace(/\\r\\n|\\n/g, '\n')))
    .replace(BREAK_TAG, '\n')
  if (mended === value) return []
  const tag = value.search(BREAK_TAG) >= 0
  return [
    createFinding(
      'reply.literal-escape',
      {
        title: tag
          ? { zh: 'Content 里有 <br>，会原样显示', en: 'Content has a <br>, which is shown as it stands' }
          : {
              zh: 'Content 里有 \\n 两个字符，会原样显示',
              en: 'Content has the two characters \\n, which are shown as they stand',
            },
        detail: {
          zh: '文本消息里换行就是换行符本身。看到 \\n，多半是转义了两次，或者写在单引号字符串里。',
          en: 'In a text a line break is the character itself. A \\n was escaped twice, or stood in a single-quoted string.',
        },
        fix: { zh: '换成真正的换行符。', en: 'Put a real line break there.' },
      },
      placeOfElement(document, element, path),
      mendValue(document, element, mended),
    ),
  ]
}

/** Tells whether a word is a path such as `C:\new` or `\\server\new`, whose `\n` is no line break. */
function isPath(word: string): boolean {
  return /(?:^|[^A-Za-z])[A-Za-z]:\\|^\\\\/.test(word)
}
