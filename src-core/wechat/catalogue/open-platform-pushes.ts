import { createGroupField, createPlainField, createTimeField } from './field-makers.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const PAGE =
  'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/authorize_event.html'

const APP_ID: FieldSpec = {
  name: 'AppId',
  kind: 'cdata',
  title: { zh: '第三方平台的 AppID', en: "Platform's AppID" },
  description: {
    zh: '第三方平台自己的 AppID，占的是 ToUserName 的位置；解密后核对的也是它，而不是公众号的 AppID。',
    en: "The platform's own AppID, in the place of ToUserName. It is also the one to expect after decryption, not the account's.",
  },
  sample: 'wx570bc396a51b8ff8',
}

const AUTHORIZER_APP_ID = createPlainField(
  'AuthorizerAppid',
  'cdata',
  '授权方（公众号或小程序）的 AppID',
  'AppID of the account that authorised',
  'wx13974bf780d3dc89',
)

const AUTHORIZATION_CODE: FieldSpec[] = [
  createPlainField(
    'AuthorizationCode',
    'cdata',
    '授权码，可换取授权信息',
    'Code to be exchanged for the authorisation',
    'queryauthcode@@@Xk3vT9mQ7LpZcR2yWn8dHs',
  ),
  createTimeField('AuthorizationCodeExpiredTime', '授权码的过期时间', 'Code valid until'),
  createPlainField(
    'PreAuthCode',
    'cdata',
    '预授权码',
    'Pre-authorisation code',
    'preauthcode@@@Zt8Qm2LxVr5KpNc0YwSdFg',
  ),
]

const NEW_APP_ID = createPlainField(
  'appid',
  'cdata',
  '小程序的 AppID',
  'AppID of the mini program',
  'wx12b4f63276b14d4c',
)

const STATUS = createPlainField('status', 'integer', '结果，0 为成功', 'Result; 0 is success', '0')
const MSG = createPlainField('msg', 'cdata', '结果说明', 'Result in words', 'OK')

const COMPANY: FieldSpec[] = [
  createPlainField('name', 'cdata', '企业名称', 'Company', '广州示例餐饮有限公司'),
  createPlainField(
    'code',
    'cdata',
    '企业代码，请当字符串保存',
    'Company code: keep it a string',
    '91440101MA5XXXXX0K',
  ),
  createPlainField(
    'code_type',
    'integer',
    '企业代码类型：1 统一社会信用代码，2 组织机构代码，3 营业执照注册号',
    'Kind of code: 1 credit code, 2 organisation code, 3 licence number',
    '1',
  ),
  createPlainField(
    'legal_persona_wechat',
    'cdata',
    '法人微信号',
    "Legal person's WeChat ID",
    'example_wechat',
  ),
  createPlainField('legal_persona_name', 'cdata', '法人姓名', 'Legal person', '张三'),
  createPlainField('component_phone', 'cdata', '第三方平台的联系电话', "Platform's telephone", '02012345678'),
]

function createPush(
  infoType: string,
  title: { zh: string; en: string },
  summary: { zh: string; en: string },
  fields: FieldSpec[],
): MessageSpec {
  const head = [
    APP_ID,
    createTimeField('CreateTime', '推送时间', 'Sent at'),
    createPlainField(
      'InfoType',
      'cdata',
      `通知类型，固定为 ${infoType}`,
      `Kind of notice, always ${infoType}`,
      infoType,
    ),
  ]
  return {
    type: '',
    infoType,
    group: 'open-platform',
    title,
    summary,
    source: PAGE,
    fields: [...head, ...fields],
  }
}

