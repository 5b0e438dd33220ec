import { createMessageSpec } from './common-fields.ts'
import { RECEIVE_MESSAGE_PAGE } from '../../contract/official-pages.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

function createMediaId(what: { zh: string; en: string }, sample: string): FieldSpec {
  return {
    name: 'MediaId',
    kind: 'cdata',
    title: { zh: '媒体 ID', en: 'Media ID' },
    description: {
      zh: `${what.zh}的临时素材 ID，用「获取临时素材」接口下载；只保留 3 天，需要长期使用请自行保存。`,
      en: `Temporary media ID of the ${what.en}; download it with the "get temporary media" API. It lasts three days, so keep your own copy.`,
    },
    sample,
  }
}

const THUMB_MEDIA_ID: FieldSpec = {
  name: 'ThumbMediaId',
  kind: 'cdata',
  title: { zh: '封面图的媒体 ID', en: 'Cover media ID' },
  description: {
    zh: '视频封面缩略图的临时素材 ID，同样可以用「获取临时素材」接口下载。',
    en: 'Temporary media ID of the cover image; downloaded in the same way.',
  },
  sample: 'p3Lk8vQmZ1xNtR6yWc0sJdBfHgUaEoTi5K7nXqY2rVw',
}

const TEXT = createMessageSpec('text', {
  group: 'message',
  title: { zh: '文本消息', en: 'Text' },
  summary: {
    zh: '用户在对话框里发送文字或表情时推送；点击客服菜单消息里的选项也会收到它。',
    en: 'Sent when the user types text or emoji, and when they tap a choice in a customer-service menu message.',
  },
  source: RECEIVE_MESSAGE_PAGE,
  replyEffect: 'shown',
  fields: [
    {
      name: 'Content',
      kind: 'cdata',
      title: { zh: '文本内容', en: 'Text' },
      description: {
        zh: '用户发送的文字，首尾空白原样保留。emoji 是 Unicode 字符；微信自带表情以文字形式出现，例如 /::) 或 [微笑]。',
        en: "The text, blanks at both ends included. Emoji are Unicode characters; WeChat's own faces arrive as text such as /::) or [Smile].",
      },
      sample: '你好，请问今天几点营业？😊',
    },
  ],
  fieldsAtEnd: [
    {
      name: 'bizmsgmenuid',
      kind: 'integer',
      title: { zh: '菜单选项 ID', en: 'Menu choice ID' },
      description: {
        zh: '用户点击客服菜单消息的选项时才有，对应发送时填的 id，此时 Content 是选项文字。注意全小写；测试号不会推送。',
        en: 'Only there when the user tapped a choice of a menu message: the id you gave it, with its text in Content. All lower case; test accounts never get it.',
      },
      optional: true,
      sample: '101',
    },
  ],
})

const IMAGE = createMessageSpec('image', {
  group: 'message',
  title: { zh: '图片消息', en: 'Image' },
  summary: { zh: '用户发送照片或图片时推送。', en: 'Sent when the user sends a photo or image.' },
  source: RECEIVE_MESSAGE_PAGE,
  replyEffect: 'shown',
  fields: [
    {
      name: 'PicUrl',
      kind: 'cdata',
      title: { zh: '图片链接', en: 'Image URL' },
      description: {
        zh: '由微信生成的图片地址，可以直接下载；域名是微信的图床，网页里引用会被防盗链拦截。',
        en: "Address on WeChat's image server. Your server may download it; a web page that embeds it is refused by hotlink protection.",
      },
      sample: 'http://mmbiz.qpic.cn/mmbiz_jpg/Xk3vT9mQ7LpZcR2yWn8dHsFbUgJa0eMo/0',
    },
    createMediaId({ zh: '图片', en: 'image' }, 'Zt8Qm2LxVr5KpNc0YwSdFgHjBnUaEiOo3T7vX1yRqWs'),
  ],
})

const VOICE = createMessageSpec('voice', {
  group: 'message',
  title: { zh: '语音消息', en: 'Voice' },
  summary: {
    zh: '用户按住说话并发送语音时推送。',
    en: 'Sent when the user records and sends a voice message.',
  },
  source: RECEIVE_MESSAGE_PAGE,
  replyEffect: 'shown',
  fields: [
    createMediaId({ zh: '语音', en: 'recording' }, 'Hb6Wn1TzQe9RmXv4KyLsCdPgJfUaIoNr2V8tY5xEqZk'),
    {
      name: 'Format',
      kind: 'cdata',
      title: { zh: '语音格式', en: 'Format' },
      description: {
        zh: '音频编码，通常是 amr，也可能是 speex。',
        en: 'The encoding of the recording, usually amr, sometimes speex.',
      },
      sample: 'amr',
    },
    {
      name: 'Recognition',
      kind: 'cdata',
      title: { zh: '语音识别结果', en: 'Recognised text' },
      description: {
        zh: '识别出的文字（UTF-8）。只在开通过语音识别的公众号里出现，也可能存在但为空，请不要依赖它。',
        en: 'What speech recognition heard. Only on accounts that once had recognition switched on, and even there it may be empty: do not rely on it.',
      },
      optional: true,
      sample: '请问今天几点营业',
    },
  ],
  fieldsAtEnd: [
    {
      name: 'MediaId16K',
      kind: 'cdata',
      title: { zh: '16K 语音的媒体 ID', en: '16 kHz media ID' },
      description: {
        zh: '16 kHz 采样率版本的临时素材 ID，适合送去做语音识别；较早的推送没有这个字段。',
        en: 'Temporary media ID of the same recording at 16 kHz, better suited to speech recognition. Older pushes lack it.',
      },
      optional: true,
      sample: 'Gd5Vm0SyPd8QlWu3JxKrBcOfIeTzHnMq1U7sX4wDpYj',
    },
  ],
})

