import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'
import { placeOfBody } from './reply-text.ts'

/** The habit that made a text that is not XML, and the intended text if that is certain. */
export interface Habit {
  habit: Bilingual
  repair?: string
}

const SUCCESS = 'success'

/** Names the habit behind a text; null if the text is or could be XML. */
export function nameHabit(text: string): Habit | null {
  const trimmed = text.trim()
  if (trimmed === '') {
    return {
      habit: { zh: '回复里只有空白', en: 'The reply is nothing but blanks' },
      repair: SUCCESS,
    }
  }
  return nameAcknowledgement(trimmed) ?? nameJson(trimmed) ?? nameMarkup(trimmed) ?? nameText(trimmed)
}

/** Names a text that was meant to be `success` and differs from it. */
function nameAcknowledgement(trimmed: string): Habit | null {
  if (trimmed === SUCCESS) {
    return {
      habit: {
        zh: 'success 前后多了空白、换行或 BOM',
        en: 'There are blanks, a line break or a BOM around success',
      },
      repair: SUCCESS,
    }
  }
  if (/^(['"])success\1$/i.test(trimmed)) {
    return {
      habit: { zh: 'success 外面多了一对引号', en: 'There are quotes around success' },
      repair: SUCCESS,
    }
  }
  if (/^(?:success|ok)$/i.test(trimmed)) {
    return {
      habit: {
        zh: `回复的是 ${trimmed}，不是小写的 success`,
        en: `It says ${trimmed}, not success in lower case`,
      },
      repair: SUCCESS,
    }
  }
  return null
}

function nameJson(trimmed: string): Habit | null {
  if (!/^[{["]/.test(trimmed)) return null
  const value = parseJson(trimmed)
  if (typeof value === 'string') {
    const meant = value.trim()
    return {
      habit: { zh: '整个回复是一个带引号的 JSON 字符串', en: 'The whole reply is a JSON string in quotes' },
      ...(meant.startsWith('<xml') && { repair: meant }),
    }
  }
  if (trimmed.startsWith('"')) return null
  // A notice may begin with a bracket and be followed by the XML.
  if (value === undefined && trimmed.includes('<xml')) return null
  return trimmed.startsWith('{')
    ? { habit: { zh: '回复的是 JSON 对象，不是 XML', en: 'The reply is a JSON object, not XML' } }
    : { habit: { zh: '回复的是 JSON 数组，不是 XML', en: 'The reply is a JSON array, not XML' } }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function nameMarkup(trimmed: string): Habit | null {
  if (/^(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b/i.test(trimmed))
    return { habit: { zh: '回复的是 HTML 页面，不是 XML', en: 'The reply is an HTML page, not XML' } }
  return null
}

function nameText(trimmed: string): Habit | null {
  if (/^[-+]?\d+(?:\.\d+)?$/.test(trimmed)) {
    const shown = trimmed.slice(0, 20)
    return { habit: { zh: `回复的是数字 ${shown}`, en: `The reply is the number ${shown}` } }
  }
  if (/<\?xml\s|<xml[\s>/]/.test(trimmed) || trimmed.startsWith('<')) return null
  return { habit: { zh: '回复的是普通文字，不是 XML', en: 'The reply is plain text, not XML' } }
}

/** Gives the same advice for every habit: its cause is a serialiser, or a framework's error page. */
export function createNotXml(body: Uint8Array, { habit, repair }: Habit): Finding {
  return createFinding(
    'reply.not-xml',
    {
      title: habit,
      detail: {
        zh: '微信只认三种回复：空的，正好是 success 七个字节，或根元素为 <xml> 的 XML。其他内容会让用户看到故障提示。',
        en: 'WeChat knows three replies: none, exactly the seven bytes success, or XML whose root is <xml>. Anything else shows the user the fault prompt.',
      },
      fix: {
        zh: '直接写出文本，不要经过 JSON 序列化（Spring 的 @ResponseBody、NestJS、ASP.NET 都会给字符串加引号）；如果是错误页，先看后端的日志。',
        en: 'Write plain text, past any JSON serialiser (Spring’s @ResponseBody, NestJS and ASP.NET put quotes around strings); an error page has its cause in the backend’s log.',
      },
    },
    placeOfBody(body),
    repair,
  )
}
