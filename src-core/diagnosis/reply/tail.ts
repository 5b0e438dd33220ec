import type { Finding } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import { parseLenientText } from '../../xml/parse/lenient.ts'
import type { LenientResult } from '../../xml/parse/lenient.ts'
import { skipMisc } from '../../xml/parse/skip-misc.ts'
import { createFinding } from '../finding.ts'
import { findPhpNotice } from './php-notice.ts'
import { mendText, placeIn, quote } from './reply-text.ts'
import type { ReplyText } from './reply-text.ts'

const MAX_TRIES = 4
const MAX_TRIED_LENGTH = 256 * 1024

/**
 * Returns where the first document ends if it can be read and something follows it that is no comment, and that
 * document alone; else null.
 */
export function findTail(text: string, whole: LenientResult): { at: number; parsed: LenientResult } | null {
  if (whole.ok && !whole.recoveries.some(({ code }) => code === 'TRAILING_TEXT')) return null
  const ends = /<\/xml\s*>/g
  for (let tries = 0; tries < MAX_TRIES && ends.test(text); tries++) {
    const at = ends.lastIndex
    if (at > MAX_TRIED_LENGTH) return null
    const parsed = parseLenientText(text.slice(0, at))
    if (parsed.ok) return skipMisc(text, at) < text.length ? { at, parsed } : null
  }
  return null
}

/** Judges the text behind the document, which begins at `at`. */
export function judgeTail(source: ReplyText, at: number): Finding[] {
  const { text } = source
  const start = at + /^\s*/.exec(text.slice(at))![0].length
  if (start >= text.length) return []
  const tail = text.slice(start)
  const { what, detail, fix } = explainTail(tail)
  return [
    createFinding(
      'reply.malformed',
      {
        title: { zh: `回复后面还有内容：${what.zh}`, en: `Something follows the reply: ${what.en}` },
        detail: detail ?? {
          zh: '</xml> 之后不能再有文字或标签，这样的 XML 不合法，用户多半看到故障提示。',
          en: 'No text and no tag may follow </xml>: the XML is malformed, and the user most likely sees the fault prompt.',
        },
        fix,
      },
      placeIn(source, start, text.length),
      mendText(source, [{ start: at, end: text.length, text: '' }]),
    ),
  ]
}

type Tail = { what: Bilingual; fix: Bilingual; detail?: Bilingual }

const PANELS =
  /think_?page_?trace|ThinkPHP|phpdebugbar|sf-?toolbar|web-?profiler|codeigniter-profiler|debug-?bar|yii-debug|djDebug|mini-?profiler|clockwork|__nuxt|livereload|browser-?sync/i

function explainTail(tail: string): Tail {
  const shown = quote(tail)
  const notice = findPhpNotice(tail)
  if (/^\0+$/.test(tail)) {
    return {
      what: { zh: `${tail.length} 个 NUL 字节`, en: `NUL bytes, ${tail.length} of them` },
      fix: {
        zh: '只发出缓冲区里写过的那一段，不要把整个缓冲区发出去。',
        en: 'Send the part of the buffer that was written, not the whole of it.',
      },
    }
  }
  if (/^0\s*$/.test(tail)) {
    return {
      what: { zh: '分块传输的结束行 0', en: 'the last line of a chunked body, 0' },
      fix: {
        zh: '不要自己写分块的长度行，交给框架或服务器；如果是 PHP，多半是输出了返回值。',
        en: 'Leave the lengths of chunks to the framework or server; in PHP, a returned value was echoed most likely.',
      },
    }
  }
  if (/^<(?:\?xml\s|xml[\s>])/.test(tail)) {
    return {
      what: { zh: '第二个回复', en: 'a second reply' },
      detail: {
        zh: '一次请求只能有一个回复；两个连在一起的 XML 不合法，用户多半看到故障提示。',
        en: 'A request has one reply; two of them in a row are malformed XML, and the user most likely sees the fault prompt.',
      },
      fix: {
        zh: '输出第一个回复后就结束（PHP 用 exit）；其余的改用客服消息发送。修复只保留第一个。',
        en: 'Stop after the first one (exit in PHP), and send the others through the customer-service API. The repair keeps the first.',
      },
    }
  }
  if (PANELS.test(tail)) {
    return {
      what: { zh: `框架的调试信息${shown.zh}`, en: `debug output of a framework, ${shown.en}` },
      fix: {
        zh: '对这条路由关掉调试面板：ThinkPHP 关 app_trace 或 SHOW_PAGE_TRACE，其他框架关 debug bar；或者输出后直接 exit。',
        en: 'Switch the panel off for this route (app_trace or SHOW_PAGE_TRACE in ThinkPHP, the debug bar elsewhere), or exit right after writing.',
      },
    }
  }
  if (notice !== null) {
    return {
      what: { zh: `PHP 的提示${quote(notice).zh}`, en: `a notice of PHP, ${quote(notice).en}` },
      fix: {
        zh: '先改掉这个提示说的错误；线上关掉 display_errors，输出后直接 exit。',
        en: 'Fix what the notice is about; switch display_errors off in production, and exit right after writing.',
      },
    }
  }
  return {
    what: shown,
    fix: {
      zh: '找出是谁在回复之后又输出了内容（调试语句、模板、布局、第二次 echo），输出回复后就结束。',
      en: 'Find what writes after the reply (a debug statement, a layout, a second echo), and stop once the reply is out.',
    },
  }
}
