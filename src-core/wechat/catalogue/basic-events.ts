import { createEventSpec } from './common-fields.ts'
import { RECEIVE_EVENT_PAGE } from '../../contract/official-pages.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const TICKET: FieldSpec = {
  name: 'Ticket',
  kind: 'cdata',
  title: { zh: '二维码 ticket', en: 'QR code ticket' },
  description: {
    zh: '带参数二维码的 ticket，可以用它换取二维码图片。',
    en: 'The ticket of the QR code; its image can be fetched with it.',
  },
  sample: 'gQHw8DwAAAAAAAAAAS5odHRwOi8vd2VpeGluLnFxLmNvbS9xLzAyT2Jk',
}

const SUBSCRIBE = createEventSpec('subscribe', {
  group: 'basic',
  title: { zh: '关注', en: 'Follow' },
  summary: {
    zh: '用户关注公众号时推送；扫描带参数二维码后关注，会多出 EventKey 和 Ticket。',
    en: 'Sent when a user follows the account. After scanning a QR code with a scene, EventKey and Ticket come along.',
  },
  source: RECEIVE_EVENT_PAGE,
  replyEffect: 'shown',
  fields: [
    {
      name: 'EventKey',
      kind: 'cdata',
      title: { zh: '关注来源', en: 'Where from' },
      description: {
        zh: '扫带参数二维码关注时是 qrscene_ 加场景值，支付后关注时以 last_trade_no_ 开头；普通关注时可能为空，也可能没有这个字段。',
        en: 'qrscene_ and the scene after a QR code, last_trade_no_… after a payment; otherwise empty or not there at all.',
      },
      optional: true,
      sample: 'qrscene_123123',
    },
    { ...TICKET, optional: true },
  ],
  variants: [
    {
      title: { zh: '未关注用户扫码关注', en: 'Follow by a QR code' },
      set: { EventKey: 'qrscene_123123', Ticket: TICKET.sample },
    },
  ],
})

const UNSUBSCRIBE = createEventSpec('unsubscribe', {
  group: 'basic',
  title: { zh: '取消关注', en: 'Unfollow' },
  summary: {
    zh: '用户取消关注时推送。此后已无法给他发消息，回复不会送达；按规定应删除该用户的数据。',
    en: "Sent when a user stops following. No reply reaches them any more, and you must delete that user's data.",
  },
  source: RECEIVE_EVENT_PAGE,
  replyEffect: 'ignored',
  fields: [
    {
      name: 'EventKey',
      kind: 'cdata',
      title: { zh: '事件 KEY', en: 'Event key' },
      description: {
        zh: '没有含义：有时带着空值，多数时候没有这个字段。',
        en: 'Means nothing here: sometimes there and empty, mostly absent.',
      },
      optional: true,
      sample: '',
    },
  ],
})

const SCAN = createEventSpec('SCAN', {
  group: 'basic',
  title: { zh: '已关注用户扫码', en: 'Scan by a follower' },
  summary: {
    zh: '已经关注的用户扫描带参数二维码时推送；没关注的用户扫码后关注，推送的是 subscribe。',
    en: 'Sent when someone who already follows scans a QR code with a scene. Someone who follows by scanning causes subscribe instead.',
  },
  source: RECEIVE_EVENT_PAGE,
  replyEffect: 'shown',
  fields: [
    {
      name: 'EventKey',
      kind: 'cdata',
      title: { zh: '场景值', en: 'Scene' },
      description: {
        zh: '创建二维码时的 scene_id 或 scene_str，没有 qrscene_ 前缀，这一点和 subscribe 不同。',
        en: 'The scene_id or scene_str of the QR code, without the qrscene_ prefix that subscribe puts in front.',
      },
      sample: '123123',
    },
    TICKET,
  ],
})

