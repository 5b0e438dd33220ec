import { createEventSpec } from './common-fields.ts'
import { createGroupField, createPlainField } from './field-makers.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const CUSTOMER_SERVICE_PAGE = 'https://developers.weixin.qq.com/doc/service/en/guide/product/kf/intro.html'

function createKfAccount(name: string, zh: string, en: string, sample: string): FieldSpec {
  return {
    name,
    kind: 'cdata',
    title: { zh, en },
    description: {
      zh: `${zh}，格式是「账号前缀@公众号微信号」。`,
      en: `${en}, as prefix@WeChat-ID-of-the-account.`,
    },
    sample,
  }
}

const KF_ACCOUNT = createKfAccount('KfAccount', '客服账号', 'Agent', 'kf2001@gh_demo')

/** Events of the account's agents, of WeChat customer service, and of shopping guides. */
export const CUSTOMER_SERVICE_EVENTS: readonly MessageSpec[] = [
  createEventSpec('kf_create_session', {
    group: 'customer-service',
    title: { zh: '接入客服会话', en: 'Session opened' },
    summary: { zh: '客服接入一个用户的会话时推送。', en: "Sent when an agent takes a user's conversation." },
    source: CUSTOMER_SERVICE_PAGE,
    fields: [KF_ACCOUNT],
  }),
  createEventSpec('kf_close_session', {
    group: 'customer-service',
    title: { zh: '关闭客服会话', en: 'Session closed' },
    summary: { zh: '客服会话结束时推送。', en: 'Sent when the conversation with an agent ends.' },
    source: CUSTOMER_SERVICE_PAGE,
    fields: [KF_ACCOUNT],
  }),
  createEventSpec('kf_switch_session', {
    group: 'customer-service',
    title: { zh: '转接客服会话', en: 'Session passed on' },
    summary: {
      zh: '会话从一个客服转给另一个客服时推送。',
      en: 'Sent when one agent passes the conversation to another.',
    },
    source: CUSTOMER_SERVICE_PAGE,
    fields: [
      createKfAccount('FromKfAccount', '转出的客服账号', 'Agent who passes it on', 'kf2001@gh_demo'),
      createKfAccount('ToKfAccount', '转入的客服账号', 'Agent who takes over', 'kf2002@gh_demo'),
    ],
  }),
  createEventSpec('kf_msg_or_event', {
    group: 'customer-service',
    title: { zh: '微信客服有新消息', en: 'WeChat customer service: news' },
    summary: {
      zh: '微信客服的会话有新消息或事件时推送，内容要用 Token 调接口去取。',
      en: 'Sent when a chat of WeChat customer service has news, which has to be fetched with the Token.',
    },
    source: CUSTOMER_SERVICE_PAGE,
    fields: [
      {
        name: 'Token',
        kind: 'cdata',
        title: { zh: '拉取消息的凭证', en: 'Token for fetching' },
        description: {
          zh: '拉取消息的接口要用，10 分钟内有效；不是服务器配置里的 Token。',
          en: 'Needed by the call that fetches the messages, good for ten minutes. It is not the token of the server configuration.',
        },
        sample: 'ENCApHxnGDNAVNY4AaSJKj4Tb5mwsEMzxhFmHVGcra996NR',
      },
      {
        name: 'OpenKfId',
        kind: 'cdata',
        title: { zh: '客服账号 ID', en: 'Customer-service account' },
        description: { zh: '有新消息的客服账号。', en: 'The account that has news.' },
        sample: 'wkAJ2GCAAAZSfhHCt7IFSvLKtMPxyJTw',
      },
    ],
  }),
  createEventSpec('guide_qrcode_scan_event', {
    group: 'customer-service',
    title: { zh: '扫导购的二维码', en: 'Code of a shopping guide' },
    summary: {
      zh: '用户扫描对话能力里顾问（导购）的二维码时推送。',
      en: 'Sent when a user scans the code of an adviser (shopping guide).',
    },
    source:
      'https://developers.weixin.qq.com/doc/offiaccount/Shopping_Guide/guide-account/shopping-guide.onGuideCreateQrCode.html',
    fields: [
      createGroupField('GuideScanEvent', '扫码信息', 'The scan', [
        createPlainField(
          'qrcode_guide_account',
          'cdata',
          '顾问的微信号',
          "Adviser's WeChat ID",
          'guide_demo',
        ),
        createPlainField(
          'qrcode_guide_openid',
          'cdata',
          '顾问的 OpenID',
          "Adviser's OpenID",
          'oHy7c5lNerkb62HtSdQUx66C4NTU',
        ),
        createPlainField(
          'openid',
          'cdata',
          '扫码用户的 OpenID',
          'OpenID of who scanned',
          'oHy7c5kQ2mXr9TzVbN4wLpEuYd0A',
        ),
        createPlainField('action', 'integer', '扫码类型', 'Kind of scan', '1'),
        createPlainField(
          'qrcode_info',
          'cdata',
          '生成二维码时的扩展信息',
          'What was put into the code',
          'store_12',
        ),
      ]),
    ],
  }),
]
