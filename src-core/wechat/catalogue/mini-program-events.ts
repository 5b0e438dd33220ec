import { createEventSpec, createOtherMessageSpec } from './common-fields.ts'
import { createGroupField, createPlainField } from './field-makers.ts'
import { RECEIVE_EVENT_PAGE } from '../../contract/official-pages.ts'
import type { MessageSpec } from '../../contract/catalogue.ts'

const SUGGEST = createPlainField(
  'suggest',
  'cdata',
  '建议：pass 通过，review 人工复审，risky 有风险',
  'Advice: pass, review or risky',
  'pass',
)
const LABEL = createPlainField(
  'label',
  'integer',
  '命中的标签，100 为正常，20001 等为违规类别',
  'Label: 100 is fine, 20001 and others are offences',
  '100',
)

const MEDIA_CHECK = createEventSpec('wxa_media_check', {
  group: 'mini-program',
  title: { zh: '内容安全异步检测结果', en: 'Media checked' },
  summary: {
    zh: '异步检测的图片或音频出结果时推送。',
    en: 'Sent with the result of checking an image or recording.',
  },
  source: RECEIVE_EVENT_PAGE,
  fields: [
    createPlainField('appid', 'cdata', '小程序的 AppID', 'AppID of the mini program', 'wx12b4f63276b14d4c'),
    createPlainField(
      'trace_id',
      'cdata',
      '检测任务 ID，与接口返回的一致',
      'Task, as returned by the API',
      '62f11967-2b24d27a-34715985',
    ),
    createPlainField('version', 'integer', '接口版本', 'Version of the API', '2'),
    {
      ...createGroupField(
        'detail',
        '各策略的结果，可能有多个',
        'Result of each strategy; there may be several',
        [
          createPlainField('strategy', 'cdata', '策略类型', 'Strategy', 'content_model'),
          createPlainField(
            'errcode',
            'integer',
            '该策略的错误码，0 为有效',
            'Error code; 0 means valid',
            '0',
          ),
          SUGGEST,
          LABEL,
          createPlainField('prob', 'integer', '置信度，0 到 100', 'Confidence, 0 to 100', '90'),
        ],
      ),
      repeated: true,
    },
    createPlainField('errcode', 'integer', '错误码，0 为成功', 'Error code; 0 means success', '0'),
    createPlainField('errmsg', 'cdata', '错误信息', 'Error in words', 'ok'),
    createGroupField('result', '综合结果，请以它为准', 'The result as a whole: go by this one', [
      SUGGEST,
      LABEL,
    ]),
  ],
})

const PAGE_CARD = createOtherMessageSpec('miniprogrampage', {
  group: 'mini-program',
  title: { zh: '小程序卡片消息', en: 'Mini-program card' },
  summary: {
    zh: '用户在小程序的客服会话里发送小程序卡片时推送。',
    en: "Sent when a user sends a card in a mini program's customer-service chat.",
  },
  source: RECEIVE_EVENT_PAGE,
  fields: [
    createPlainField('Title', 'cdata', '标题', 'Title', '今日菜单'),
    createPlainField('AppId', 'cdata', '小程序的 AppID', 'AppID of the mini program', 'wx12b4f63276b14d4c'),
    createPlainField('PagePath', 'cdata', '小程序页面路径', 'Path of the page', 'pages/menu/index'),
    createPlainField(
      'ThumbUrl',
      'cdata',
      '封面图的临时链接',
      'Temporary address of the cover',
      'http://mmbiz.qpic.cn/mmbiz_jpg/Rq8vT3mQ7LpZcX2yWn5dHs/0',
    ),
    createPlainField(
      'ThumbMediaId',
      'cdata',
      '封面图的临时素材 ID',
      'Temporary media ID of the cover',
      'Wq2Rm9LxVr5KpNc0YwSdFgHjBnUaEiOo3T7vX1yZtHk',
    ),
  ],
})

const FILE = createOtherMessageSpec('file', {
  group: 'message',
  title: { zh: '文件消息', en: 'File' },
  summary: {
    zh: '用户发送文件时推送；官方文档没有写，字段来自实际收到的消息。',
    en: 'Sent when a user sends a file. Not in the official documentation; the fields are those that have been seen.',
  },
  source: RECEIVE_EVENT_PAGE,
  fields: [
    createPlainField('Title', 'cdata', '文件名', 'File name', '报价单.pdf'),
    createPlainField('Description', 'cdata', '描述，可能为空', 'Description; may be empty', ''),
    createPlainField('FileKey', 'cdata', '文件的标识', 'Key of the file', 'c2FtcGxlLWZpbGUta2V5'),
    createPlainField('FileMd5', 'cdata', '文件的 MD5', 'MD5 of the file', '1b5f7c23b5bf75682a53e7b6d163e185'),
    createPlainField('FileTotalLen', 'integer', '文件大小，单位是字节', 'Size in bytes', '20480'),
  ],
})

/** Events of mini programs that share the endpoint, and the undocumented file message. */
export const MINI_PROGRAM_EVENTS: readonly MessageSpec[] = [
  FILE,
  PAGE_CARD,
  createEventSpec('user_enter_tempsession', {
    group: 'mini-program',
    title: { zh: '进入客服会话', en: 'Customer service opened' },
    summary: {
      zh: '用户进入小程序的客服会话时推送。',
      en: "Sent when a user opens a mini program's customer-service chat.",
    },
    source: RECEIVE_EVENT_PAGE,
    fields: [
      createPlainField(
        'SessionFrom',
        'cdata',
        '按钮上设置的来源参数',
        'The session-from of the button',
        'menu-page',
      ),
    ],
  }),
  MEDIA_CHECK,
]
