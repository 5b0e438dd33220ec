import { createEventSpec } from './common-fields.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const SUBSCRIPTION_PAGE =
  'https://developers.weixin.qq.com/doc/service/en/guide/product/subscription_messages/push.html'

const TEMPLATE_ID: FieldSpec = {
  name: 'TemplateId',
  kind: 'cdata',
  title: { zh: '模板 ID', en: 'Template ID' },
  description: { zh: '订阅通知的模板 ID。', en: 'Which template of subscription notices.' },
  sample: 'VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc',
}

function createStatusString(values: string): FieldSpec {
  return {
    name: 'SubscribeStatusString',
    kind: 'cdata',
    title: { zh: '订阅状态', en: 'Decision' },
    description: {
      zh: `用户的选择：${values}。`,
      en: `What the user decided: ${values}.`,
    },
    sample: values.split(' ')[0] ?? values,
  }
}

function createList(wrapper: string, repeated: boolean, children: FieldSpec[]): FieldSpec {
  const list: FieldSpec = {
    name: 'List',
    kind: 'children',
    title: { zh: '通知', en: 'Notice' },
    description: repeated
      ? {
          zh: '每个模板一个 List，直接并列，没有 item；只有一个时解析成 JSON 容易变成对象而不是数组。',
          en: 'One List a template, side by side and without item. With a single one, many converters give an object and not an array.',
        }
      : { zh: '这一次发送的结果。', en: 'The result of this one sending.' },
    ...(repeated ? { repeated } : {}),
    children,
    sample: '',
  }
  return {
    name: wrapper,
    kind: 'children',
    title: { zh: '事件内容', en: 'Details' },
    description: {
      zh: 'XML 里才有这一层；JSON 格式的推送里 List 直接在最外层。',
      en: 'Only XML has this level; in the JSON form List stands at the top.',
    },
    children: [list],
    sample: '',
  }
}

const TEMPLATE = createEventSpec('TEMPLATESENDJOBFINISH', {
  group: 'send-result',
  title: { zh: '模板消息发送结果', en: 'Template message sent' },
  summary: {
    zh: '一条模板消息发送完成后推送，无论成功还是失败。',
    en: 'Sent when a template message has been delivered or has failed.',
  },
  source:
    'https://developers.weixin.qq.com/doc/service/en/guide/product/template_message/Template_Message_Interface.html',
  fields: [
    {
      name: 'MsgID',
      kind: 'integer',
      title: { zh: '模板消息 ID', en: 'Template message ID' },
      description: {
        zh: '发送模板消息时接口返回的 msgid。注意 D 是大写，和普通消息的 MsgId 不同；64 位整数，请当字符串保存。',
        en: 'The msgid that the sending API returned. Capital D, unlike MsgId of ordinary messages; a 64-bit integer, so keep it a string.',
      },
      sample: '2702600966117900288',
    },
    {
      name: 'Status',
      kind: 'cdata',
      title: { zh: '发送状态', en: 'Status' },
      description: {
        zh: 'success 为成功，failed:user block 为用户拒收，failed: system failed 为其他原因；冒号后的空格不固定。',
        en: 'success, failed:user block (the user refuses messages), or failed: system failed. The blank after the colon comes and goes.',
      },
      sample: 'success',
    },
  ],
})

const POPUP = createEventSpec('subscribe_msg_popup_event', {
  group: 'send-result',
  title: { zh: '订阅通知弹窗', en: 'Notice asked for' },
  summary: {
    zh: '用户在弹窗里同意或拒绝订阅通知时推送。',
    en: 'Sent when the user accepts or declines notices in the pop-up.',
  },
  source: SUBSCRIPTION_PAGE,
  fields: [
    createList('SubscribeMsgPopupEvent', true, [
      TEMPLATE_ID,
      createStatusString('accept / reject'),
      {
        name: 'PopupScene',
        kind: 'integer',
        title: { zh: '弹窗场景', en: 'Where asked' },
        description: {
          zh: '1 为 H5 页面，2 为图文消息；也见过 0。',
          en: '1 is a web page, 2 an article; 0 has been seen as well.',
        },
        sample: '1',
      },
    ]),
  ],
})

const CHANGE = createEventSpec('subscribe_msg_change_event', {
  group: 'send-result',
  title: { zh: '订阅通知管理', en: 'Notice switched off' },
  summary: {
    zh: '用户在服务通知的管理页里关闭某个订阅通知时推送。',
    en: 'Sent when the user switches a notice off on its settings page.',
  },
  source: SUBSCRIPTION_PAGE,
  fields: [createList('SubscribeMsgChangeEvent', true, [TEMPLATE_ID, createStatusString('reject')])],
})

const SENT = createEventSpec('subscribe_msg_sent_event', {
  group: 'send-result',
  title: { zh: '订阅通知发送结果', en: 'Notice sent' },
  summary: {
    zh: '调用接口发送订阅通知后，推送这一次的发送结果。',
    en: 'Sent with the result after you sent a notice by API.',
  },
  source: SUBSCRIPTION_PAGE,
  fields: [
    createList('SubscribeMsgSentEvent', false, [
      TEMPLATE_ID,
      {
        name: 'MsgID',
        kind: 'integer',
        title: { zh: '消息 ID', en: 'Message ID' },
        description: {
          zh: '发送接口返回的 ID，D 是大写；64 位整数，请当字符串保存。',
          en: 'The ID that the sending API returned, with a capital D; a 64-bit integer, so keep it a string.',
        },
        sample: '1700827132819554304',
      },
      {
        name: 'ErrorCode',
        kind: 'integer',
        title: { zh: '错误码', en: 'Error code' },
        description: { zh: '0 为成功，其他值为失败。', en: '0 is success, anything else a failure.' },
        sample: '0',
      },
      {
        name: 'ErrorStatus',
        kind: 'cdata',
        title: { zh: '结果说明', en: 'Error text' },
        description: {
          zh: '结果的文字说明，成功时是 success。',
          en: 'The result in words; success when it worked.',
        },
        sample: 'success',
      },
    ]),
  ],
})

/** Results of single messages that the account sent. */
export const SEND_RESULT_EVENTS: readonly MessageSpec[] = [TEMPLATE, POPUP, CHANGE, SENT]
