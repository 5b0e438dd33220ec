import type { Finding, Place } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'
import type { BodyFraming, FramingFault } from '../../ports/framing-fault.ts'
import { createFinding } from '../finding.ts'
import type { FindingTexts } from '../finding.ts'
import { createLengthMismatch } from './content-length.ts'
import type { Addressee, JudgedReply } from './judged-reply.ts'
import { nameProtocol } from './other-protocol.ts'

/**
 * Judges an answer that is not one whole HTTP response; one that had not ended in time is judged by its time. `isWhole`
 * tells whether a body has its end.
 *
 * Source: RFC 9112.
 */
export function judgeBroken(
  { body, broken }: Pick<JudgedReply, 'body' | 'broken'>,
  to: Addressee,
  isWhole?: (body: Uint8Array) => boolean,
): Finding[] {
  const fault = broken?.fault
  if (!fault || fault.kind === 'head-open' || fault.kind === 'body-open') return []
  if (fault.kind === 'surplus' && fault.stated !== null && !fault.next)
    return [createLengthMismatch({ stated: fault.stated, body, end: 'cut' }, to, isWhole)]
  if (fault.kind === 'body-cut' && fault.framing.by === 'length')
    return [createLengthMismatch({ stated: fault.framing.stated, body, end: 'closed' }, to)]
  const { title, detail, fix } = explain(fault, body)
  // A client stops at the end of the first response, and that is whole.
  if (fault.kind === 'surplus')
    return [
      createFinding('reply.broken-framing', { severity: 'warning', title, detail, fix }, placeOf(fault)),
    ]
  const shown = { zh: `${detail.zh}${AFTER[to].zh}`, en: `${detail.en} ${AFTER[to].en}` }
  return [createFinding('reply.broken-framing', { title, detail: shown, fix }, placeOf(fault))]
}

const AFTER: Record<Addressee, Bilingual> = {
  push: {
    zh: '微信多半会当作失败并重新推送。',
    en: 'WeChat most likely counts it as a failure and sends the message again.',
  },
  verification: {
    zh: '验证多半不会通过。',
    en: 'The verification most likely fails.',
  },
}

function placeOf({ kind, at, length }: FramingFault): Place {
  if (kind === 'two-lengths' || kind === 'bad-length' || kind === 'length-and-chunks')
    return { in: 'reply-header', name: 'Content-Length' }
  return { in: 'reply-bytes', offset: at, length }
}

type Texts = Required<FindingTexts>

const LEAVE_IT: Bilingual = {
  zh: '不要自己拼 HTTP 头，交给框架；看看是不是有代码或代理在框架之后又改了一遍。',
  en: 'Let the framework write the head; see whether code of yours, or a proxy, changes it afterwards.',
}

