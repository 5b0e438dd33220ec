import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'
import { findField, mendValue, placeOfElement } from './reply-document.ts'
import type { ReplyDocument } from './reply-document.ts'
import { REPLY_TEMPLATES } from './templates.ts'

/** Types that only requests have. */
const REQUEST_TYPES = new Set(['event', 'location', 'link', 'shortvideo', 'file'])

/** Types of the customer-service API, which is called and not answered. */
const SERVICE_TYPES = new Set(['mpnews', 'mpnewsarticle', 'mpvideo', 'msgmenu', 'wxcard', 'miniprogrampage'])

const FIX: Bilingual = {
  zh: '改成 text、image、voice、video、music、news 或 transfer_customer_service；不想回复就回 success。',
  en: 'Use text, image, voice, video, music, news or transfer_customer_service; to send no reply, return success.',
}

/** Judges the MsgType of a reply. If it is missing, `judgeStructure` says so. */
export function judgeMessageType(document: ReplyDocument): Finding[] {
  const field = findField(document.root, document.path, 'MsgType')
  const type = field?.value.trim() ?? ''
  if (!field || REPLY_TEMPLATES.has(type)) return []
  const spelling = REPLY_TEMPLATES.has(type.toLowerCase()) ? type.toLowerCase() : null
  return [
    createFinding(
      'reply.unknown-type',
      { ...explainType(type, spelling), fix: FIX },
      placeOfElement(document, field.element, field.path),
      spelling === null ? undefined : mendValue(document, field.element, spelling),
    ),
  ]
}

function explainType(type: string, spelling: string | null): { title: Bilingual; detail: Bilingual } {
  const shown = type.slice(0, 60)
  if (type === '') {
    return {
      title: { zh: 'MsgType 是空的', en: 'MsgType is empty' },
      detail: { zh: '微信按 MsgType 决定怎么读回复。', en: 'MsgType decides how WeChat reads the reply.' },
    }
  }
  if (spelling !== null) {
    return {
      title: {
        zh: `MsgType 写成了 ${shown}，应为 ${spelling}`,
        en: `MsgType is ${shown}; it must be ${spelling}`,
      },
      detail: { zh: '类型名全部小写。', en: 'The names of types are in lower case.' },
    }
  }
  if (REQUEST_TYPES.has(type)) {
    return {
      title: {
        zh: `把请求原样返回了：MsgType 是 ${shown}`,
        en: `You returned the request: MsgType is ${shown}`,
      },
      detail: {
        zh: '这个类型只出现在微信推送的消息里，回复没有这种类型。常见原因是修改了收到的对象，又把它写了回去。',
        en: 'Only what WeChat pushes has this type; no reply does. Most often the received object was changed and written back.',
      },
    }
  }
  if (SERVICE_TYPES.has(type)) {
    return {
      title: { zh: `被动回复没有 ${shown} 这种类型`, en: `No passive reply is of type ${shown}` },
      detail: {
        zh: '它是客服消息接口的类型，只能主动调用接口发送。',
        en: 'It belongs to the customer-service API, which you call; it is no reply.',
      },
    }
  }
  return {
    title: { zh: `回复没有 ${shown} 这种类型`, en: `There is no reply of type ${shown}` },
    detail: {
      zh: '微信不认识的类型，用户会看到故障提示。',
      en: 'A type that WeChat does not know shows the user the fault prompt.',
    },
  }
}