/** Pushes to a third-party platform's authorisation URL. The answer is `success`. */
export const OPEN_PLATFORM_PUSHES: readonly MessageSpec[] = [
  createPush(
    'component_verify_ticket',
    { zh: '推送 ticket', en: 'Ticket' },
    {
      zh: '每 10 分钟推送一次，用来换取第三方平台的接口凭证。',
      en: "Sent every ten minutes; needed to get the platform's access token.",
    },
    [
      createPlainField(
        'ComponentVerifyTicket',
        'cdata',
        'ticket 内容',
        'The ticket',
        'ticket@@@Hb6Wn1TzQe9RmXv4KyLsCdPgJfUaIoNr',
      ),
    ],
  ),
  createPush(
    'authorized',
    { zh: '授权成功', en: 'Authorised' },
    { zh: '公众号或小程序授权给第三方平台时推送。', en: 'Sent when an account authorises the platform.' },
    [AUTHORIZER_APP_ID, ...AUTHORIZATION_CODE],
  ),
  createPush(
    'updateauthorized',
    { zh: '授权更新', en: 'Authorisation changed' },
    { zh: '授权的权限集变更时推送。', en: 'Sent when the set of permissions changes.' },
    [AUTHORIZER_APP_ID, ...AUTHORIZATION_CODE],
  ),
  createPush(
    'unauthorized',
    { zh: '取消授权', en: 'Authorisation withdrawn' },
    { zh: '公众号或小程序取消授权时推送。', en: 'Sent when an account withdraws its authorisation.' },
    [AUTHORIZER_APP_ID],
  ),
  createPush(
    'notify_third_fasteregister',
    { zh: '快速注册小程序', en: 'Mini program registered' },
    {
      zh: '快速注册企业小程序有结果时推送。',
      en: 'Sent with the result of registering a mini program for a company.',
    },
    [
      NEW_APP_ID,
      STATUS,
      createPlainField(
        'auth_code',
        'cdata',
        '授权码',
        'Authorisation code',
        'queryauthcode@@@Nc4Ul9RxOc7PkVt2IwJqAb',
      ),
      MSG,
      {
        name: 'info',
        kind: 'children',
        title: { zh: '注册信息', en: 'Registration' },
        description: { zh: '提交注册时填写的资料。', en: 'What was filled in for the registration.' },
        sample: '',
        children: COMPANY,
      },
    ],
  ),
  createPush(
    'notify_third_fastregisterbetaapp',
    { zh: '创建试用小程序', en: 'Trial mini program created' },
    { zh: '创建试用小程序有结果时推送。', en: 'Sent with the result of creating a trial mini program.' },
    [
      NEW_APP_ID,
      STATUS,
      MSG,
      createGroupField('info', '创建时的信息', 'What it was created with', [
        createPlainField('unique_id', 'cdata', '请求的标识', 'Key of the request', '2b8f0c1a9d4e'),
        createPlainField('name', 'cdata', '小程序名称', 'Name of the mini program', '示例餐厅'),
      ]),
    ],
  ),
  createPush(
    'notify_third_fastverifybetaapp',
    { zh: '试用小程序认证', en: 'Trial mini program verified' },
    { zh: '试用小程序快速认证有结果时推送。', en: 'Sent with the result of verifying a trial mini program.' },
    [NEW_APP_ID, STATUS, MSG, createGroupField('info', '企业资料', 'The company', COMPANY)],
  ),
  createPush(
    'notify_icpfiling_verify_result',
    { zh: '备案人脸核身结果', en: 'Filing: face check' },
    {
      zh: '小程序管理员完成人脸核身后推送。',
      en: 'Sent when the administrator has gone through the face check.',
    },
    [
      createPlainField('task_id', 'cdata', '核身任务 ID', 'Task', '2026112600001'),
      createPlainField(
        'verify_appid',
        'cdata',
        '小程序的 AppID',
        'AppID of the mini program',
        'wx12b4f63276b14d4c',
      ),
      createPlainField('result', 'integer', '结果：2 失败，3 成功', 'Result: 2 failed, 3 passed', '3'),
    ],
  ),
  createPush(
    'notify_apply_icpfiling_result',
    { zh: '备案审核结果', en: 'Filing reviewed' },
    {
      zh: '小程序备案审核被驳回或通过时推送。',
      en: 'Sent when the filing of a mini program was refused or approved.',
    },
    [
      createPlainField(
        'authorizer_appid',
        'cdata',
        '小程序的 AppID',
        'AppID of the mini program',
        'wx12b4f63276b14d4c',
      ),
      createPlainField('beian_status', 'integer', '备案状态', 'Status of the filing', '6'),
    ],
  ),
  createPush(
    'notify_3rd_wxa_auth',
    { zh: '小程序认证进展', en: 'Verification: progress' },
    { zh: '代小程序申请的认证有进展时推送。', en: 'Sent when the verification of a mini program moves on.' },
    [
      NEW_APP_ID,
      createPlainField('taskid', 'cdata', '认证任务 ID', 'Task', '2026112600002'),
      createPlainField('task_status', 'integer', '任务状态', 'Status of the task', '9'),
      createPlainField(
        'apply_status',
        'integer',
        '审核单状态：2 审核中，3 打回，4 通过，5 失败',
        'Status of the review: 2 under way, 3 sent back, 4 approved, 5 failed',
        '2',
      ),
      createPlainField('message', 'cdata', '说明，可能为空', 'In words; may be empty', ''),
      createGroupField('dispatch_info', '审核机构', 'Who reviews it', [
        createPlainField('provider', 'cdata', '机构名称', 'Name', '示例审核机构'),
        createPlainField('contact', 'cdata', '联系方式', 'Contact', '02012345678'),
        createTimeField('dispatch_time', '派单时间', 'Assigned at'),
      ]),
    ],
  ),
  createPush(
    'notify_3rd_wxa_wxverify',
    { zh: '小程序认证到期提醒', en: 'Verification: about to expire' },
    {
      zh: '小程序认证将要到期或已经到期时推送。',
      en: 'Sent when the verification of a mini program expires.',
    },
    [
      NEW_APP_ID,
      createTimeField('expired', '到期时间', 'Expires at'),
      createPlainField('message', 'cdata', '提醒文字', 'The reminder', '小程序认证即将到期'),
    ],
  ),
]
