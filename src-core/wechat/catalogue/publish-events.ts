import { createEventSpec } from './common-fields.ts'
import { createFlagField, createGroupField, createLabel } from './field-makers.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

function createCount(name: string, zh: string, en: string, sample: string): FieldSpec {
  return {
    name,
    kind: 'integer',
    title: createLabel(zh, en),
    description: { zh: `${zh}，整数。`, en: `${en}, an integer.` },
    sample,
  }
}

function createItem(children: FieldSpec[]): FieldSpec {
  return { ...createGroupField('item', '每篇文章一项', 'One item an article', children), repeated: true }
}

const ARTICLE_INDEX = createCount(
  'ArticleIdx',
  '文章序号（从 1 开始）',
  'Article position, counted from 1',
  '1',
)

const COPYRIGHT_ITEM = createItem([
  ARTICLE_INDEX,
  createCount('UserDeclareState', '用户声明的文章状态', 'State that you declared', '0'),
  createCount('AuditState', '系统校验的状态', 'State that the check found', '2'),
  {
    name: 'OriginalArticleUrl',
    kind: 'cdata',
    title: { zh: '相似原创文的链接', en: 'Original article' },
    description: {
      zh: '判定为相似时，对应原创文章的链接。',
      en: 'Address of the original article that this one resembles.',
    },
    sample: 'https://mp.weixin.qq.com/s/3zLk8vQmZ1xNtR6yWc0sJd',
  },
  createCount('OriginalArticleType', '相似原创文的类型', 'Type of the original article', '1'),
  createFlagField('CanReprint', '能否转载', 'May be reprinted'),
  createFlagField(
    'NeedReplaceContent',
    '是否需要替换成原创文内容',
    'Content must be replaced by the original',
  ),
  createFlagField('NeedShowReprintSource', '是否需要注明转载来源', 'Source must be shown'),
])

const MASS_SEND = createEventSpec('MASSSENDJOBFINISH', {
  group: 'send-result',
  title: { zh: '群发结果', en: 'Mass sending finished' },
  summary: {
    zh: '一次群发任务结束后推送，带有人数统计和原创校验结果。',
    en: 'Sent when a mass sending is over, with its numbers and the result of the originality check.',
  },
  source:
    'https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Batch_Sends_and_Originality_Checks.html',
  fields: [
    {
      name: 'MsgID',
      kind: 'integer',
      title: { zh: '群发消息 ID', en: 'Mass message ID' },
      description: {
        zh: '群发接口返回的消息 ID，D 是大写；请当字符串保存。',
        en: 'The ID that the sending API returned, with a capital D; keep it a string.',
      },
      sample: '1000001625',
    },
    {
      name: 'Status',
      kind: 'cdata',
      title: { zh: '群发状态', en: 'Status' },
      description: {
        zh: 'sendsuccess（也写作 send success）、send fail，或 err(num)，num 的含义：10001 涉嫌广告、20001 涉嫌政治、20004 涉嫌社会、20002 涉嫌色情、20006 涉嫌违法犯罪、20008 涉嫌欺诈、20013 涉嫌版权、22000 涉嫌互推、21000 其他、30001 到 30003 与原创校验有关。',
        en: 'sendsuccess (also spelt send success), send fail, or err(num), where num is 10001 advertising, 20001 politics, 20004 society, 20002 pornography, 20006 crime, 20008 fraud, 20013 copyright, 22000 mutual promotion, 21000 other, 30001 to 30003 originality.',
      },
      sample: 'sendsuccess',
    },
    createCount('TotalCount', '目标粉丝数', 'Followers addressed', '120'),
    createCount('FilterCount', '过滤后准备发送的粉丝数', 'Followers left after filtering', '118'),
    createCount('SentCount', '发送成功的粉丝数', 'Followers reached', '117'),
    createCount('ErrorCount', '发送失败的粉丝数', 'Followers not reached', '1'),
    {
      ...createGroupField('CopyrightCheckResult', '原创校验结果', 'Originality check', [
        createCount('Count', '被校验的文章数', 'Articles checked', '1'),
        createGroupField('ResultList', '各篇文章的校验结果', 'Result for each article', [COPYRIGHT_ITEM]),
        createCount(
          'CheckState',
          '整体校验结果（1 未被判为转载，2 被判为转载、可以群发，3 被判为转载、不能群发）',
          'Result as a whole (1 original, 2 reprint that may be sent, 3 reprint that may not)',
          '1',
        ),
      ]),
      optional: true,
    },
    {
      ...createGroupField('ArticleUrlResult', '群发文章的链接', 'Addresses of the articles', [
        createCount('Count', '文章数', 'Articles', '1'),
        createGroupField('ResultList', '各篇文章的链接', 'Address of each article', [
          createItem([
            ARTICLE_INDEX,
            {
              name: 'ArticleUrl',
              kind: 'cdata',
              title: { zh: '文章链接', en: 'Article URL' },
              description: { zh: '群发出去的文章链接。', en: 'Address of the article as sent.' },
              sample: 'https://mp.weixin.qq.com/s/Zt8Qm2LxVr5KpNc0YwSdFg',
            },
          ]),
        ]),
      ]),
      optional: true,
    },
  ],
})