const LOCATION = createEventSpec('LOCATION', {
  group: 'basic',
  title: { zh: '上报地理位置', en: 'Position report' },
  summary: {
    zh: '用户同意上报位置后，每次进入对话时推送，或在对话中每 5 秒推送一次，取决于公众号的设置。',
    en: 'Sent when a user who agreed to it opens the chat, or every five seconds while it is open; the account sets which.',
  },
  source: RECEIVE_EVENT_PAGE,
  replyEffect: 'ignored',
  fields: [
    {
      name: 'Latitude',
      kind: 'decimal',
      title: { zh: '纬度', en: 'Latitude' },
      description: {
        zh: '纬度，单位是度。字段名和位置消息的 Location_X 不同。',
        en: 'Latitude in degrees. The location message calls it Location_X.',
      },
      sample: '23.137466',
    },
    {
      name: 'Longitude',
      kind: 'decimal',
      title: { zh: '经度', en: 'Longitude' },
      description: {
        zh: '经度，单位是度。字段名和位置消息的 Location_Y 不同。',
        en: 'Longitude in degrees. The location message calls it Location_Y.',
      },
      sample: '113.352425',
    },
    {
      name: 'Precision',
      kind: 'decimal',
      title: { zh: '精度', en: 'Precision' },
      description: {
        zh: '定位精度，数值越大误差越大，一般理解为米；官方没有写明单位。',
        en: 'How far off the position may be; the larger, the worse. Commonly read as metres, though the official page names no unit.',
      },
      sample: '119.385040',
    },
  ],
})

const CLICK = createEventSpec('CLICK', {
  group: 'basic',
  title: { zh: '点击菜单拉取消息', en: 'Menu click' },
  summary: {
    zh: '用户点击 type 为 click 的自定义菜单时推送；点击后只是展开子菜单的，不会推送。',
    en: 'Sent when the user taps a menu item of type click. Tapping one that only opens a submenu sends nothing.',
  },
  source: RECEIVE_EVENT_PAGE,
  replyEffect: 'shown',
  fields: [
    {
      name: 'EventKey',
      kind: 'cdata',
      title: { zh: '菜单 KEY', en: 'Menu key' },
      description: {
        zh: '创建菜单时填写的 key。',
        en: 'The key that you gave the menu item.',
      },
      sample: 'V1001_TODAY_MENU',
    },
  ],
})

const VIEW = createEventSpec('VIEW', {
  group: 'basic',
  title: { zh: '点击菜单跳转链接', en: 'Menu link' },
  summary: {
    zh: '用户点击 type 为 view 的自定义菜单、跳转网页时推送。用户此时已离开对话，回复没有效果。',
    en: 'Sent when the user taps a menu item of type view and goes to a web page. They have left the chat, so a reply has no effect.',
  },
  source: RECEIVE_EVENT_PAGE,
  replyEffect: 'ignored',
  fields: [
    {
      name: 'EventKey',
      kind: 'cdata',
      title: { zh: '跳转链接', en: 'URL' },
      description: {
        zh: '菜单设置的跳转地址，不是 key。',
        en: 'The address that the menu item opens, not a key.',
      },
      sample: 'https://www.example.com/menu?from=wechat&page=1',
    },
    {
      name: 'MenuId',
      kind: 'integer',
      title: { zh: '菜单 ID', en: 'Menu ID' },
      description: {
        zh: '菜单 ID，用来判断是哪一套个性化菜单；较早的推送没有这个字段。',
        en: 'Tells which of your personalised menus was tapped. Older pushes lack it.',
      },
      optional: true,
      sample: '428796990',
    },
  ],
})

const ENTER = createEventSpec('ENTER', {
  group: 'basic',
  title: { zh: '进入会话（旧）', en: 'Chat opened (legacy)' },
  summary: {
    zh: '早期版本在用户进入会话时推送，现在一般不会再收到。',
    en: 'Early versions sent it when a user opened the chat; it is hardly seen any more.',
  },
  source: RECEIVE_EVENT_PAGE,
  fields: [],
})

const DEBUG_DEMO = createEventSpec('debug_demo', {
  group: 'basic',
  title: { zh: '官方调试工具的测试事件', en: 'Test of the official debugger' },
  summary: {
    zh: '在微信开发者平台的消息推送调试工具里点发送时推送，和真实推送一样带签名。',
    en: 'Sent by the message-push debugger of the developer platform; it is signed like a real push.',
  },
  source:
    'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/message_push.html',
  fields: [
    {
      name: 'debug_str',
      kind: 'cdata',
      title: { zh: '测试文字', en: 'Test text' },
      description: { zh: '在调试工具里填写的文字。', en: 'The text that was entered in the debugger.' },
      sample: 'hello',
    },
  ],
})

/** Events that every account gets, one of the official debugger, and one that WeChat hardly sends any more. */
export const BASIC_EVENTS: readonly MessageSpec[] = [
  SUBSCRIBE,
  UNSUBSCRIBE,
  SCAN,
  LOCATION,
  CLICK,
  VIEW,
  DEBUG_DEMO,
  ENTER,
]
