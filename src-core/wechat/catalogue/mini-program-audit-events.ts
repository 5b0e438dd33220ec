import { createEventSpec } from './common-fields.ts'
import { createGroupField, createPlainField, createTimeField } from './field-makers.ts'
import { RECEIVE_EVENT_PAGE } from '../../contract/official-pages.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const CODE_AUDIT_PAGE =
  'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/code/audit_event.html'

const AUDIT_REASON = createPlainField(
  'Reason',
  'cdata',
  '原因，可能含有 <br>',
  'Reason, possibly with <br> in it',
  '账号信息不符合规范',
)

function createAuditEvent(
  event: string,
  title: { zh: string; en: string },
  summary: { zh: string; en: string },
  fields: FieldSpec[],
  source: string = RECEIVE_EVENT_PAGE,
): MessageSpec {
  return createEventSpec(event, { group: 'mini-program', title, summary, source, fields })
}

/** Reviews of mini programs, and offences recorded against them. */
export const MINI_PROGRAM_AUDIT_EVENTS: readonly MessageSpec[] = [
  createAuditEvent(
    'weapp_audit_success',
    { zh: '代码审核通过', en: 'Code approved' },
    { zh: '小程序代码审核通过时推送。', en: 'Sent when the code of a mini program has been approved.' },
    [createTimeField('SuccTime', '通过的时间', 'Approved at')],
    CODE_AUDIT_PAGE,
  ),
  createAuditEvent(
    'weapp_audit_fail',
    { zh: '代码审核未通过', en: 'Code refused' },
    { zh: '小程序代码审核未通过时推送。', en: 'Sent when the code of a mini program has been refused.' },
    [
      AUDIT_REASON,
      createTimeField('FailTime', '未通过的时间', 'Refused at'),
      createPlainField(
        'ScreenShot',
        'text',
        '截图的永久素材 ID，多个之间用 | 分隔',
        'Media IDs of screenshots, separated by |',
        'media_1|media_2',
      ),
    ],
    CODE_AUDIT_PAGE,
  ),
  createAuditEvent(
    'weapp_audit_delay',
    { zh: '代码审核延后', en: 'Code review delayed' },
    { zh: '小程序代码审核延后时推送。', en: 'Sent when the review of the code takes longer.' },
    [AUDIT_REASON, createTimeField('DelayTime', '延后的时间', 'Delayed at')],
    CODE_AUDIT_PAGE,
  ),
  createAuditEvent(
    'wxa_nickname_audit',
    { zh: '名称审核结果', en: 'Name reviewed' },
    { zh: '小程序名称审核完成时推送。', en: 'Sent when the name of a mini program has been reviewed.' },
    [
      createPlainField('ret', 'integer', '结果：2 失败，3 成功', 'Result: 2 refused, 3 approved', '3'),
      createPlainField('nickname', 'text', '申请的名称', 'The name', '示例点餐'),
      {
        ...createPlainField('reason', 'text', '驳回的原因', 'Why it was refused', '名称已被占用'),
        optional: true,
      },
    ],
  ),
  createAuditEvent(
    'wxa_illegal_record',
    { zh: '违规记录', en: 'Offence recorded' },
    {
      zh: '小程序被记录违规时推送；字段按已知的样本整理，可能不全。',
      en: 'Sent when an offence of a mini program is recorded. The fields may be incomplete.',
    },
    [
      createPlainField('illegal_record_id', 'cdata', '违规记录 ID', 'Record', 'record_001'),
      createPlainField(
        'appid',
        'cdata',
        '违规小程序的 AppID',
        'AppID of the mini program',
        'wx12b4f63276b14d4c',
      ),
      createTimeField('create_time', '违规时间', 'Committed at'),
      createPlainField('illegal_reason', 'cdata', '违规原因', 'Reason', '内容违规'),
      createPlainField('illegal_content', 'cdata', '违规内容', 'Content', '首页轮播图'),
      createPlainField(
        'rule_url',
        'cdata',
        '规则链接',
        'Address of the rule',
        'https://developers.weixin.qq.com/',
      ),
      createPlainField('rule_name', 'cdata', '违反的规则名称', 'Name of the rule', '小程序平台运营规范'),
    ],
  ),
  createAuditEvent(
    'wxa_appeal_record',
    { zh: '申诉记录', en: 'Appeal recorded' },
    {
      zh: '小程序违规申诉有结果时推送；自有字段尚未收录。',
      en: 'Sent when an appeal against an offence has a result. Its own fields are not recorded here yet.',
    },
    [],
  ),
  createAuditEvent(
    'wxa_privacy_apply',
    { zh: '隐私接口申请结果', en: 'Privacy API reviewed' },
    {
      zh: '隐私接口的申请审核完成时推送。',
      en: 'Sent when the application for a privacy-related API has been reviewed.',
    },
    [
      createGroupField('result_info', '审核结果', 'The result', [
        createPlainField('api_name', 'cdata', '申请的接口名', 'Name of the API', 'wx.getFuzzyLocation'),
        createTimeField('apply_time', '申请时间', 'Applied at'),
        createPlainField('audit_id', 'cdata', '审核单 ID', 'Audit ID', '4211202267'),
        createTimeField('audit_time', '审核时间', 'Reviewed at'),
        createPlainField('reason', 'cdata', '驳回的原因', 'Why it was refused', ''),
        createPlainField('status', 'integer', '审核状态', 'Status', '3'),
      ]),
    ],
  ),
  createAuditEvent(
    'wxa_category_audit',
    { zh: '类目审核结果', en: 'Category reviewed' },
    {
      zh: '小程序类目审核完成时推送；字段按已知的样本整理，可能不全。',
      en: 'Sent when a category of a mini program has been reviewed. The fields may be incomplete.',
    },
    [
      createPlainField('ret', 'integer', '结果：2 失败，3 成功', 'Result: 2 refused, 3 approved', '3'),
      createPlainField('first', 'integer', '一级类目 ID', 'First-level category', '287'),
      createPlainField('second', 'integer', '二级类目 ID', 'Second-level category', '292'),
      {
        ...createPlainField('reason', 'cdata', '驳回的原因', 'Why it was refused', '资质不全'),
        optional: true,
      },
    ],
  ),
]
