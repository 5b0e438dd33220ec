/** The parts of which inputs are made. */

const cdata = (value: string) => `<![CDATA[${value}]]>`

/** The two sides of the conversation, as `send` and `judge` have them. */
export const USER = 'oMpscopeSampleUser0000000001'
export const ACCOUNT = 'gh_mpscope00001'

/** The message that replies answer. */
export const TEXT_MESSAGE =
  `<xml><ToUserName>${cdata(ACCOUNT)}</ToUserName><FromUserName>${cdata(USER)}</FromUserName>` +
  `<CreateTime>1770000000</CreateTime><MsgType>${cdata('text')}</MsgType><Content>${cdata('你好')}</Content>` +
  '<MsgId>24351234567890123</MsgId></xml>'

/** Returns a reply to it, with this after MsgType. */
export function createReply(type: string, rest: string, { to = USER, from = ACCOUNT } = {}): string {
  return (
    `<xml><ToUserName>${cdata(to)}</ToUserName><FromUserName>${cdata(from)}</FromUserName>` +
    `<CreateTime>1770000001</CreateTime><MsgType>${cdata(type)}</MsgType>${rest}</xml>`
  )
}

export const createTextReply = (content: string) =>
  createReply('text', `<Content>${cdata(content)}</Content>`)

/** Returns an event of the account `gh_0000000000aa`, with this after Event. */
export function createEvent(event: string, rest = ''): string {
  return (
    `<xml><ToUserName>${cdata('gh_0000000000aa')}</ToUserName><FromUserName>${cdata('oUserA')}</FromUserName>` +
    `<CreateTime>1770000100</CreateTime><MsgType>${cdata('event')}</MsgType><Event>${cdata(event)}</Event>${rest}</xml>`
  )
}

/** Returns an HTTP answer; without a Content-Length among its headers it gets the right one. */
export function createAnswer(
  status: string,
  headers: readonly string[],
  body: string | Uint8Array = '',
): Uint8Array {
  const bytes = Buffer.from(body)
  const isFramed = headers.some((header) => /^(?:content-length|transfer-encoding):/i.test(header))
  const all = [...headers, ...(isFramed ? [] : [`Content-Length: ${bytes.length}`])]
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${all.join('\r\n')}\r\n\r\n`), bytes])
}
