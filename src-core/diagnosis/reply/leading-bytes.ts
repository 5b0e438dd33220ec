import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'
import { findCause } from '../own-words/find-cause.ts'
import { readPage } from '../page/page.ts'
import { placeIn } from './reply-text.ts'
import type { ReplyText } from './reply-text.ts'
import { utf8Length } from '../../xml/text-position.ts'

/** Judges the bytes before the document: the text `lead` and the byte order mark. */
export function judgeLeadingBytes(source: ReplyText, lead: string): Finding[] {
  if (lead === '' && !source.bom) return []
  const length = (source.bom ? 3 : 0) + utf8Length(lead)
  const what = nameLead(source.bom, lead)
  return [
    createFinding(
      'reply.leading-bytes',
      {
        title: {
          zh: `XML 前面多了 ${length} 个字节：${what.zh}`,
          en: `${length} ${length === 1 ? 'byte stands' : 'bytes stand'} before the XML: ${what.en}`,
        },
        detail: {
          zh: '回复的第一个字节必须是 <。前面有别的内容，微信就读不出 XML，用户会看到故障提示。',
          en: 'The first byte of a reply must be <. With anything before it WeChat cannot read the XML, and the user sees the fault prompt.',
        },
        fix: findNoticeFix(lead) ?? {
          zh: '源文件存成不带 BOM 的 UTF-8，<?php 前和 ?> 后不留空行；输出前 ob_clean()，不要把 Notice 显示到页面上。',
          en: 'Save source files as UTF-8 without BOM, leave no blank line before <?php or after ?>, call ob_clean() before writing, and display no notices.',
        },
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

function nameLead(bom: boolean, lead: string): Bilingual {
  const text = lead.trim()
  if (lead === '') return { zh: 'BOM', en: 'a byte order mark' }
  if (text === '') {
    return bom
      ? { zh: 'BOM 和空白', en: 'a byte order mark and blanks' }
      : { zh: '空白或空行', en: 'blanks or blank lines' }
  }
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
  return /\b(?:Notice|Warning|Deprecated|Fatal error|Parse error)\b/.test(lead)
    ? { zh: `PHP 的提示 ${shown}`, en: `a notice of PHP, ${shown}` }
    : { zh: `文字 ${shown}`, en: `the text ${shown}` }
}
