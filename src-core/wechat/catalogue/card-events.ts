import { CARD_ID, FRIEND_USER_NAME, ORDER_ID, OUTER_STR, USER_CARD_CODE } from './card-fields.ts'
import { createEventSpec } from './common-fields.ts'
import { createFlagField, createPlainField, createTimeField } from './field-makers.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const CARD_PAGE =
  'https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Coupons_Vouchers_and_Cards_Event_Push_Messages.html'

function createCardEvent(
  event: string,
  title: { zh: string; en: string },
  summary: { zh: string; en: string },
  fields: FieldSpec[],
): MessageSpec {
  return createEventSpec(event, { group: 'card', title, summary, source: CARD_PAGE, fields })
}

function createOptional(field: FieldSpec): FieldSpec {
  return { ...field, optional: true }
}

const PASS_CHECK = createCardEvent(
  'card_pass_check',
  { zh: '卡券审核通过', en: 'Card approved' },
  { zh: '提交的卡券通过审核时推送。', en: 'Sent when a card you submitted has been approved.' },
  [CARD_ID],
)

const NOT_PASS_CHECK = createCardEvent(
  'card_not_pass_check',
  { zh: '卡券审核未通过', en: 'Card refused' },
  { zh: '提交的卡券未通过审核时推送。', en: 'Sent when a card you submitted has been refused.' },
  [CARD_ID, createPlainField('RefuseReason', 'cdata', '未通过的原因', 'Why it was refused', '非法代制')],
)

const GET_CARD = createCardEvent(
  'user_get_card',
  { zh: '领取卡券', en: 'Card received' },
  {
    zh: '用户领取卡券，或接受好友转赠时推送。',
    en: 'Sent when a user takes a card, or accepts one from a friend.',
  },
  [
    CARD_ID,
    createFlagField('IsGiveByFriend', '是否由好友转赠', 'Given by a friend'),
    USER_CARD_CODE,
    createOptional(FRIEND_USER_NAME),
    createOptional(
      createPlainField(
        'OuterId',
        'integer',
        '领取场景值（旧字段，已由 OuterStr 代替）',
        'Scene number; OuterStr has replaced it',
        '12',
      ),
    ),
    createOptional(
      createPlainField(
        'OldUserCardCode',
        'cdata',
        '转赠前的卡券 Code',
        'Code before the card was given on',
        '018255396047',
      ),
    ),
    createOptional(OUTER_STR),
    createOptional(
      createFlagField(
        'IsRestoreMemberCard',
        '是否为删除后重新领取的会员卡',
        'Membership card taken again after deletion',
      ),
    ),
    createOptional(createFlagField('IsRecommendByFriend', '是否由好友推荐', 'Recommended by a friend')),
    createOptional(
      createPlainField(
        'UnionId',
        'cdata',
        '用户的 UnionID',
        "The user's UnionID",
        'o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
      ),
    ),
    createOptional(
      createPlainField('SourceScene', 'cdata', '领取来源', 'Where the card was taken', 'SOURCE_SCENE_UNKNOW'),
    ),
  ],
)

const GIFTING_CARD = createCardEvent(
  'user_gifting_card',
  { zh: '转赠卡券', en: 'Card given away' },
  { zh: '用户把卡券转赠给好友或群时推送。', en: 'Sent when a user gives a card to a friend or a group.' },
  [
    CARD_ID,
    USER_CARD_CODE,
    createFlagField('IsReturnBack', '是否为转赠退回', 'Gift returned'),
    FRIEND_USER_NAME,
    createFlagField('IsChatRoom', '是否转赠给群', 'Given to a group'),
  ],
)

const CONSUME_CARD = createCardEvent(
  'user_consume_card',
  { zh: '核销卡券', en: 'Card redeemed' },
  { zh: '卡券被核销时推送。', en: 'Sent when a card has been redeemed.' },
  [
    CARD_ID,
    USER_CARD_CODE,
    createPlainField(
      'ConsumeSource',
      'cdata',
      '核销来源：FROM_API 为接口，FROM_MP 为公众平台，FROM_MOBILE_HELPER 为卡券商户助手',
      'Where redeemed: FROM_API, FROM_MP (console) or FROM_MOBILE_HELPER (merchant app)',
      'FROM_API',
    ),
    createPlainField(
      'LocationName',
      'cdata',
      '核销门店的名称，可能为空',
      'Name of the store; may be empty',
      '客村店',
    ),
    createPlainField(
      'StaffOpenId',
      'cdata',
      '核销员的 OpenID',
      'OpenID of the employee',
      'oHy7c5tRwXk3ZQm1nJ3bPJuRtjkw4',
    ),
    createPlainField(
      'VerifyCode',
      'cdata',
      '自助核销时的验证码，可能为空',
      'Check code of self-service redeeming; may be empty',
      '',
    ),
    createPlainField(
      'RemarkAmount',
      'cdata',
      '自助核销时用户输入的备注金额，可能为空',
      'Amount that the user noted; may be empty',
      '',
    ),
    OUTER_STR,
  ],
)

const PAY_FROM_CELL = createCardEvent(
  'user_pay_from_pay_cell',
  { zh: '微信买单', en: 'Paid with a card' },
  { zh: '用户用卡券里的「买单」付款后推送。', en: 'Sent when a user has paid from within a card.' },
  [
    CARD_ID,
    USER_CARD_CODE,
    createPlainField(
      'TransId',
      'cdata',
      '微信支付的交易单号，28 位左右，请当字符串保存',
      'WeChat Pay transaction, about 28 digits: keep it a string',
      '4001802001201605055526028099',
    ),
    createPlainField('LocationId', 'integer', '门店 ID', 'Store ID', '291710000'),
    createPlainField('Fee', 'cdata', '实付金额，单位是分', 'Amount paid, in fen (0.01 yuan)', '9900'),
    createPlainField(
      'OriginalFee',
      'cdata',
      '应付金额，单位是分',
      'Amount before discount, in fen (0.01 yuan)',
      '10000',
    ),
  ],
)

