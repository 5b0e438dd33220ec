import { CIPHER_PAGE, PASSIVE_REPLY_PAGE, PUSH_PAGE } from '../official-pages.ts'
import type { FindingRows } from './kind.ts'

/** Findings that only a check-up can make: they take more than one request, or one that WeChat never sends. */
export const CHECK_FINDINGS = {
  'check.forged-taken': {
    section: 'check-up',
    name: { zh: '伪造的请求被处理', en: 'A forged request was taken' },
    severity: 'error',
    // Acknowledged, which tells little; or forged in a way that good backends do not look for.
    milder: ['warning'],
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明用签名判断请求是不是微信发来的；伪造的请求得到了一条消息的回复，是体检看到的。',
      en: 'That the signature tells whether a request comes from WeChat is official; that a forged one got the reply to a message is what the check-up saw.',
    },
    page: PUSH_PAGE,
    sources: [],
  },
  'check.replay-taken': {
    section: 'check-up',
    name: { zh: '旧的签名被接受', en: 'An old signature was taken' },
    severity: 'warning',
    effect: 'none',
    evidence: 'inferred',
    basis: {
      zh: '官方没有要求检查时间戳和随机数，常见的库也不检查；截获的地址可以重放，是由签名的算法推出的。',
      en: 'No official page asks for a look at timestamp and nonce, and common libraries take none; that a captured address can be used again follows from how the signature is made.',
    },
    page: null,
    sources: ['https://cwe.mitre.org/data/definitions/294.html'],
  },
  'check.dead-afterwards': {
    section: 'check-up',
    name: { zh: '之后不再响应', en: 'Dead afterwards' },
    severity: 'error',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：体检的前后各验证一次地址，调试台看到它先通过、后不通过。',
      en: 'No official page is concerned: the address is verified before and after, and the workbench saw it pass and then fail.',
    },
    page: null,
    sources: [],
  },
  'check.external-entity': {
    section: 'check-up',
    name: { zh: '取了外部实体', en: 'External entity fetched' },
    severity: 'error',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：调试台在本机开了一个监听，看到后端照 XML 里的地址来取。',
      en: 'No official page is concerned: the workbench listened on this computer, and the backend came to the address that the XML names.',
    },
    page: null,
    sources: [],
  },
  'check.entity-expanded': {
    section: 'check-up',
    name: { zh: '展开了自定义实体', en: 'Entity of a DTD expanded' },
    severity: 'warning',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：微信的消息里没有 DTD；调试台在回复里看到了实体展开后的文字。',
      en: 'No official page is concerned, since WeChat sends no DTD: the workbench saw the text of the entity in the reply.',
    },
    page: null,
    sources: [],
  },
  'check.taken-for-repeat': {
    section: 'check-up',
    name: { zh: '新消息被当成重复', en: 'Taken for a repetition' },
    severity: 'warning',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '官方建议用 MsgId 排重，事件用 FromUserName + CreateTime；两个用户的 MsgId 相同、同一秒有两个事件，都有人遇到过。',
      en: 'The official page recommends MsgId, and FromUserName with CreateTime for events; two users with one MsgId and two events of one second are on record.',
    },
    page: PASSIVE_REPLY_PAGE,
    sources: ['binarywang/WxJava#333', 'Senparc/NeuChar#137', 'binarywang/WxJava#2231'],
  },
  'check.mixed-up': {
    section: 'check-up',
    name: { zh: '回复串了', en: 'Replies mixed up' },
    severity: 'error',
    effect: 'none',
    evidence: 'observed',
    basis: {
      zh: '与官方页面无关：调试台同时发出几个请求，看到一个请求得到了另一个的回复。',
      en: 'No official page is concerned: the workbench sent several requests at once and saw one get the reply to another.',
    },
    page: null,
    sources: [],
  },
  'check.unknown-type': {
    section: 'check-up',
    name: { zh: '没见过的类型出错', en: 'Fails on an unknown type' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明没有有效响应会重新推送并提示故障，不论是哪种消息；新的消息和事件会不断出现。',
      en: 'That WeChat sends again and shows the fault prompt without a valid response is official, whatever the message; new messages and events appear now and then.',
    },
    page: PASSIVE_REPLY_PAGE,
    sources: [],
  },
  'check.padding': {
    section: 'check-up',
    name: { zh: '有些填充长度解不开', en: 'Some paddings fail' },
    severity: 'error',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明按 32 字节的块填充，填充 1 到 32 个字节；哪些长度失败是体检逐个试出来的。',
      en: 'That padding fills blocks of 32 bytes, 1 to 32 of them, is official; which lengths fail was found by trying each.',
    },
    page: CIPHER_PAGE,
    sources: [],
  },
  'check.slow': {
    section: 'check-up',
    name: { zh: '回复偏慢', en: 'Slow replies' },
    severity: 'warning',
    effect: 'none',
    evidence: 'official',
    basis: {
      zh: '官方写明五秒内收不到响应会断开并重新推送；三秒的界线是这里定的，路上还要花时间。',
      en: 'That WeChat hangs up after five seconds and sends again is official; the line at three is ours, since the way takes its time, too.',
    },
    page: PASSIVE_REPLY_PAGE,
    sources: [],
  },
} as const satisfies FindingRows
