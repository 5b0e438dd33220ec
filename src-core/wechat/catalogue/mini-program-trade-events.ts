import { createEventSpec } from './common-fields.ts'
import { createGroupField, createPlainField, createTimeField } from './field-makers.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'
import type { Bilingual } from '../../contract/text.ts'

const VIRTUAL_PAYMENT_PAGE =
  'https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/business-capabilities/virtual-payment.html'
const MINI_GAME_PAYMENT_PAGE =
  'https://developers.weixin.qq.com/minigame/dev/guide/open-ability/virtual-payment/goods.html'
const SHIPPING_PAGE =
  'https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/business-capabilities/order-shipping/order-shipping.html'

/** The push is repeated, for hours, until the answer is an ErrCode of 0. */
function createPaymentEvent(
  event: string,
  title: Bilingual,
  summary: Bilingual,
  fields: FieldSpec[],
  source = VIRTUAL_PAYMENT_PAGE,
): MessageSpec {
  return createEventSpec(event, {
    group: 'mini-program',
    title,
    summary: {
      zh: `${summary.zh}要回 {"ErrCode":0,"ErrMsg":"success"} 或同样内容的 XML，格式随推送。`,
      en: `${summary.en} The reply to it is {"ErrCode":0,"ErrMsg":"success"} or the same in XML, as the push is.`,
    },
    source,
    answer: 'err-code',
    fields,
  })
}

const OPEN_ID = createPlainField(
  'OpenId',
  'cdata',
  '付款用户的 OpenID',
  'OpenID of the payer',
  'oHy7c5kQ2mXr9TzVbN4wLpEuYd0A',
)
const OUT_TRADE_NO = createPlainField(
  'OutTradeNo',
  'cdata',
  '业务订单号',
  'Your own order number',
  'order_20261126_001',
)
const ENV = createPlainField('Env', 'integer', '环境：0 现网，1 沙箱', 'Environment: 0 live, 1 sandbox', '0')
const PAY_INFO = createGroupField(
  'WeChatPayInfo',
  '微信支付信息，只有微信支付渠道有',
  'Payment: only where WeChat Pay was used',
  [
    createPlainField('MchOrderNo', 'cdata', '商户订单号', 'Merchant order number', '2026112612345678'),
    createPlainField(
      'TransactionId',
      'cdata',
      '微信支付订单号，请当字符串保存',
      'Transaction of WeChat Pay: keep it a string',
      '4200002345202611260123456789',
    ),
    createTimeField('PaidTime', '支付时间', 'Paid at'),
  ],
)
const PRICES: FieldSpec[] = [
  createPlainField(
    'OrigPrice',
    'integer',
    '原价，单位是分',
    'Price before discounts, in fen (0.01 yuan)',
    '100',
  ),
  createPlainField('ActualPrice', 'integer', '实付，单位是分', 'Price paid, in fen (0.01 yuan)', '100'),
  createPlainField('Attach', 'cdata', '下单时的透传数据', 'What you attached to the order', 'level=3'),
]
const QUANTITY = createPlainField('Quantity', 'integer', '数量', 'Quantity', '1')

const MINI_GAME = createGroupField('MiniGame', '发货参数', 'What to deliver', [
  createPlainField(
    'Payload',
    'cdata',
    '具体内容，是一段 JSON 文字，签名按原文计算',
    'The content as a text of JSON, which is signed as it stands',
    '{"OpenId":"oHy7c5kQ2mXr9TzVbN4wLpEuYd0A","Env":0,"OutTradeNo":"order_20261126_001"}',
  ),
  createPlainField(
    'PayEventSig',
    'cdata',
    '支付签名，用 AppKey 对事件名和 Payload 计算',
    'Signature of event and Payload, made with the AppKey',
    '5f1d7a9c3b2e48060d1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f',
  ),
])

