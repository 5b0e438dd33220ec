import type { FindingTexts } from '../finding.ts'

/** Names what came in place of an HTTP response: bytes that do not begin with `HTTP/`. */
export function nameProtocol(bytes: Uint8Array): Required<FindingTexts> {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  const line = /^[^\r\n]{0,80}/.exec(text)?.[0] ?? ''
  if (/^[\x14-\x17]\x03[\0-\x04]/.test(text)) return TLS
  const at = text.search(/HTTP\/1\.[01] \d{3}/)
  if (at > 0) return createLead(at)
  const banner = BANNERS.find(([pattern]) => pattern.test(text))
  if (banner) return createBanner(banner[1], line)
  return /^[\s<{["\d]|^(?:success|ok)\b|^\xef\xbb\xbf/i.test(text) ? NO_HEAD : createOther(line)
}

const TLS: Required<FindingTexts> = {
  title: {
    zh: '用 http 访问了 https 的端口：回来的是 TLS 的报错',
    en: 'http was spoken to an https port: a TLS alert came back',
  },
  detail: {
    zh: '回来的字节以 15 03 这样的 TLS 记录开头，不是 HTTP。',
    en: 'The bytes begin with a TLS record (15 03 …) and are not HTTP.',
  },
  fix: {
    zh: '把地址改成 https://，或者换成 http 的端口；反向代理里检查 proxy_pass 的协议。',
    en: 'Change the address to https://, or take the http port; in a reverse proxy check the scheme of proxy_pass.',
  },
}

function createLead(bytes: number): Required<FindingTexts> {
  return {
    title: {
      zh: `状态行前面多了 ${bytes} 个字节`,
      en: `${bytes} bytes stand before the status line`,
    },
    detail: {
      zh: '响应的第一个字节就应该是 HTTP/1.1 的 H；前面有 BOM 或别的输出，客户端就认不出来。',
      en: 'The first byte of a response is the H of HTTP/1.1; with a byte order mark or other output before it, no client knows it.',
    },
    fix: {
      zh: '让框架写状态行和响应头，程序只写响应体；源文件存成不带 BOM 的 UTF-8。',
      en: 'Let the framework write status line and headers, and your program the body only; save its files as UTF-8 without BOM.',
    },
  }
}

const NO_HEAD: Required<FindingTexts> = {
  title: {
    zh: '没有状态行和响应头，上来就是响应体',
    en: 'There are no status line and no headers, only the body',
  },
  detail: {
    zh: '这像 1991 年的 HTTP/0.9，现在的客户端不接受：响应要以 HTTP/1.1 200 OK 开头，响应头之后空一行再写响应体。',
    en: 'That is HTTP/0.9 of 1991, which no client accepts today: a response begins with HTTP/1.1 200 OK, then headers, an empty line and the body.',
  },
  fix: {
    zh: '自己用 socket 写的服务要先输出状态行、Content-Length 和空行；最好用现成的 HTTP 框架。',
    en: 'A server made of bare sockets has to write status line, Content-Length and an empty line first; better, take an HTTP framework.',
  },
}

/** The greetings of other services. */
const BANNERS: [pattern: RegExp, name: string][] = [
  [/^SSH-\d/, 'SSH'],
  [/^220[ -].*(?:SMTP|mail)/i, 'SMTP'],
  [/^220[ -]/, 'FTP / SMTP'],
  [/^\+OK\b/, 'POP3'],
  [/^\* OK\b/, 'IMAP'],
  [/^-(?:ERR|NOAUTH|DENIED)\b/, 'Redis'],
  [/^RFB \d/, 'VNC'],
  [/^.\0\0\0(?:\x0a|\xff)[\s\S]*(?:mysql|mariadb|\d+\.\d+\.\d+)/i, 'MySQL'],
  [/^\x05[\0\x01\xff]|^\0[\x5a-\x5d]/, 'SOCKS'],
  [/^\0\0[\s\S]\x04\0\0\0\0\0/, 'HTTP/2'],
]

function createBanner(name: string, line: string): Required<FindingTexts> {
  const shown = /^[ -~]+$/.test(line) ? { zh: `：${line}`, en: `: ${line}` } : { zh: '', en: '' }
  return {
    title: {
      zh: `这个端口上不是 HTTP 服务，像是 ${name}`,
      en: `No HTTP is served on this port; it looks like ${name}`,
    },
    detail: {
      zh: `回来的是另一种协议的开头${shown.zh}。`,
      en: `What came back is the beginning of another protocol${shown.en}.`,
    },
    fix: {
      zh: '核对地址里的端口和隧道、端口映射的目标端口。',
      en: 'Check the port in the address, and the port that the tunnel or the mapping leads to.',
    },
  }
}

function createOther(line: string): Required<FindingTexts> {
  const readable = /^[ -~]+$/.test(line)
  return {
    title: readable
      ? { zh: `回来的不是 HTTP：${line}`, en: `What came back is not HTTP: ${line}` }
      : { zh: '回来的不是 HTTP，是二进制数据', en: 'What came back is not HTTP but binary data' },
    detail: {
      zh: 'HTTP 响应以 HTTP/1.1 和状态码开头，这里不是。',
      en: 'An HTTP response begins with HTTP/1.1 and a status; this does not.',
    },
    fix: {
      zh: '核对地址、端口和协议（http 或 https）；隧道和端口映射要指向 HTTP 服务。',
      en: 'Check address, port and scheme (http or https); tunnel and mapping have to lead to an HTTP server.',
    },
  }
}
