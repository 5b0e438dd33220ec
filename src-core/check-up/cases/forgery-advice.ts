import type { CaseRow } from '../kit/case.ts'
import { createForgedAccepted, createReplayTaken } from '../kit/findings.ts'
import { describeReturned, findBrokenOff } from '../kit/judge.ts'
import { withMsgSignature, withQuery } from '../kit/query.ts'

/** What no page asks for, or what good back ends do without. */
export const FORGERY_ADVICE: Omit<CaseRow, 'group'>[] = [
  {
    id: 'acknowledged',
    level: 'advice',
    title: { zh: '伪造的请求不回 success', en: 'A forged request is not acknowledged' },
    sent: { zh: '一条签名错误的文本消息', en: 'a text with a wrong signature' },
    why: {
      zh: '回 success 看不出有没有处理；Token 填错时，真正的消息也会这样悄悄丢掉。',
      en: 'success does not tell whether it was handled; and with a wrong token, genuine messages are lost in the same silence.',
    },
    fix: { zh: '签名不符时返回 401 或 403。', en: 'Return 401 or 403 where the signature is wrong.' },
    async act(talk) {
      const made = Buffer.from(talk.random(20)).toString('hex')
      const returned = await talk.push(talk.write('text'), {
        change: (request) => withQuery(request, { signature: made, ...withMsgSignature(request, made) }),
      })
      const { body } = returned.exchange.response
      const isTaken =
        returned.reply.kind === 'message' || (returned.reply.kind === 'acknowledged' && body !== '')
      return {
        came: describeReturned(returned),
        findings: isTaken
          ? [
              createForgedAccepted(
                { zh: '签名错误的消息得到了 success', en: 'A message with a wrong signature got success' },
                {
                  zh: '也许没有处理，也许处理了：从外面看不出来。',
                  en: 'Perhaps it was not handled, perhaps it was: nobody can tell from outside.',
                },
                { zh: '签名不符时返回 401 或 403。', en: 'Return 401 or 403 where the signature is wrong.' },
              ),
            ]
          : [],
      }
    },
  },
  {
    id: 'verification',
    level: 'advice',
    title: { zh: '验证也检查签名', en: 'Verifications are checked, too' },
    sent: { zh: '一次签名错误的验证', en: 'a verification with a wrong signature' },
    why: {
      zh: '官方要求先检查签名再返回 echostr；不检查时，Token 填错也能提交，之后的消息却全部出错。',
      en: 'By the official page the signature is checked before echostr goes back; unchecked, a wrong token is accepted by the console, and every message fails later.',
    },
    fix: {
      zh: '签名不符时返回 401 或 403，不要返回 echostr。',
      en: 'Where the signature is wrong, return 401 or 403 and not the echostr.',
    },
    async act(talk) {
      const returned = await talk.verify({
        change: (request) => withQuery(request, { signature: Buffer.from(talk.random(20)).toString('hex') }),
      })
      return {
        came: describeReturned(returned),
        findings:
          returned.verdict === 'accepted'
            ? [
                createForgedAccepted(
                  { zh: '签名错误的验证也通过了', en: 'A verification with a wrong signature passed' },
                  {
                    zh: '后端没有看签名就返回了 echostr；有的库的默认行为就是这样。',
                    en: 'The backend returned echostr without a look at the signature, as some libraries do unless told otherwise.',
                  },
                  {
                    zh: '返回 echostr 之前先验证签名。',
                    en: 'Check the signature before you return echostr.',
                  },
                ),
              ]
            : [],
      }
    },
  },
  {
    id: 'old',
    level: 'advice',
    title: { zh: '两小时前的签名', en: 'A signature two hours old' },
    sent: { zh: '签名正确，时间戳是两小时前', en: 'rightly signed, with a timestamp of two hours ago' },
    why: {
      zh: '没有页面要求检查时间；不检查的话，日志里的地址永远有效。',
      en: 'No page asks for a look at the time; without one, an address in a log is valid for ever.',
    },
    fix: {
      zh: '时间戳相差五分钟以上就拒绝（先确认服务器的时钟是准的）。',
      en: 'Refuse a timestamp that is more than five minutes away, once the clock of your server is right.',
    },
    async act(talk) {
      const timestamp = String(Math.floor(talk.now() / 1000) - 7200)
      const returned = await talk.push(talk.write('text'), { timestamp })
      const isTaken = returned.reply.kind === 'message'
      return {
        came: describeReturned(returned),
        findings: isTaken
          ? [createReplayTaken({ zh: '签名是两小时前的', en: 'The signature was two hours old' })]
          : [],
      }
    },
  },
  {
    id: 'reused',
    level: 'advice',
    title: { zh: '用过的签名配上新消息', en: 'A used signature for another message' },
    sent: {
      zh: '同一组签名、时间戳、随机数发两条不同的消息',
      en: 'two different messages with the same signature, timestamp and nonce',
    },
    why: {
      zh: '明文模式下签名不包括请求体：截获一个地址，就能配上任何内容。',
      en: 'In plaintext mode the signature does not cover the body: one captured address goes with any content.',
    },
    fix: {
      zh: '记住几分钟内用过的随机数；或者改用安全模式。',
      en: 'Remember the nonces of the last minutes, or use safe mode.',
    },
    async act(talk) {
      const signed = {
        timestamp: String(Math.floor(talk.now() / 1000)),
        nonce: `7${talk.createMsgId().slice(-8)}`,
      }
      await talk.push(talk.write('text'), signed)
      const returned = await talk.push(talk.write('text'), signed)
      return {
        came: describeReturned(returned),
        findings:
          returned.reply.kind === 'message'
            ? [
                createReplayTaken({
                  zh: '签名和随机数已经用过',
                  en: 'Signature and nonce had been used before',
                }),
              ]
            : [],
      }
    },
  },
  {
    id: 'other-app',
    level: 'advice',
    encrypted: true,
    title: { zh: '密文是给别的 AppID 的', en: 'Encrypted for another AppID' },
    sent: {
      zh: '密钥和签名都对，密文末尾是别的 AppID',
      en: 'the right key and signatures, and another AppID at the end of the ciphertext',
    },
    why: {
      zh: '官方要求比较 AppID（错误码 -40005）；几个账号共用一个密钥时，消息会串。',
      en: 'By the official page the AppID is compared (error -40005); where accounts share a key, their messages get mixed up.',
    },
    fix: {
      zh: '解密后比较末尾的 AppID，不是自己的就拒绝。',
      en: 'Compare the AppID at the end of the decrypted text, and refuse one that is not yours.',
    },
    async act(talk) {
      const returned = await talk.push(talk.write('text'), { appId: 'wx0000000000000000', mode: 'safe' })
      return {
        came: describeReturned(returned),
        findings:
          returned.reply.kind === 'message'
            ? [
                createForgedAccepted(
                  {
                    zh: '给别的 AppID 的消息得到了回复',
                    en: 'A message for another AppID got a reply',
                  },
                  {
                    zh: '后端没有比较密文末尾的 AppID。没有密钥的人做不出这样的消息。',
                    en: 'The backend did not compare the AppID at the end of the ciphertext. Nobody without the key can make such a message.',
                  },
                  { zh: '解密后比较 AppID。', en: 'Compare the AppID after decrypting.' },
                ),
              ]
            : [],
      }
    },
  },
  {
    id: 'plain',
    level: 'advice',
    encrypted: true,
    title: { zh: '安全模式下的明文消息', en: 'A plain message in safe mode' },
    sent: {
      zh: '一条明文消息，signature 是对的，没有 msg_signature',
      en: 'a message in the clear with the right signature and no msg_signature',
    },
    why: {
      zh: '安全模式下微信不发明文；接受明文，截获一个地址就能配上任何内容。',
      en: 'In safe mode WeChat sends nothing in the clear; where that is taken all the same, one captured address goes with any content.',
    },
    fix: {
      zh: '用安全模式时，拒绝没有 encrypt_type=aes 的消息。',
      en: 'In safe mode refuse messages without encrypt_type=aes.',
    },
    async act(talk) {
      if (talk.target.mode !== 'safe') return { because: { zh: '只用于安全模式', en: 'only for safe mode' } }
      const returned = await talk.push(talk.write('text'), {
        mode: 'plaintext',
      })
      return {
        came: describeReturned(returned),
        findings:
          returned.reply.kind === 'message'
            ? [
                createForgedAccepted(
                  {
                    zh: '安全模式下，明文的消息也得到了回复',
                    en: 'In safe mode a message in the clear got a reply as well',
                  },
                  {
                    zh: 'signature 不包括请求体：加密的好处就没有了。',
                    en: 'signature does not cover the body: what encryption is for is lost.',
                  },
                  {
                    zh: '拒绝没有 encrypt_type=aes 的消息。',
                    en: 'Refuse messages without encrypt_type=aes.',
                  },
                ),
              ]
            : findBrokenOff(returned.outcome),
      }
    },
  },
]
