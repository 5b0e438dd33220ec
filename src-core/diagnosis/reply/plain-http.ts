import type { FindingTexts } from '../finding.ts'
import type { JudgedReply } from './judged-reply.ts'

/** The words of nginx, Go, Apache and Tomcat. */
const REFUSALS =
  /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled|host and port requires TLS/i

/** Explains a 400 with which an https port refuses a request in http. Returns null if it is none. */
export function explainPlainHttp({
  status,
  body,
}: Pick<JudgedReply, 'status' | 'body'>): FindingTexts | null {
  if (status !== 400 || !REFUSALS.test(new TextDecoder().decode(body.subarray(0, 2048)))) return null
  return {
    title: {
      zh: '用 http 访问了 https 的端口（400）',
      en: 'http was spoken to an https port (400)',
    },
    detail: {
      zh: '端口是通的，但只支持 https；请求没有到后端的程序。',
      en: 'The port is there and speaks https only; the request never reached the program behind it.',
    },
    fix: {
      zh: '把地址改成 https://，或者换成 http 的端口；在反向代理后面时检查 proxy_pass 的协议。',
      en: 'Change the address to https://, or take the http port; behind a reverse proxy check the scheme of proxy_pass.',
    },
  }
}