function explain(fault: FramingFault, body: Uint8Array): Texts {
  switch (fault.kind) {
    case 'no-status-line':
      return nameProtocol(body)
    case 'bad-status-line':
      return {
        title: {
          zh: `状态行读不懂：${fault.line}`,
          en: `The status line cannot be understood: ${fault.line}`,
        },
        detail: {
          zh: '第一行应为 HTTP/1.1 200 OK 这样的形式：版本、三位状态码、说明。',
          en: 'The first line should read like HTTP/1.1 200 OK: version, a status of three digits, a phrase.',
        },
        fix: LEAVE_IT,
      }
    case 'bare-line-feed':
      return {
        title: {
          zh: '响应头的换行只有 \\n，应为 \\r\\n',
          en: 'The lines of the head end in \\n alone, not in \\r\\n',
        },
        detail: {
          zh: 'HTTP 规定每行以 \\r\\n 结尾；有的客户端放过，有的拒绝。',
          en: 'HTTP wants \\r\\n at the end of each line; some clients let this pass, others refuse it.',
        },
        fix: {
          zh: '自己写响应头的程序（CGI、socket、Nginx Lua 等）要输出 \\r\\n；最好交给框架。',
          en: 'Code that writes the head itself (CGI, sockets) has to write \\r\\n; better, leave it to the framework.',
        },
      }
    case 'bad-header':
      return explainHeader(fault.line)
    case 'two-lengths': {
      const values = fault.values.slice(0, 4).join('、')
      return {
        title: {
          zh: `有两个 Content-Length：${values}`,
          en: `There are two Content-Lengths: ${values.replaceAll('、', ', ')}`,
        },
        detail: {
          zh: '长度只能有一个；有两个时，标准要求把响应当作无效。',
          en: 'There may be one length only; with two, the standard has the response taken for invalid.',
        },
        fix: {
          zh: '框架已经会写这个头：删掉代码里自己加的那个，再看看代理是不是又加了一个。',
          en: 'The framework writes this header already: remove the one that your code adds, and see whether a proxy adds another.',
        },
      }
    }
    case 'bad-length':
      return {
        title: {
          zh: `Content-Length 不是数字：${fault.value.slice(0, 40)}`,
          en: `Content-Length is not a number: ${fault.value.slice(0, 40)}`,
        },
        detail: {
          zh: '没有可用的长度，就不知道响应体到哪里为止。',
          en: 'Without a length nobody knows where the body ends.',
        },
        fix: LEAVE_IT,
      }
    case 'length-and-chunks':
      return {
        title: {
          zh: '同时有 Content-Length 和 Transfer-Encoding: chunked',
          en: 'Both Content-Length and Transfer-Encoding: chunked are there',
        },
        detail: {
          zh: '两个头说的长度不是一回事，只能有一个；严格的客户端把这当作攻击而拒绝。',
          en: 'The two say different things of the length, and only one may be there; strict clients take it for an attack and refuse it.',
        },
        fix: {
          zh: '转发别人的响应时不要照抄这两个头；删掉自己写的那个，由框架决定。',
          en: 'Do not copy both headers when passing another response on; remove the one of your own and let the framework decide.',
        },
      }
    case 'bad-chunk':
      return explainChunk(fault.line, fault.none)
    case 'head-cut':
      return {
        title: { zh: '响应头没有发完，连接就断了', en: 'The connection ended before the headers did' },
        detail: {
          zh: `来了 ${fault.at} 个字节，少了响应头后面的空行。`,
          en: `${fault.at} bytes came, and the empty line that ends the head did not.`,
        },
        fix: {
          zh: '响应头后面要有一个空行（\\r\\n\\r\\n）；如果是进程中途退出，看后端的错误日志。',
          en: 'Write an empty line (\\r\\n\\r\\n) after the head; if the process died on the way, look into its log.',
        },
      }
    case 'body-cut':
      return explainCut(fault.framing, body)
    case 'surplus':
      return explainSurplus(fault.next, fault.length)
    case 'too-large':
      return {
        title: {
          zh: `响应太大，读到 ${fault.at} 个字节就停了`,
          en: `The response is too large: reading stopped after ${fault.at} bytes`,
        },
        detail: {
          zh: '微信的回复不过几 KB；这多半是网页、文件，或停不下来的循环。',
          en: 'A reply to WeChat has a few KB; this is a page, a file, or a loop that does not stop.',
        },
        fix: {
          zh: '看看这个地址是不是走到了别的页面或下载。',
          en: 'See whether this address leads to a page or a download.',
        },
      }
    case 'refused':
    case 'head-open':
    case 'body-open':
      return {
        title: {
          zh: '响应不合 HTTP 的格式，读不下去',
          en: 'The response breaks the format of HTTP and cannot be read on',
        },
        detail: {
          zh: `在第 ${fault.at} 个字节处停下${'reason' in fault && fault.reason ? `（${fault.reason}）` : ''}。`,
          en: `Reading stopped at byte ${fault.at}${'reason' in fault && fault.reason ? ` (${fault.reason})` : ''}.`,
        },
        fix: LEAVE_IT,
      }
  }
}

