import type { Bilingual } from '../../contract/text.ts'
import { createGroup } from '../kit/case.ts'
import type { CaseRow } from '../kit/case.ts'
import { createMixedUp } from '../kit/findings.ts'
import { describeAll, endAllGenuine, endGenuine } from '../kit/judge.ts'
import { withQuery } from '../kit/query.ts'

const ADDRESSES: Bilingual = {
  zh: '回复的 ToUserName 取消息的 FromUserName，FromUserName 取消息的 ToUserName，不要写死。',
  en: 'Take ToUserName of the reply from FromUserName of the message and the other way round; never write them into the code.',
}

export const FRAMING_CHECKS: CaseRow[] = createGroup('framing', [
  {
    id: 'whole',
    level: 'required',
    title: { zh: '完整的 HTTP 响应', en: 'A whole HTTP response' },
    sent: { zh: '三条文本消息，每条一个连接', en: 'three texts, each on a connection of its own' },
    why: {
      zh: '长度不符、分块错误、不结束的响应，微信都当作没有收到。',
      en: 'With a wrong length, a broken chunk or no end, WeChat counts a response as none.',
    },
    fix: {
      zh: '让框架来写响应头；Content-Length 按字节算；写完要结束响应。',
      en: 'Let the framework write the headers; count bytes for Content-Length; end the response.',
    },
    async act(talk) {
      const all = []
      for (let count = 0; count < 3; count++) all.push(await talk.push(talk.write('text')))
      return endAllGenuine(all)
    },
  },
  {
    id: 'http10',
    level: 'required',
    title: { zh: '用 HTTP/1.0 推送', en: 'A push in HTTP/1.0' },
    sent: { zh: '一条文本消息，HTTP/1.0', en: 'a text in HTTP/1.0' },
    why: {
      zh: '早期抓到的推送是 HTTP/1.0；它没有分块，回分块的响应就读不出来。',
      en: 'Older captures of pushes have HTTP/1.0, which knows no chunks: a response in chunks cannot be read.',
    },
    fix: {
      zh: '不要禁用 HTTP/1.0；响应带 Content-Length。',
      en: 'Leave HTTP/1.0 enabled; send a Content-Length.',
    },
    async act(talk) {
      return endGenuine(await talk.push(talk.write('text'), { version: '1.0' }))
    },
  },
  {
    id: 'two-users',
    level: 'required',
    title: { zh: '两个用户轮流发消息', en: 'Two users in turn' },
    sent: {
      zh: '两个用户各发一条文本，再各发一条',
      en: 'a text of one user, one of another, and both again',
    },
    why: {
      zh: '收发双方写错的回复到不了用户，会提示故障。',
      en: 'A reply with wrong addresses reaches nobody, and the fault prompt is shown.',
    },
    fix: ADDRESSES,
    async act(talk) {
      const users = [talk.user, `${talk.user.slice(0, -1)}b`]
      const all = []
      for (const user of [...users, ...users])
        all.push(await talk.push(talk.write('text', null, { FromUserName: user })))
      const isMixed = all.some(({ reply, exchange: { message } }) => {
        if (reply.kind !== 'message' || reply.to === '') return false
        // To the account itself: then the two are not swapped, which has a finding of its own.
        return reply.to !== message?.from && reply.to !== message?.to
      })
      if (!isMixed) return endAllGenuine(all)
      const finding = createMixedUp({
        zh: '给一个用户的回复写着别人的 OpenID',
        en: 'A reply to one user is addressed to another',
      })
      return { came: describeAll(all), findings: [finding] }
    },
  },
  {
    id: 'other-account',
    level: 'advice',
    title: { zh: '消息是发给别的公众号的', en: 'A message for another account' },
    sent: { zh: 'ToUserName 是另一个 gh_ 开头的 ID', en: 'ToUserName is another gh_… ID' },
    why: {
      zh: '换了账号或用测试号时，写死的 FromUserName 会让回复失效。',
      en: 'After a change of accounts, or with a test account, a FromUserName in the code spoils every reply.',
    },
    fix: ADDRESSES,
    async act(talk) {
      return endGenuine(await talk.push(talk.write('text', null, { ToUserName: 'gh_mpscopeother' })))
    },
  },
  {
    id: 'no-openid',
    level: 'required',
    title: { zh: '地址里没有 openid', en: 'No openid in the address' },
    sent: { zh: '一条文本消息，参数里没有 openid', en: 'a text without openid among its parameters' },
    why: {
      zh: '早期抓到的推送没有这个参数；用户是谁，以消息里的 FromUserName 为准。',
      en: 'Older captures lack it; who the user is, FromUserName in the message tells.',
    },
    fix: {
      zh: '用消息里的 FromUserName，不要依赖参数 openid。',
      en: 'Use FromUserName of the message, and do not depend on the parameter openid.',
    },
    async act(talk) {
      return endGenuine(
        await talk.push(talk.write('text'), { change: (request) => withQuery(request, { openid: null }) }),
      )
    },
  },
  {
    id: 'accept',
    level: 'advice',
    title: { zh: '不看请求头', en: 'Whatever the headers' },
    sent: { zh: '一条文本消息，没有 Accept 和 User-Agent', en: 'a text without Accept and User-Agent' },
    why: {
      zh: '官方没有规定请求头；按 User-Agent 拦截的防火墙会挡住微信。',
      en: 'No headers are official; a firewall that goes by User-Agent stops WeChat.',
    },
    fix: {
      zh: '给这个地址放行，不按请求头判断来源；来源用签名判断。',
      en: 'Let this address through whatever its headers; the signature tells where a request comes from.',
    },
    async act(talk) {
      return endGenuine(
        await talk.push(talk.write('text'), {
          change: (request) => ({
            ...request,
            headers: request.headers.filter(([name]) => !/^(?:accept|user-agent|pragma)$/i.test(name)),
          }),
        }),
      )
    },
  },
])
