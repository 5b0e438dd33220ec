import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { Evidence } from '../../contract/findings/kind.ts'
import { createFinding } from '../finding.ts'
import { findHead } from './http-head.ts'
import { findCause } from '../own-words/find-cause.ts'
import { readPage } from '../page/page.ts'
import { placeIn } from './reply-text.ts'
import type { ReplyText } from './reply-text.ts'
import { utf8Length } from '../../xml/text-position.ts'

const PLAIN_BLANKS = /^[ \t\r\n]+$/

type Lead = { what: Bilingual; fix?: Bilingual }

/** Judges the bytes before the document: the text `lead` and the byte order mark. */
export function judgeLeadingBytes(source: ReplyText, lead: string): Finding[] {
  if (lead === '' && !source.bom) return []
  const length = (source.bom ? 3 : 0) + utf8Length(lead)
  const { what, fix = FIX } = nameLead(source.bom, lead)
  return [
    createFinding(
      'reply.leading-bytes',
      {
        ...judgeLead(source, lead),
        title: {
          zh: `XML 前面多了 ${length} 个字节：${what.zh}`,
          en: `${length} ${length === 1 ? 'byte stands' : 'bytes stand'} before the XML: ${what.en}`,
        },
        fix: findNoticeFix(lead) ?? fix,
      },
      { ...placeIn(source, 0, lead.length), offset: 0, length },
      source.text.slice(lead.length),
    ),
  ]
}

/** Returns the advice for a notice whose cause is known. */
function findNoticeFix(lead: string): Bilingual | undefined {
  const page = readPage({ headers: [], body: new TextEncoder().encode(lead) })
  return findCause(page, 200, { to: 'push' })?.cause.fix
}

const FIX: Bilingual = {
  zh: '源文件存成不带 BOM 的 UTF-8，<?php 前和 ?> 后不留空行；输出前 ob_clean()，不要把 Notice 显示到页面上。',
  en: 'Save source files as UTF-8 without BOM, leave no blank line before <?php or after ?>, call ob_clean() before writing, and display no notices.',
}

/** Tells how bad the lead is: WeChat takes blanks before the root, and XML has none before its declaration. */
function judgeLead(
  { bom, text }: ReplyText,
  lead: string,
): { severity?: 'warning'; evidence?: Evidence; detail: Bilingual } {
  if (bom || !PLAIN_BLANKS.test(lead)) {
    return {
      detail: {
        zh: '回复的第一个字节必须是 <。前面有别的内容，微信就读不出 XML，用户会看到故障提示。',
        en: 'The first byte of a reply must be <. With anything before it WeChat cannot read the XML, and the user sees the fault prompt.',
      },
    }
  }
  if (text.startsWith('<?xml', lead.length)) {
    return {
      evidence: 'inferred',
      detail: {
        zh: 'XML 声明前不能有空白，严格的解析器会拒绝整个回复，用户多半看到故障提示。',
        en: 'No blank may precede the XML declaration: a strict parser refuses the whole reply, and the user most likely sees the fault prompt.',
      },
    }
  }
  return {
    severity: 'warning',
    detail: {
      zh: '只有空白时微信照样收下：WeRoBot 的回复一直以空行开头。如果不是框架自带的，就是还有别的代码在输出。',
      en: 'WeChat takes blanks alone: every reply of WeRoBot begins with a blank line. If yours is no such framework, other code writes into the reply.',
    },
  }
}

/** Each file that PHP includes can bring a mark of its own. */
function nameMarks(count: number): Bilingual {
  return count === 1
    ? { zh: 'BOM', en: 'a byte order mark' }
    : { zh: `${count} 个 BOM`, en: `${count} byte order marks` }
}

function nameLead(bom: boolean, lead: string): Lead {
  const text = lead.trim()
  if (/^\uFEFF*$/.test(lead)) return { what: nameMarks((bom ? 1 : 0) + lead.length) }
  if (/^[\s\u200B-\u200F\u2060\uFEFF]+$/.test(lead) && /[\u200B-\u200F\u2060]/.test(lead)) {
    return { what: { zh: '看不见的零宽字符', en: 'characters of no width, which nobody sees' } }
  }
  if (text === '') {
    return {
      what: bom
        ? { zh: 'BOM 和空白', en: 'a byte order mark and blanks' }
        : PLAIN_BLANKS.test(lead)
          ? { zh: '空白或空行', en: 'blanks or blank lines' }
          : { zh: '全角空格之类的特殊空白', en: 'blanks other than spaces and line breaks' },
    }
  }
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
  if (findHead(text) !== null) {
    return {
      what: { zh: `打印出来的 HTTP 头 ${shown}`, en: `a printed HTTP head, ${shown}` },
      fix: {
        zh: '状态行和响应头交给框架或服务器去写，响应体里只输出 XML；CGI 的头和响应体之间只空一行。',
        en: 'Leave status line and headers to the framework or server, and write XML alone into the body; a CGI head ends with one blank line.',
      },
    }
  }
  if (/^[0-9a-f]{1,8}$/i.test(text) && /[\r\n]$/.test(lead)) {
    return {
      what: { zh: `分块传输的长度行 ${shown}`, en: `the length of a chunk, ${shown}` },
      fix: {
        zh: '不要自己写分块的长度行，交给框架或服务器；或者加上 Transfer-Encoding: chunked。',
        en: 'Leave the lengths of chunks to the framework or server, or say Transfer-Encoding: chunked.',
      },
    }
  }
  return {
    what: /\b(?:Notice|Warning|Deprecated|Fatal error|Parse error)\b/.test(lead)
      ? { zh: `PHP 的提示 ${shown}`, en: `a notice of PHP, ${shown}` }
      : { zh: `文字 ${shown}`, en: `the text ${shown}` },
  }
}
