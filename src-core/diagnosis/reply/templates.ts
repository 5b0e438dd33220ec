/** An element of a reply as the official page has it. */
export interface Part {
  name: string
  optional?: true
  /** May occur several times; at least once unless it is optional. */
  repeated?: true
  /** Holds a value that must not be empty. */
  filled?: true
  /** Required by the official page, but a reply without it may well be taken. */
  mild?: true
  /** May have no elements at all, though it has parts. */
  hollow?: true
  parts?: readonly Part[]
}

/** The elements that every reply begins with. */
export const HEAD: readonly Part[] = [
  { name: 'ToUserName' },
  { name: 'FromUserName' },
  { name: 'CreateTime' },
  { name: 'MsgType' },
]

const TITLE: Part = { name: 'Title', optional: true }
const DESCRIPTION: Part = { name: 'Description', optional: true }
const ITEM: Part[] = ['Title', 'Description', 'PicUrl', 'Url'].map((name) => ({ name, mild: true }))
const MEDIA_ID: Part = { name: 'MediaId', filled: true }

/**
 * The types that a passive reply can have, and the elements that each needs beyond the head. Null for types of hardware
 * and of WeChat's own services, whose forms we do not judge.
 *
 * Source: https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Passive_user_reply_message.html
 */
export const REPLY_TEMPLATES: ReadonlyMap<string, readonly Part[] | null> = new Map<
  string,
  readonly Part[] | null
>([
  ['text', [{ name: 'Content' }]],
  ['image', [{ name: 'Image', parts: [MEDIA_ID] }]],
  ['voice', [{ name: 'Voice', parts: [MEDIA_ID] }]],
  ['video', [{ name: 'Video', parts: [MEDIA_ID, TITLE, DESCRIPTION] }]],
  [
    'music',
    [
      {
        name: 'Music',
        parts: [
          TITLE,
          DESCRIPTION,
          { name: 'MusicUrl', optional: true },
          { name: 'HQMusicUrl', optional: true },
          { name: 'ThumbMediaId', filled: true, mild: true },
        ],
      },
    ],
  ],
  [
    'news',
    [
      { name: 'ArticleCount' },
      {
        name: 'Articles',
        parts: [
          {
            name: 'item',
            repeated: true,
            parts: ITEM,
          },
        ],
      },
    ],
  ],
  [
    'transfer_customer_service',
    [{ name: 'TransInfo', optional: true, hollow: true, parts: [{ name: 'KfAccount' }] }],
  ],
  ['transfer_biz_ai_ivr', null],
  ['device_text', null],
  ['device_event', null],
  ['device_status', null],
  ['hardware', null],
])

/** Writes an element as an outline: `<Image><MediaId>…</MediaId></Image>`. */
export function drawPart({ name, parts }: Part): string {
  const inner = parts ? parts.map(drawPart).join('') : '…'
  return `<${name}>${inner}</${name}>`
}
