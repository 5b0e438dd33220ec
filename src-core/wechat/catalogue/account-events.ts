import { createEventSpec } from './common-fields.ts'
import { RECEIVE_EVENT_PAGE } from '../../contract/official-pages.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const VERIFICATION_PAGE = 'https://developers.weixin.qq.com/doc/service/en/guide/product/Accreditation.html'
const AUTHORIZATION_PAGE = 'https://developers.weixin.qq.com/doc/service/guide/h5/authorization_change.html'

function createTime(name: string, zh: string, en: string): FieldSpec {
  return {
    name,
    kind: 'integer',
    title: { zh, en },
    description: { zh: `${zh}，Unix 时间戳，单位是秒。`, en: `${en}: Unix time in seconds.` },
    sample: '1767225600',
  }
}

function createReason(name: string, zh: string, en: string, sample: string): FieldSpec {
  return {
    name,
    kind: 'cdata',
    title: { zh, en },
    description: { zh: `${zh}的文字说明。`, en: `${en} in words.` },
    sample,
  }
}

const EXPIRED_TIME = createTime('ExpiredTime', '有效期', 'Valid until')
const FAIL_TIME = createTime('FailTime', '失败时间', 'Failed at')
const FAIL_REASON = createReason('FailReason', '失败原因', 'Reason', '资料不完整')

function createVerificationEvent(
  event: string,
  title: { zh: string; en: string },
  summary: { zh: string; en: string },
  fields: FieldSpec[],
): MessageSpec {
  return createEventSpec(event, { group: 'verification', title, summary, source: VERIFICATION_PAGE, fields })
}

const VERIFICATION: MessageSpec[] = [
  createVerificationEvent(
    'qualification_verify_success',
    { zh: '资质认证成功', en: 'Qualification verified' },
    {
      zh: '资质认证通过时推送，此时即获得接口权限。',
      en: 'Sent when the qualification check passes; API rights begin now.',
    },
    [EXPIRED_TIME],
  ),
  createVerificationEvent(
    'qualification_verify_fail',
    { zh: '资质认证失败', en: 'Qualification refused' },
    { zh: '资质认证未通过时推送。', en: 'Sent when the qualification check fails.' },
    [FAIL_TIME, FAIL_REASON],
  ),
  createVerificationEvent(
    'naming_verify_success',
    { zh: '名称认证成功', en: 'Name verified' },
    {
      zh: '名称认证通过、获得认证标识时推送。',
      en: 'Sent when the name check passes and the badge is granted.',
    },
    [EXPIRED_TIME],
  ),
  createVerificationEvent(
    'naming_verify_fail',
    { zh: '名称认证失败', en: 'Name refused' },
    {
      zh: '名称认证未通过时推送；没有认证标识，但接口权限仍然保留。',
      en: 'Sent when the name check fails. There is no badge, but API rights stay.',
    },
    [FAIL_TIME, FAIL_REASON],
  ),
  createVerificationEvent(
    'annual_renew',
    { zh: '年审通知', en: 'Renewal due' },
    { zh: '认证快到期、需要年审时推送。', en: 'Sent when the verification is about to run out.' },
    [EXPIRED_TIME],
  ),
  createVerificationEvent(
    'verify_expired',
    { zh: '认证过期', en: 'Verification expired' },
    {
      zh: '认证过期时推送，需要重新认证。',
      en: 'Sent when the verification has run out and must be done anew.',
    },
    [EXPIRED_TIME],
  ),
  createEventSpec('wx_verify_pay_succ', {
    group: 'verification',
    title: { zh: '认证付款成功', en: 'Verification paid' },
    summary: { zh: '支付认证费用后推送。', en: 'Sent when the verification fee has been paid.' },
    source: RECEIVE_EVENT_PAGE,
    fields: [],
  }),
  createEventSpec('wx_verify_dispatch', {
    group: 'verification',
    title: { zh: '认证已派单', en: 'Verification assigned' },
    summary: {
      zh: '认证任务分派给审核机构时推送。',
      en: 'Sent when the verification has been assigned to a reviewer.',
    },
    source: RECEIVE_EVENT_PAGE,
    fields: [],
  }),
  createEventSpec('wx_verify_refill', {
    group: 'verification',
    title: { zh: '认证需补充资料', en: 'Verification needs more' },
    summary: { zh: '审核要求补充资料时推送。', en: 'Sent when the reviewer asks for more documents.' },
    source: RECEIVE_EVENT_PAGE,
    fields: [
      createTime('RefillTime', '要求补充的时间', 'Asked at'),
      createReason('RefillReason', '补充原因', 'Reason', '请补充营业执照'),
    ],
  }),
]