const ORDER_FIELDS: FieldSpec[] = [
  ORDER_ID,
  createPlainField(
    'Status',
    'cdata',
    '订单状态，例如 ORDER_STATUS_FINANCE_SUCC',
    'Status, such as ORDER_STATUS_FINANCE_SUCC',
    'ORDER_STATUS_FINANCE_SUCC',
  ),
  createTimeField('CreateOrderTime', '下单时间', 'Ordered at'),
  {
    ...createTimeField('PayFinishTime', '支付完成时间（未支付时为 0）', 'Paid at (0 when not paid)'),
    sample: '0',
  },
  createPlainField('Desc', 'cdata', '订单描述，可能为空', 'Description; may be empty', ''),
  createPlainField('FreeCoinCount', 'cdata', '免费券点数', 'Free points', '200'),
  createPlainField('PayCoinCount', 'cdata', '付费券点数', 'Paid points', '0'),
  createPlainField('RefundFreeCoinCount', 'cdata', '退还的免费券点数', 'Free points given back', '0'),
  createPlainField('RefundPayCoinCount', 'cdata', '退还的付费券点数', 'Paid points given back', '0'),
  createPlainField(
    'OrderType',
    'cdata',
    '订单类型，例如 ORDER_TYPE_SYS_ADD',
    'Type, such as ORDER_TYPE_SYS_ADD',
    'ORDER_TYPE_SYS_ADD',
  ),
  createPlainField('Memo', 'cdata', '备注', 'Note', '开通账户奖励'),
  createPlainField('ReceiptInfo', 'cdata', '发票信息，可能为空', 'Invoice; may be empty', ''),
]

const PAY_ORDER = createCardEvent(
  'card_pay_order',
  { zh: '券点流水', en: 'Card points changed' },
  { zh: '账户的券点增加或消耗时推送。', en: 'Sent when points for handing out cards are bought or spent.' },
  ORDER_FIELDS,
)

/** Events of cards and coupons. */
export const CARD_EVENTS: readonly MessageSpec[] = [
  PASS_CHECK,
  NOT_PASS_CHECK,
  GET_CARD,
  GIFTING_CARD,
  createCardEvent(
    'user_del_card',
    { zh: '删除卡券', en: 'Card deleted' },
    { zh: '用户删除卡券时推送。', en: 'Sent when a user deletes a card.' },
    [CARD_ID, USER_CARD_CODE],
  ),
  CONSUME_CARD,
  PAY_FROM_CELL,
  createCardEvent(
    'user_view_card',
    { zh: '打开会员卡', en: 'Card opened' },
    { zh: '用户打开会员卡时推送。', en: 'Sent when a user opens a membership card.' },
    [CARD_ID, USER_CARD_CODE, createOptional(OUTER_STR)],
  ),
  createCardEvent(
    'user_enter_session_from_card',
    { zh: '从卡券进入公众号', en: 'Chat opened from card' },
    { zh: '用户从卡券进入公众号会话时推送。', en: 'Sent when a user opens the chat from a card.' },
    [CARD_ID, USER_CARD_CODE],
  ),
  createCardEvent(
    'update_member_card',
    { zh: '会员卡内容更新', en: 'Membership card changed' },
    { zh: '会员卡的积分或余额变动时推送。', en: 'Sent when points or balance of a membership card change.' },
    [
      CARD_ID,
      USER_CARD_CODE,
      createPlainField('ModifyBonus', 'integer', '变动的积分', 'Change in points', '3'),
      createPlainField('ModifyBalance', 'integer', '变动的余额', 'Change in balance', '0'),
    ],
  ),
  createCardEvent(
    'card_sku_remind',
    { zh: '库存报警', en: 'Few cards left' },
    { zh: '卡券库存不多时推送。', en: 'Sent when few cards are left.' },
    [CARD_ID, createPlainField('Detail', 'cdata', '报警内容', 'The warning', '剩余库存不足 100 张')],
  ),
  PAY_ORDER,
  createCardEvent(
    'ORDER_STATUS_FINANCE_SUCC',
    { zh: '券点流水（以状态命名）', en: 'Card points, named by status' },
    {
      zh: '有的推送把订单状态写在 Event 里，内容和 card_pay_order 相同。',
      en: 'Some pushes have the status of the order as their Event; the rest is that of card_pay_order.',
    },
    ORDER_FIELDS,
  ),
  createEventSpec('card_merchant_check_result', {
    group: 'card',
    title: { zh: '子商户审核结果', en: 'Sub-merchant reviewed' },
    summary: {
      zh: '第三方代制卡券的子商户审核有结果时推送。',
      en: 'Sent with the result of reviewing a sub-merchant for whom cards are made.',
    },
    source:
      'https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Third-party_developer_mode.html',
    fields: [
      createPlainField('MerchantId', 'cdata', '子商户 ID', 'Sub-merchant', '12345'),
      createFlagField('IsPass', '是否通过', 'Whether it was approved'),
      createPlainField(
        'Reason',
        'cdata',
        '驳回的原因，通过时为空',
        'Reason of a refusal; empty otherwise',
        '',
      ),
    ],
  }),
  createCardEvent(
    'submit_membercard_user_info',
    { zh: '提交会员卡资料', en: 'Membership form sent' },
    {
      zh: '用户通过一键激活提交会员卡资料时推送。',
      en: 'Sent when a user has filled in the form that activates a membership card.',
    },
    [CARD_ID, USER_CARD_CODE],
  ),
]
