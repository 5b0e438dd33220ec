import type { SignTab } from '../../actions/kind/desk.ts'
import type { SignFields } from './sign-fields.ts'

/** Nobody's: made up for the samples. */
const TOKEN = 'SampleToken2024'

const REQUEST = {
  timestamp: '1714036504',
  nonce: '1514711492',
  signature: '79297a1b40350827d0155eb3587873ab20815182',
}

const PLAIN: Partial<SignFields> = {
  ...REQUEST,
  pasted: '',
  token: TOKEN,
  echostr: '',
  encrypt: '',
  msgSignature: '',
}

/** A text message whose content is 你好. */
const ENCRYPT =
  'Z1FsiiTSrGQi2HGEeOTEPcRB1O+dvWKVVugWnxXRdzWzbcvbJB3uNz9+IjHgOZa4WiFA1xFt94ucdq+iOc1DSgGOPU9m6TF2fNIl1BxYxZK70RtZESPnsuYsCu6HIr/hD6kxKWUhigEYtktQxTpvAFcVeKPz8joRx7KvMYdCTCXHmzNlaJZG0NrtxIbQi3cIyN/ShX8Gb/tK8a8zR1lTItAn5spgbHwMI8G++CUlxtIt24rhF6FlF8sSPMv15RvIaZJWhEwiZicTmb1xpi2Vl1B3zHZuw4dW6KvFoRQvMCQAaq4WeLjiS1oQFPav42YpiwpphQ+M5dyg+/bvmN14SBQFa2+DP2DPehgi2r43mOn+x2bEQ98IbSpMN5/kWEm5IKmNXsrFW6qD1kG6W7HBoBVm3iFxNvYxZWOg64Zlu5M='

const MSG_SIGNATURE = '68f15655efff4bee1c8bd3d98eb3944515d0997e'

/** The samples for the tab that checks signatures. */
export const SIGNATURE_SAMPLES = {
  right: PLAIN,
  /** The token as it is copied from a page: with a blank behind it. */
  wrongToken: { ...PLAIN, token: `${TOKEN} ` },
  encrypted: { ...PLAIN, encrypt: ENCRYPT, msgSignature: MSG_SIGNATURE },
} satisfies Record<string, Partial<SignFields>>

/** The same encrypted message for the tab that decrypts. */
export const OPEN_SAMPLE: Partial<SignFields> = {
  envelope: `<xml>
    <ToUserName><![CDATA[gh_mpscope00001]]></ToUserName>
    <Encrypt><![CDATA[${ENCRYPT}]]></Encrypt>
</xml>`,
  aesKey: 'SampleKey0SampleKey1SampleKey2SampleKey3abc',
  previousAesKey: '',
  appId: 'wx1234567890abcdef',
  token: TOKEN,
  openTimestamp: REQUEST.timestamp,
  openNonce: REQUEST.nonce,
  openMsgSignature: MSG_SIGNATURE,
}

/** A reply as people write it; the message says which of the two is who. */
export const SEAL_SAMPLE: Partial<SignFields> = {
  xml: `<xml>
  <ToUserName><![CDATA[oABC]]></ToUserName>
  <FromUserName><![CDATA[gh_123]]></FromUserName>
  <CreateTime>1714036504</CreateTime>
  <MsgType><![CDATA[text]]></MsgType>
  <Content><![CDATA[你好]]></Content>
</xml>`,
}

export const ALARM_SAMPLE: Partial<SignFields> = {
  alarm: `Appid: wx1234567890abcdef
昵称: 测试号
时间: 2024-04-25 17:15:04
内容: 微信服务器向公众号推送消息或事件后，得到的回应不合法
次数: 5分钟 2次
错误样例: [OpenID=oT3Ux6k9QhWbYc2LrVn0aEzJm4Sd][Stamp=1714036504][3rdUrl=https://abc.example.com/wx][IP=203.0.113.7][Msg=Text][response_length=9][response_content="success"]`,
}

/** The sample of each tab. */
export const SAMPLES: Record<SignTab, Partial<SignFields>> = {
  signature: SIGNATURE_SAMPLES.right,
  open: OPEN_SAMPLE,
  seal: SEAL_SAMPLE,
  alarm: ALARM_SAMPLE,
}