const VIDEO = createMessageSpec('video', {
  group: 'message',
  title: { zh: '视频消息', en: 'Video' },
  summary: { zh: '用户从相册发送视频时推送。', en: 'Sent when the user sends a video from the album.' },
  source: RECEIVE_MESSAGE_PAGE,
  replyEffect: 'shown',
  fields: [
    createMediaId({ zh: '视频', en: 'video' }, 'Nc4Ul9RxOc7PkVt2IwJqAbNeHdSyGmLp0T6rW3vCoXi'),
    THUMB_MEDIA_ID,
  ],
})

const SHORT_VIDEO = createMessageSpec('shortvideo', {
  group: 'message',
  title: { zh: '小视频消息', en: 'Short video' },
  summary: {
    zh: '用户在对话里直接拍摄并发送小视频时推送；字段和 video 相同，只有 MsgType 不同。',
    en: 'Sent when the user films a clip inside the chat. Its fields are those of video; only MsgType differs.',
  },
  source: RECEIVE_MESSAGE_PAGE,
  replyEffect: 'shown',
  fields: [
    createMediaId({ zh: '小视频', en: 'clip' }, 'Mb3Tk8QwNb6OjUs1HvIpZaMdGcRxFlKo9S5qV2uBnWh'),
    THUMB_MEDIA_ID,
  ],
})

const LOCATION = createMessageSpec('location', {
  group: 'message',
  title: { zh: '地理位置消息', en: 'Location' },
  summary: {
    zh: '用户在对话框里主动发送位置时推送；自动上报的位置是 LOCATION 事件，两者不是一回事。',
    en: 'Sent when the user shares a place in the chat. Positions reported by themselves are the LOCATION event, which is something else.',
  },
  source: RECEIVE_MESSAGE_PAGE,
  replyEffect: 'shown',
  fields: [
    {
      name: 'Location_X',
      kind: 'decimal',
      title: { zh: '纬度', en: 'Latitude' },
      description: {
        zh: '纬度，单位是度，一般认为是 GCJ-02 坐标（官方没有写明）。X 是纬度、Y 是经度，和常见的 x/y 习惯相反。',
        en: 'Latitude in degrees, commonly taken as GCJ-02 (the official page does not say). X is latitude and Y longitude, the reverse of what one expects.',
      },
      sample: '23.134521',
    },
    {
      name: 'Location_Y',
      kind: 'decimal',
      title: { zh: '经度', en: 'Longitude' },
      description: {
        zh: '经度，单位是度，坐标系与 Location_X 相同。小数末尾的 0 会保留，原样存成字符串最稳妥。',
        en: 'Longitude in degrees, in the same system as Location_X. Trailing zeros are kept, so store the text as it is.',
      },
      sample: '113.358803',
    },
    {
      name: 'Scale',
      kind: 'integer',
      title: { zh: '地图缩放级别', en: 'Map zoom' },
      description: {
        zh: '用户发送时地图的缩放级别，整数，越大越精细。',
        en: 'Zoom level of the map at which the user picked the place; the larger, the closer.',
      },
      sample: '15',
    },
    {
      name: 'Label',
      kind: 'cdata',
      title: { zh: '位置说明', en: 'Address' },
      description: {
        zh: '位置的文字说明，一般是详细地址；可能为空，也可能带首尾空格。',
        en: 'The place in words, mostly its address. May be empty or have blanks around it.',
      },
      sample: '广州市海珠区艺苑路 106 号',
    },
  ],
})

const LINK = createMessageSpec('link', {
  group: 'message',
  title: { zh: '链接消息', en: 'Link' },
  summary: {
    zh: '用户把文章或网页卡片转发到公众号对话里时推送；手打的网址属于文本消息。',
    en: 'Sent when the user forwards an article or web page card into the chat. A typed address is a text message.',
  },
  source: RECEIVE_MESSAGE_PAGE,
  replyEffect: 'shown',
  fields: [
    {
      name: 'Title',
      kind: 'cdata',
      title: { zh: '标题', en: 'Title' },
      description: { zh: '卡片的标题。', en: 'The title on the card.' },
      sample: '公众平台官网链接',
    },
    {
      name: 'Description',
      kind: 'cdata',
      title: { zh: '描述', en: 'Description' },
      description: { zh: '卡片的摘要，可能为空。', en: 'The summary on the card; may be empty.' },
      sample: '给开发者的一份入门指南',
    },
    {
      name: 'Url',
      kind: 'cdata',
      title: { zh: '链接地址', en: 'URL' },
      description: {
        zh: '点开卡片后访问的地址，可能含有 &；写在 CDATA 里，不需要再转义。',
        en: 'The address behind the card. It may hold &, which needs no escaping inside CDATA.',
      },
      sample: 'https://mp.weixin.qq.com/s?__biz=MzA3NDM4MQ==&mid=2247503051&idx=1',
    },
  ],
})

/** The seven types of message that a user sends. */
export const USER_MESSAGES: readonly MessageSpec[] = [TEXT, IMAGE, VOICE, VIDEO, SHORT_VIDEO, LOCATION, LINK]