const AUTHORIZATION_FIELDS: FieldSpec[] = [
  {
    name: 'OpenID',
    kind: 'cdata',
    title: { zh: '授权用户的 OpenID', en: "User's OpenID" },
    description: {
      zh: '发生变更的用户；FromUserName 是平台推送服务，不是这个用户。注意 D 是大写。',
      en: 'The user concerned; FromUserName is the pushing service and not this user. Capital D.',
    },
    sample: 'oHy7c5kQ2mXr9TzVbN4wLpEuYd0A',
  },
  {
    name: 'UnionID',
    kind: 'cdata',
    title: { zh: '授权用户的 UnionID', en: "User's UnionID" },
    description: {
      zh: '绑定了开放平台时才有。',
      en: 'Only when the account is bound to an open-platform account.',
    },
    optional: true,
    sample: 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
  },
  {
    name: 'AppID',
    kind: 'cdata',
    title: { zh: '公众号的 AppID', en: 'AppID' },
    description: {
      zh: '用户授权过的公众号的 AppID。',
      en: 'AppID of the account that the user had authorised.',
    },
    sample: 'wx13974bf780d3dc89',
  },
]

const REVOKE_INFO: FieldSpec = {
  name: 'RevokeInfo',
  kind: 'cdata',
  title: { zh: '撤回的内容', en: 'What was withdrawn' },
  description: {
    zh: '撤回的授权信息编号：201 地址，202 发票信息，203 卡券信息，204 麦克风，205 昵称和头像，206 位置信息，207 选中的图片或视频。',
    en: 'Number of what was withdrawn: 201 address, 202 invoice details, 203 cards, 204 microphone, 205 nickname and avatar, 206 position, 207 chosen images or videos.',
  },
  sample: '205',
}

function createAuthorizationEvent(
  event: string,
  title: { zh: string; en: string },
  summary: { zh: string; en: string },
  fields: FieldSpec[] = [],
): MessageSpec {
  return createEventSpec(event, {
    group: 'authorization',
    title,
    summary,
    source: AUTHORIZATION_PAGE,
    fields: [...AUTHORIZATION_FIELDS, ...fields],
  })
}

const AUTHORIZATION: MessageSpec[] = [
  createAuthorizationEvent(
    'user_info_modified',
    { zh: '用户资料变更', en: 'Profile changed' },
    {
      zh: '平台清理了有风险的用户资料时推送，请更新或清理已保存的昵称和头像。',
      en: 'Sent when the platform has cleared a risky profile; refresh or delete the nickname and avatar you keep.',
    },
  ),
  createAuthorizationEvent(
    'user_authorization_revoke',
    { zh: '用户撤回授权', en: 'Authorisation withdrawn' },
    {
      zh: '用户撤回授权时推送，请及时删除相应的用户信息。',
      en: 'Sent when the user withdraws an authorisation; delete what you got by it.',
    },
    [REVOKE_INFO],
  ),
  createAuthorizationEvent(
    'user_authorization_cancellation',
    { zh: '用户完成注销', en: 'Account closed' },
    {
      zh: '授权过的用户注销微信账号后推送，请依法处理他的个人信息。',
      en: 'Sent when an authorised user has closed their WeChat account; treat their data as the law demands.',
    },
  ),
]

/** Events of the account itself: its verification, and the permissions that users gave it. */
export const ACCOUNT_EVENTS: readonly MessageSpec[] = [...VERIFICATION, ...AUTHORIZATION]