const PAYMENT: MessageSpec[] = [
  createPaymentEvent(
    'xpay_goods_deliver_notify',
    { zh: '虚拟支付：道具发货', en: 'Virtual payment: deliver goods' },
    {
      zh: '用户买了道具、要求发货时推送。',
      en: 'Sent when a user has bought goods and they are to be delivered.',
    },
    [
      OPEN_ID,
      OUT_TRADE_NO,
      ENV,
      PAY_INFO,
      createGroupField('GoodsInfo', '道具信息', 'The goods', [
        createPlainField('ProductId', 'cdata', '道具 ID', 'Product', 'product_001'),
        QUANTITY,
        ...PRICES,
      ]),
    ],
  ),
  createPaymentEvent(
    'xpay_coin_pay_notify',
    { zh: '虚拟支付：代币支付', en: 'Virtual payment: coins' },
    { zh: '用户充值代币、支付完成时推送。', en: 'Sent when a user has paid for coins.' },
    [
      OPEN_ID,
      OUT_TRADE_NO,
      ENV,
      PAY_INFO,
      createGroupField('CoinInfo', '代币信息', 'The coins', [QUANTITY, ...PRICES]),
    ],
  ),
  createPaymentEvent(
    'xpay_refund_notify',
    { zh: '虚拟支付：退款', en: 'Virtual payment: refund' },
    { zh: '虚拟支付的退款有结果时推送。', en: 'Sent with the result of a refund.' },
    [
      OPEN_ID,
      createPlainField(
        'WxRefundId',
        'cdata',
        '微信退款单号，请当字符串保存',
        'Refund of WeChat: keep it a string',
        '50302602342026112600001',
      ),
      createPlainField(
        'MchRefundId',
        'cdata',
        '商户退款单号',
        'Your own refund number',
        'refund_20261126_001',
      ),
      createPlainField(
        'WxOrderId',
        'cdata',
        '微信订单号，请当字符串保存',
        'Order of WeChat: keep it a string',
        '2026112600012345',
      ),
      createPlainField('MchOrderId', 'cdata', '商户订单号', 'Your own order number', 'order_20261126_001'),
      createPlainField('RefundFee', 'integer', '退款金额，单位是分', 'Refunded, in fen (0.01 yuan)', '100'),
      createPlainField('RetCode', 'integer', '退款结果，0 为成功', 'Result; 0 is success', '0'),
      createPlainField('RetMsg', 'cdata', '结果说明', 'Result in words', 'ok'),
      createTimeField('RefundStartTimestamp', '开始退款的时间', 'Refund begun at'),
      createTimeField('RefundSuccTimestamp', '退款成功的时间', 'Refunded at'),
      createPlainField('RetryTimes', 'integer', '重试次数，从 0 开始', 'Repetitions, from 0', '0'),
    ],
  ),
  createPaymentEvent(
    'minigame_game_pay_goods_deliver_notify',
    { zh: '小游戏：游戏内道具发货', en: 'Mini game: deliver, bought in game' },
    { zh: '玩家在小游戏里直购道具后推送。', en: 'Sent when a player has bought goods inside a mini game.' },
    [MINI_GAME],
    MINI_GAME_PAYMENT_PAGE,
  ),
  createPaymentEvent(
    'minigame_h5_goods_deliver_notify',
    { zh: '小游戏：商城道具发货', en: 'Mini game: deliver, bought in the shop' },
    {
      zh: '玩家在小游戏商城直购道具后推送。',
      en: 'Sent when a player has bought goods in the shop of a mini game.',
    },
    [MINI_GAME],
    MINI_GAME_PAYMENT_PAGE,
  ),
]

const NOTICE = createPlainField('msg', 'cdata', '提示文字', 'The notice', '请及时录入发货信息')

const ORDER: FieldSpec[] = [
  createPlainField(
    'transaction_id',
    'cdata',
    '微信支付订单号，请当字符串保存',
    'Transaction of WeChat Pay: keep it a string',
    '4200002345202611260123456789',
  ),
  createPlainField('merchant_id', 'cdata', '商户号', 'Merchant', '1900000109'),
  {
    ...createPlainField('sub_merchant_id', 'cdata', '子商户号', 'Sub-merchant', '1900000110'),
    optional: true,
  },
  createPlainField('merchant_trade_no', 'cdata', '商户订单号', 'Your own order number', 'order_20261126_001'),
  createTimeField('pay_time', '支付时间', 'Paid at'),
]

function createShippingEvent(
  event: string,
  title: Bilingual,
  summary: Bilingual,
  fields: FieldSpec[],
): MessageSpec {
  return createEventSpec(event, { group: 'mini-program', title, summary, source: SHIPPING_PAGE, fields })
}

const SHIPPING: MessageSpec[] = [
  createShippingEvent(
    'trade_manage_remind_access_api',
    { zh: '提醒接入发货管理', en: 'Reminder: connect shipping' },
    {
      zh: '小程序有了交易、还没有接入发货信息管理时推送。',
      en: 'Sent to a mini program that has orders and has not connected the shipping service yet.',
    },
    [NOTICE],
  ),
  createShippingEvent(
    'trade_manage_remind_shipping',
    { zh: '提醒录入发货信息', en: 'Reminder: ship the order' },
    { zh: '订单超过 48 小时还没有发货时推送。', en: 'Sent when an order has not been shipped for 48 hours.' },
    [...ORDER, NOTICE],
  ),
  createShippingEvent(
    'trade_manage_order_settlement',
    { zh: '订单将要结算或已结算', en: 'Order settled' },
    {
      zh: '订单发货时推送预计的结算时间，结算时再推送一次。',
      en: 'Sent with the expected time when an order is shipped, and again when it is settled.',
    },
    [
      ...ORDER,
      createTimeField('shipped_time', '发货时间', 'Shipped at'),
      {
        ...createTimeField('estimated_settlement_time', '预计结算时间', 'Expected to be settled at'),
        optional: true,
      },
      createPlainField(
        'confirm_receive_method',
        'integer',
        '确认收货的方式：1 自动，2 手动',
        'How receipt was confirmed: 1 automatically, 2 by hand',
        '1',
      ),
      createTimeField('confirm_receive_time', '确认收货时间', 'Receipt confirmed at'),
      createTimeField('settlement_time', '结算时间', 'Settled at'),
    ],
  ),
  createShippingEvent(
    'wxa_trade_controlled',
    { zh: '要求接入发货管理', en: 'Shipping service required' },
    {
      zh: '小程序被要求接入发货信息管理时推送；不接入会影响支付。',
      en: 'Sent when a mini program has to connect the shipping service; payments suffer until it does.',
    },
    [NOTICE],
  ),
]

/** Virtual payments, which mini programs and mini games often have pushed in JSON, and the shipping of orders. */
export const MINI_PROGRAM_TRADE_EVENTS: readonly MessageSpec[] = [...PAYMENT, ...SHIPPING]
