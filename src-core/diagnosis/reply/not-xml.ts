import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'
import { nameEncoded } from './encoded-reply.ts'
import { repairBy, SUCCESS } from './habit.ts'
import type { Habit } from './habit.ts'
import { findHead } from './http-head.ts'
import { findPhpNotice } from './php-notice.ts'
import { namePrinted } from './printed-values.ts'
import { placeOfBody, quote } from './reply-text.ts'

const HTML = /^(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b/i

/** Names the habit behind a text; null if the text is or could be XML. */
export function nameHabit(text: string): Habit | null {
  const trimmed = text.trim()
  if (trimmed === '') {
    return {
      habit: { zh: '回复里只有空白', en: 'The reply is nothing but blanks' },
      repair: SUCCESS,
    }
  }
  for (const name of [
    nameAcknowledgement,
    nameHead,
    nameCompany,
    nameValue,
    nameJson,
    nameEncoded,
    nameMarkup,
    nameText,
  ]) {
    const habit = name(trimmed)
    if (habit) return habit
  }
  return null
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
  if (/^(?:(['"])success\1|[“‘]success[”’])$/i.test(trimmed)) {
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

/** Names a `success` with something before or behind it that is no part of a sentence. */
function nameCompany(trimmed: string): Habit | null {
  const at = trimmed.indexOf(SUCCESS)
  if (at < 0 || trimmed.includes('<xml') || HTML.test(trimmed)) return null
  const before = trimmed.slice(0, at)
  const behind = trimmed.slice(at + SUCCESS.length)
  const isApart = before === '' || /[\r\n>}][ \t]*$/.test(before.slice(-40))
  if (!isApart || !/^(?:$|\0|success|[ \t]*[\r\n<{])/.test(behind)) return null
  const company = quote(before === '' ? behind : before)
  return {
    habit:
      before === ''
        ? { zh: `success 后面还有内容：${company.zh}`, en: `Something follows success: ${company.en}` }
        : { zh: `success 前面还有内容：${company.zh}`, en: `Something stands before success: ${company.en}` },
    advice: OUTPUT,
    repair: SUCCESS,
  }
}

function nameHead(trimmed: string): Habit | null {
  const head = findHead(trimmed)
  if (head === null || trimmed.includes('<xml')) return null
  return {
    habit: {
      zh: `响应体里打印了 HTTP 的状态行或响应头：${quote(head).zh}`,
      en: `A status line or headers of HTTP were printed into the body: ${quote(head).en}`,
    },
    advice: {
      zh: '状态行和响应头交给框架或服务器去写，响应体里只输出 XML 或 success。',
      en: 'Leave status line and headers to the framework or server, and write only XML or success into the body.',
    },
    ...repairBy(trimmed.slice(head.length)),
  }
}

function nameValue(trimmed: string): Habit | null {
  const printed = namePrinted(trimmed)
  if (!printed) return null
  const { what, text } = printed
  const shown = quote(trimmed)
  return {
    habit: {
      zh: `回复的是${space(what.zh)}，不是 XML：${shown.zh}`,
      en: `The reply is ${what.en}, not XML: ${shown.en}`,
    },
    advice: VALUE,
    ...repairBy(text),
  }
}

function nameJson(trimmed: string): Habit | null {
  if (!/^[{["]/.test(trimmed)) return null
  const value = parseJson(trimmed)
  if (value === undefined) return nameBrokenJson(trimmed)
  if (typeof value === 'string') {
    return {
      habit: { zh: '整个回复是一个带引号的 JSON 字符串', en: 'The whole reply is a JSON string in quotes' },
      ...repairBy(value),
    }
  }
  const texts = Object.values(value as object).filter(
    (one) => typeof one === 'string' && one.trim().startsWith('<'),
  )
  const repair = repairBy(texts.length === 1 ? String(texts[0]) : undefined)
  return trimmed.startsWith('{')
    ? { habit: { zh: '回复的是 JSON 对象，不是 XML', en: 'The reply is a JSON object, not XML' }, ...repair }
    : { habit: { zh: '回复的是 JSON 数组，不是 XML', en: 'The reply is a JSON array, not XML' }, ...repair }
}

/** Names a text that begins as JSON does and is none; a notice may begin with a bracket and be followed by XML. */
function nameBrokenJson(trimmed: string): Habit | null {
  if (!/^[{[]\s*["{[]/.test(trimmed) || trimmed.includes('<xml')) return null
  return {
    habit: {
      zh: '回复的开头像 JSON，却解析不了（可能被截断）',
      en: 'The reply begins like JSON and cannot be parsed; it may have been cut',
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function nameMarkup(trimmed: string): Habit | null {
  const notice = /<\?xml\s|<xml[\s>/]/.test(trimmed) ? null : findPhpNotice(trimmed)
  if (notice !== null) {
    const shown = quote(notice)
    return {
      habit: {
        zh: `回复的是 PHP 的错误信息：${shown.zh}`,
        en: `The reply is an error message of PHP: ${shown.en}`,
      },
      advice: {
        zh: '先改掉这个错误；线上关掉 display_errors，把错误写进日志。',
        en: 'Fix that error; switch display_errors off in production, and log errors instead.',
      },
    }
  }
  if (HTML.test(trimmed))
    return {
      habit: { zh: '回复的是 HTML 页面，不是 XML', en: 'The reply is an HTML page, not XML' },
      advice: PAGE,
    }
  return null
}

function nameText(trimmed: string): Habit | null {
  if (/^[-+]?\d+(?:\.\d+)?$/.test(trimmed)) {
    const shown = trimmed.slice(0, 20)
    return { habit: { zh: `回复的是数字 ${shown}`, en: `The reply is the number ${shown}` } }
  }
  if (/^(?:true|false)$/i.test(trimmed)) {
    return {
      habit: { zh: `回复的是布尔值 ${trimmed}`, en: `The reply is the boolean ${trimmed}` },
      advice: VALUE,
    }
  }
  if (/<\?xml\s|<xml[\s>/]/.test(trimmed) || trimmed.startsWith('<')) return null
  // `%v` prints the fields alone. Up to the first blank, so that a long text is read once.
  if (/^&?\{[^{}"':=,\s]*\s[^"]*\}$/.test(trimmed)) {
    const shown = quote(trimmed)
    return {
      habit: {
        zh: `回复的像是 Go 的结构体，不是 XML：${shown.zh}`,
        en: `The reply looks like a Go struct, and is not XML: ${shown.en}`,
      },
      advice: VALUE,
    }
  }
  return { habit: { zh: '回复的是普通文字，不是 XML', en: 'The reply is plain text, not XML' } }
}

const SERIALISER: Bilingual = {
  zh: '直接写出文本，不要经过 JSON 序列化（Spring 的 @ResponseBody、NestJS、ASP.NET 都会给字符串加引号）。',
  en: 'Write plain text, past any JSON serialiser (Spring’s @ResponseBody, NestJS and ASP.NET put quotes around strings).',
}
const PAGE: Bilingual = {
  zh: '如果是错误页，原因在后端的日志里；如果是登录页或首页，给这个地址单独的路由，不要经过登录和页面模板。',
  en: 'An error page has its cause in the backend’s log. Where it is a login or home page, give this address a route of its own, past login and templates.',
}
const VALUE: Bilingual = {
  zh: '返回的是一个对象或值，不是文本：先等异步结果，再把它写成 XML 字符串返回；什么都不回复时返回 success。',
  en: 'An object or a value was returned, not a text: await it, write it as a string of XML and return that; to say nothing, return success.',
}
const OUTPUT: Bilingual = {
  zh: '只输出 success 七个字节，找出还有谁在输出（调试语句、布局、第二次 echo），输出后就结束。',
  en: 'Write the seven bytes success alone: find what else writes (a debug statement, a layout, a second echo), and stop once it is out.',
}

export function createNotXml(body: Uint8Array, { habit, advice = SERIALISER, repair }: Habit): Finding {
  return createFinding(
    'reply.not-xml',
    {
      title: habit,
      detail: {
        zh: '微信只认三种回复：空的，正好是 success 七个字节，或根元素为 <xml> 的 XML。其他内容会让用户看到故障提示。',
        en: 'WeChat knows three replies: none, exactly the seven bytes success, or XML whose root is <xml>. Anything else shows the user the fault prompt.',
      },
      fix: advice,
    },
    placeOfBody(body),
    repair,
  )
}

/** Puts a blank between a Chinese character and a Latin letter that follows it. */
function space(text: string): string {
  return /^[\x21-\x7E]/.test(text) ? ` ${text}` : text
}