const PUBLISH = createEventSpec('PUBLISHJOBFINISH', {
  group: 'send-result',
  title: { zh: '发布结果', en: 'Publishing finished' },
  summary: {
    zh: '通过接口提交的发布任务结束后推送，无论成功还是失败。',
    en: 'Sent when a publishing task that you submitted by API has succeeded or failed.',
  },
  source: 'https://developers.weixin.qq.com/doc/offiaccount/Publish/Callback_on_finish.html',
  fields: [
    createGroupField('PublishEventInfo', '发布任务的结果', 'Result of the task', [
      createCount('publish_id', '发布任务 ID', 'Task ID', '2247503051'),
      {
        name: 'publish_status',
        kind: 'integer',
        title: { zh: '发布状态', en: 'Status' },
        description: {
          zh: '0 成功，1 发布中，2 原创失败，3 常规失败，4 平台审核不通过，5 成功后用户删除了所有文章，6 成功后被系统封禁。',
          en: '0 published, 1 in progress, 2 originality failed, 3 failed, 4 rejected by the platform, 5 all articles deleted afterwards, 6 banned afterwards.',
        },
        sample: '0',
      },
      {
        name: 'article_id',
        kind: 'cdata',
        title: { zh: '图文 ID', en: 'Article ID' },
        description: {
          zh: '发布成功时才有，可用于客服消息。',
          en: 'Only after success; usable in customer-service messages.',
        },
        sample: 'b5O2OUs25HBxRceL7hfReg-U9QGeq9zQjiDvyWP4Hq4',
      },
      createGroupField('article_detail', '文章列表，发布成功时才有', 'The articles; only after success', [
        createCount('count', '文章数', 'Articles', '1'),
        createItem([
          createCount('idx', '文章序号（从 1 开始）', 'Article position, counted from 1', '1'),
          {
            name: 'article_url',
            kind: 'cdata',
            title: { zh: '文章链接', en: 'Article URL' },
            description: { zh: '图文的永久链接。', en: 'Permanent address of the article.' },
            sample: 'https://mp.weixin.qq.com/s/Hb6Wn1TzQe9RmXv4KyLsCd',
          },
        ]),
      ]),
      {
        name: 'fail_idx',
        kind: 'integer',
        title: { zh: '未通过的文章序号', en: 'Articles that failed' },
        description: {
          zh: '状态为 2 或 4 时才有，从 1 开始；多篇未通过时这个元素会重复出现。',
          en: 'Only with status 2 or 4, counted from 1; repeated when several articles failed.',
        },
        optional: true,
        repeated: true,
        sample: '1',
      },
    ]),
  ],
})

/** Results of mass sendings and publications. */
export const PUBLISH_EVENTS: readonly MessageSpec[] = [MASS_SEND, PUBLISH]
