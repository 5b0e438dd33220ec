import type { Bilingual } from '../../contract/text.ts'
import type { PushedMessage } from '../../delivery/push-request.ts'
import type { CaseRow } from '../kit/case.ts'
import { createTakenForRepeat, createUnknownType } from '../kit/findings.ts'
import { describeAll, describeReturned, endAllGenuine, endGenuine, findFaults } from '../kit/judge.ts'
import { withBody } from '../kit/query.ts'
import type { Talk } from '../kit/talk.ts'
import { createRow, EMPTY, MARK, PARSER, rewritten, says } from './text-rows.ts'

/** Returns the elements of a message in the opposite order. */
function reverse(xml: string): string {
  const elements = xml.match(/<(\w+)>(?:<!\[CDATA\[[\s\S]*?\]\]>|[^<]*)<\/\1>/g) ?? []
  return `<xml>${elements.toReversed().join('\n')}\n</xml>`
}

/** Repeats an element as often as asked for. */
const times = (name: string, count: number) => (xml: string) =>
  xml.replace(new RegExp(`<${name}>[\\s\\S]*?</${name}>`), (one) => Array(count).fill(one).join('\n'))

/** Messages whose form is unusual: empty, short or long lists, other orders, other formats. */
export const TEXT_STRUCTURE: Omit<CaseRow, 'group'>[] = [
  createRow(
    {
      id: 'empty',
      title: { zh: '空的字段', en: 'Empty fields' },
      sent: {
        zh: '空的 Content、空的 Recognition、自闭合的 EventKey',
        en: 'an empty Content, an empty Recognition, a self-closed EventKey',
      },
      why: {
        zh: '真实的推送里有空字段；有的解析器给出 null 或 {}，接着就出错。',
        en: 'Real pushes have them; some parsers give null or {} there, and the next line fails.',
      },
      fix: EMPTY,
    },
    says(''),
    (talk) => talk.write('voice', null, { Recognition: '' }),
    rewritten('event', 'CLICK', (xml) => xml.replace(/<EventKey>.*?<\/EventKey>/, '<EventKey/>')),
  ),
  createRow(
    {
      id: 'one-item',
      title: { zh: '列表只有一项', en: 'A list of one' },
      sent: { zh: '只选一张图的 pic_weixin 事件', en: 'pic_weixin with one image' },
      why: {
        zh: '很多解析器把一项读成对象、多项读成数组；按数组写的代码在一项时出错。',
        en: 'Many parsers make an object of one item and a list of several; code that expects a list fails for one.',
      },
      fix: PARSER,
    },
    rewritten('event', 'pic_weixin', times('item', 1)),
  ),
  createRow(
    {
      id: 'many-items',
      title: { zh: '列表有多项', en: 'A list of several' },
      sent: {
        zh: '选三张图的 pic_weixin，和两条结果的 subscribe_msg_popup_event',
        en: 'pic_weixin with three images, and subscribe_msg_popup_event with two results',
      },
      why: {
        zh: '按一项写的代码，多项时取到的是数组。',
        en: 'Code that expects one item gets a list where there are several.',
      },
      fix: PARSER,
    },
    rewritten('event', 'pic_weixin', (xml) =>
      times('item', 3)(xml).replace(/<Count>\d+<\/Count>/, '<Count>3</Count>'),
    ),
    rewritten('event', 'subscribe_msg_popup_event', times('List', 2)),
  ),
  createRow(
    {
      id: 'order',
      title: { zh: '字段换个顺序', en: 'Fields in another order' },
      sent: { zh: '同样的文本消息，字段倒过来排', en: 'the same text with its fields in the opposite order' },
      why: {
        zh: '真实的推送里 MsgId 有时在前；官方没有规定顺序。',
        en: 'Real pushes have MsgId first at times; no order is official.',
      },
      fix: PARSER,
    },
    rewritten('text', null, reverse),
  ),
  createRow(
    {
      id: 'new-field',
      title: { zh: '多出来的字段', en: 'Fields that are new' },
      sent: {
        zh: '文本消息带 MsgDataId、Idx 和一个没见过的字段',
        en: 'a text with MsgDataId, Idx and a field that nobody knows',
      },
      why: {
        zh: '微信会增加字段，例如 MsgDataId、MediaId16K；严格映射的代码会拒绝整条消息。',
        en: 'WeChat adds fields, such as MsgDataId and MediaId16K; code that maps strictly refuses the whole message.',
      },
      fix: PARSER,
    },
    rewritten('text', null, (xml) =>
      xml.replace(
        '</xml>',
        '<MsgDataId>1</MsgDataId>\n<Idx>1</Idx>\n<MpscopeNew><![CDATA[x]]></MpscopeNew>\n</xml>',
      ),
    ),
  ),
  createRow(
    {
      id: 'stray-text',
      title: { zh: '元素之间有文字', en: 'Text between the elements' },
      sent: {
        zh: '</xml> 之前有 webwx_msg_cli_ver_0x1',
        en: 'webwx_msg_cli_ver_0x1 before </xml>',
      },
      why: {
        zh: '网页版微信发的消息就是这样。',
        en: 'What users of WeChat’s web client send looks like this.',
      },
      fix: PARSER,
    },
    rewritten('text', null, (xml) => xml.replace('</xml>', 'webwx_msg_cli_ver_0x1</xml>')),
  ),
  createRow(
    {
      id: 'lower-case-event',
      title: { zh: '小写的 scan 事件', en: 'scan in lower case' },
      sent: { zh: 'Event 是 scan 而不是 SCAN', en: 'the Event is scan and not SCAN' },
      why: {
        zh: '有的示例里写作 scan；大小写不同也不应该出错。',
        en: 'Some samples spell it so; another case of letters is no reason to fail.',
      },
      fix: {
        zh: '比较时不分大小写，不认识的事件返回 success。',
        en: 'Compare without regard to case, and return success to events that you do not know.',
      },
    },
    rewritten('event', 'SCAN', (xml) => xml.replace('[SCAN]', '[scan]')),
  ),
  createRow(
    {
      id: 'lone-surrogate',
      level: 'advice',
      title: { zh: '半个表情的字符引用', en: 'Half an emoji as a reference' },
      sent: { zh: 'Content 是 &#55357;', en: 'the Content is &#55357;' },
      why: {
        zh: '严格的解析器会拒绝整条消息。',
        en: 'A strict parser refuses the whole message.',
      },
      fix: PARSER,
    },
    rewritten('text', null, (xml) =>
      xml.replace(/<Content>.*?<\/Content>/s, '<Content>a&#55357;b</Content>'),
    ),
  ),
  {
    id: 'half-character',
    level: 'advice',
    title: { zh: '被切断的字', en: 'A character cut in half' },
    sent: { zh: 'Content 末尾是半个 UTF-8 字符', en: 'the Content ends in half a character of UTF-8' },
    why: {
      zh: '长文本被按字节切断时会这样；严格解码的代码会丢掉整条消息。',
      en: 'A long text that is cut by bytes ends so; code that decodes strictly loses the whole message.',
    },
    fix: {
      zh: '解码时把无效的字节换成 U+FFFD，不要抛出异常。',
      en: 'Decode invalid bytes as U+FFFD, and throw nothing.',
    },
    async act(talk) {
      if (talk.target.mode !== 'plaintext')
        return { because: { zh: '只用于明文的消息', en: 'only for messages in the clear' } }
      const change: NonNullable<Parameters<Talk['push']>[1]>['change'] = (request) => {
        const bytes = Buffer.from(request.body)
        const at = bytes.indexOf(MARK)
        return withBody(
          request,
          Buffer.concat([bytes.subarray(0, at), Buffer.from([0xe4, 0xbd]), bytes.subarray(at + MARK.length)]),
        )
      }
      return endGenuine(await talk.push(says('你好' + MARK)(talk), { change }))
    },
  },
  createUnknownRow('unknown-type', { zh: '消息类型', en: 'a type of message' }, (talk) =>
    rewritten('text', null, (xml) => xml.replace('[text]', '[mpscope_new_type]'))(talk),
  ),
  createUnknownRow('unknown-event', { zh: '事件', en: 'an event' }, (talk) =>
    rewritten('event', 'CLICK', (xml) => xml.replace('[CLICK]', '[mpscope_new_event]'))(talk),
  ),
  {
    id: 'close-ids',
    level: 'required',
    title: { zh: 'MsgId 只差最后一位', en: 'MsgIds that differ in the last digit' },
    sent: {
      zh: '三条消息，后两条的 MsgId 有 19 位，只差 1',
      en: 'three messages; the last two have MsgIds of 19 digits that differ by one',
    },
    why: {
      zh: 'MsgId 超过 2^53，转成 Number 就相等：第二个用户的消息被当成重复，没有回复。',
      en: 'MsgIds are above 2^53 and become equal as a Number: the second message counts as a repetition and gets no reply.',
    },
    fix: {
      zh: 'MsgId 当字符串保存和比较。',
      en: 'Keep and compare MsgId as a string.',
    },
    async act(talk) {
      const id = `27022${talk.createMsgId().slice(-13)}2`
      const withId = (MsgId: string) => talk.push(talk.write('text', null, { MsgId }))
      const all = [
        await withId(`27022${talk.createMsgId().slice(-13)}6`),
        await withId(id),
        await withId(`${id.slice(0, -1)}3`),
      ]
      const kinds = all.map(({ reply }) => reply.kind)
      const isLost = kinds[0] === 'message' && kinds[1] === 'message' && kinds[2] === 'acknowledged'
      if (!isLost) return endAllGenuine(all)
      const finding = createTakenForRepeat(
        { zh: '两条消息的 MsgId 只差最后一位', en: 'Two messages have MsgIds that differ in the last digit' },
        { zh: 'MsgId 当字符串保存和比较。', en: 'Keep and compare MsgId as a string.' },
      )
      return { came: describeAll(all), findings: [finding] }
    },
  },
  createRow(
    {
      id: 'json',
      level: 'advice',
      title: { zh: 'JSON 的推送', en: 'A push in JSON' },
      sent: {
        zh: '同样的文本消息，格式是 JSON（小程序和云托管用它）',
        en: 'the same text as JSON, as mini programs and cloud hosting send it',
      },
      why: {
        zh: '公众号只推 XML；小程序把这个地址填成 JSON 格式时才会收到。',
        en: 'Accounts get XML only; JSON comes where a mini program has this address registered with that format.',
      },
      fix: {
        zh: '小程序的消息推送改选 XML，或按 Content-Type 解析。',
        en: 'Choose XML for the mini program’s pushes, or parse by Content-Type.',
      },
    },
    (talk) =>
      JSON.stringify({
        ToUserName: talk.target.originalId,
        FromUserName: talk.user,
        CreateTime: Math.floor(talk.now() / 1000),
        MsgType: 'text',
        Content: '你好',
        MsgId: 1,
      }),
  ),
]

function createUnknownRow(
  id: string,
  what: Bilingual,
  write: (talk: Talk) => PushedMessage,
): Omit<CaseRow, 'group'> {
  return {
    id,
    level: 'required',
    title: {
      zh: `没见过的${what.zh}`,
      en: `${what.en.replace(/^an? /, '').replace(/^\w/, (letter) => letter.toUpperCase())} that nobody knows`,
    },
    sent: { zh: `一种没见过的${what.zh}`, en: `${what.en} that does not exist` },
    why: {
      zh: '微信会增加类型；没有有效的响应，它就反复推送，用户看到故障提示。',
      en: 'WeChat adds types; without a valid response it pushes again and again, and the user sees the fault prompt.',
    },
    fix: {
      zh: '没有处理的类型一律返回 success 或空内容。',
      en: 'Reply success, or nothing, to every type that you do not handle.',
    },
    async act(talk) {
      const returned = await talk.push(write(talk))
      const faults = findFaults(returned)
      const findings = faults.length > 0 ? [createUnknownType(what), ...faults] : []
      return { came: describeReturned(returned), findings }
    },
  }
}
