import type { FieldSpec } from '../../contract/catalogue.ts'

/** Elements that several card events share. */
export const CARD_ID: FieldSpec = {
  name: 'CardId',
  kind: 'cdata',
  title: { zh: '卡券 ID', en: 'Card ID' },
  description: { zh: '卡券（一种券，不是某一张）的 ID。', en: 'Which kind of card, not which single one.' },
  sample: 'pZI8Fj8y-E8hpvho2d1ZvpGwQBvA',
}

export const USER_CARD_CODE: FieldSpec = {
  name: 'UserCardCode',
  kind: 'cdata',
  title: { zh: '卡券 Code', en: 'Card code' },
  description: {
    zh: '某一张卡券的编号，可能以 0 开头，请当字符串保存。',
    en: 'The code of one single card; it may start with zeros, so keep it a string.',
  },
  sample: '018255396048',
}

export const OUTER_STR: FieldSpec = {
  name: 'OuterStr',
  kind: 'cdata',
  title: { zh: '领取场景值', en: 'Scene' },
  description: {
    zh: '投放时自己设定的字符串，用来区分渠道。',
    en: 'The text you set when handing the card out, to tell channels apart.',
  },
  sample: 'store_12',
}

export const FRIEND_USER_NAME: FieldSpec = {
  name: 'FriendUserName',
  kind: 'cdata',
  title: { zh: '好友的 OpenID', en: "Friend's OpenID" },
  description: {
    zh: '转赠的另一方；没有转赠时为空。',
    en: 'The other side of a gift; empty when there is none.',
  },
  sample: 'oHy7c5lNerkb62HtSdQUx66C4NTU',
}

export const ORDER_ID: FieldSpec = {
  name: 'OrderId',
  kind: 'cdata',
  title: { zh: '订单号', en: 'Order ID' },
  description: {
    zh: '订单号，可能以 0 开头或超过 16 位，请当字符串保存。',
    en: 'The order; it may start with zeros or have more than 16 digits, so keep it a string.',
  },
  sample: '01234567894',
}