function explainHeader(line: string): Texts {
  if (/^[<{[]/.test(line))
    return {
      title: {
        zh: '响应头和响应体之间少了空行',
        en: 'The empty line between head and body is missing',
      },
      detail: {
        zh: '响应体接在响应头后面，被当成了一行头。',
        en: 'The body follows the headers at once and is taken for one of them.',
      },
      fix: {
        zh: '响应头写完之后，先输出一个空行（\\r\\n\\r\\n）再写响应体。',
        en: 'After the last header write an empty line (\\r\\n\\r\\n), and the body then.',
      },
    }
  const hasColon = line.includes(':')
  return {
    title: {
      zh: `响应头里有一行${hasColon ? '不合规定' : '没有冒号'}：${line}`,
      en: `A line of the head ${hasColon ? 'is no header' : 'has no colon'}: ${line}`,
    },
    detail: {
      zh: '每行应为「名称: 值」，名称里没有空格，也不能有控制字符；读到这样的行，客户端不会再往下读。',
      en: 'Each line is “Name: value”, with no blank in the name and no control character; clients do not read on from such a line.',
    },
    fix: {
      zh: '多半是调试输出、PHP 提示或脚本的 print 跑到了响应头里：先输出完响应头和空行，再写别的。',
      en: 'Mostly debug output, a notice of PHP or a script’s print among the headers: write head and empty line first, and everything else after.',
    },
  }
}

function explainChunk(line: string, none: boolean): Texts {
  const fix = {
    zh: '不要自己写 Transfer-Encoding: chunked，让框架分块；转发别人的响应时也不要照抄这个头。',
    en: 'Do not write Transfer-Encoding: chunked yourself, let the framework cut the chunks; do not copy the header from a response that you pass on.',
  }
  if (none)
    return {
      title: {
        zh: '声明了分块传输（chunked），响应体却没有分块',
        en: 'It is declared as chunked, and the body is not in chunks',
      },
      detail: {
        zh: `每块前面应有十六进制的长度，这里是：${line}。`,
        en: `A length in hex should stand before each chunk; here stands: ${line}.`,
      },
      fix,
    }
  return {
    title: {
      zh: `块的长度不对，后面是：${line}`,
      en: `The size of a chunk is wrong; after it comes: ${line}`,
    },
    detail: {
      zh: '块的长度是字节数，写成十六进制，块的末尾是 \\r\\n。数了字符，或忘了 \\r\\n，后面就都错位了。',
      en: 'The size counts bytes, in hex, and each chunk ends in \\r\\n. If characters were counted or \\r\\n was left out, everything after it is out of place.',
    },
    fix,
  }
}

function explainCut(framing: BodyFraming, body: Uint8Array): Texts {
  const chunks = framing.by === 'chunks'
  return {
    title: chunks
      ? { zh: '分块传输没有最后一块，连接就断了', en: 'The connection ended before the last chunk' }
      : { zh: '响应体没有发完，连接就断了', en: 'The connection broke before the body ended' },
    detail: {
      zh: `来了 ${body.length} 个字节的响应体。${chunks ? '没有表示结束的块（0），就不算完整的响应。' : ''}`,
      en: `${body.length} bytes of the body came.${chunks ? ' Without the chunk that ends it (0) the response is not complete.' : ''}`,
    },
    fix: {
      zh: '看后端或它前面的代理的错误日志：进程多半在写的中途退出，或者没有正常结束响应。',
      en: 'Look into the log of the backend or of the proxy before it: the process died while writing, or did not end the response properly.',
    },
  }
}

function explainSurplus(next: boolean, length: number): Texts {
  return {
    title: next
      ? { zh: '一次请求回了两个响应', en: 'One request got two responses' }
      : {
          zh: `响应结束之后还有 ${length} 个字节`,
          en: `${length} bytes follow the end of the response`,
        },
    detail: {
      zh: '客户端读完第一个响应就停，后面的没有人读；代理可能会因此断开连接。',
      en: 'A client stops after the first response, and nobody reads the rest; proxies may close the connection over it.',
    },
    fix: next
      ? {
          zh: '看看处理函数是不是回复了两次，比如出错处理之后没有 return。',
          en: 'See whether the handler responds twice, for lack of a return after handling an error, for example.',
        }
      : {
          zh: '看看是什么在响应结束之后又输出了内容。',
          en: 'See what writes after the response has ended.',
        },
  }
}
