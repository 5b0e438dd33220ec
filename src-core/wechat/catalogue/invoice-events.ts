import { CARD_ID, ORDER_ID } from './card-fields.ts'
import { createEventSpec } from './common-fields.ts'
import { createPlainField } from './field-makers.ts'
import { RECEIVE_EVENT_PAGE } from '../../contract/official-pages.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const PAGE_ID = createPlainField(
  'PageId',
  'cdata',
  '礼品卡货架的 ID',
  'ID of the gift-card page',
  'OQK0R3MaFnCm74Phw5hwFJlz5sn+jy1zzM2amDidDbU=',
)
const GIFT_ORDER_ID: FieldSpec = { ...ORDER_ID, sample: 'Z2y2rY74ksZX1ceuGA' }

/** The sample of WeChat's own documentation has `true` here, not 1. */
const GIFT_FLAGS: FieldSpec[] = [
  {
    ...createPlainField(
      'IsChatRoom',
      'text',
      '是否发给群，true 或 false',
      'Sent to a group: true or false',
      'true',
    ),
    optional: true,
  },
  {
    ...createPlainField(
      'IsReturnBack',
      'text',
      '是否为退回，true 或 false',
      'Returned: true or false',
      'false',
    ),
    optional: true,
  },
]

function createGiftCardEvent(
  event: string,
  title: { zh: string; en: string },
  summary: { zh: string; en: string },
  fields: FieldSpec[],
): MessageSpec {
  return createEventSpec(event, {
    group: 'card',
    title,
    summary,
    source: RECEIVE_EVENT_PAGE,
    fields: [PAGE_ID, GIFT_ORDER_ID, ...fields],
  })
}

/** Gift cards and electronic invoices. */
export const INVOICE_EVENTS: readonly MessageSpec[] = [
  createGiftCardEvent(
    'giftcard_pay_done',
    { zh: '礼品卡付款', en: 'Gift card paid' },
    { zh: '用户购买礼品卡并付款后推送。', en: 'Sent when a user has paid for a gift card.' },
    [],
  ),
  createGiftCardEvent(
    'giftcard_send_to_friend',
    { zh: '礼品卡赠送', en: 'Gift card given' },
    {
      zh: '用户把礼品卡送给好友或群时推送。',
      en: 'Sent when a user gives a gift card to a friend or a group.',
    },
    GIFT_FLAGS,
  ),
  createGiftCardEvent(
    'giftcard_user_accept',
    { zh: '礼品卡被领取', en: 'Gift card accepted' },
    { zh: '好友领取礼品卡时推送。', en: 'Sent when a friend accepts a gift card.' },
    GIFT_FLAGS.slice(0, 1),
  ),
  createEventSpec('user_authorize_invoice', {
    group: 'invoice',
    title: { zh: '授权开票', en: 'Invoice authorised' },
    summary: {
      zh: '用户在授权页同意开具电子发票时推送。',
      en: 'Sent when a user agrees to an electronic invoice.',
    },
    source: RECEIVE_EVENT_PAGE,
    fields: [
      createPlainField(
        'SuccOrderId',
        'cdata',
        '授权成功的订单号；失败时为空',
        'Order that was authorised; empty on failure',
        '1202933957956',
      ),
      createPlainField(
        'FailOrderId',
        'cdata',
        '授权失败的订单号；成功时为空',
        'Order that failed; empty on success',
        '',
      ),
      {
        ...createPlainField(
          'AppId',
          'cdata',
          '接收推送的公众号 AppID',
          'AppID of the account',
          'wx1234567887654321',
        ),
        optional: true,
      },
      {
        ...createPlainField(
          'AuthorizeAppId',
          'cdata',
          '授权页所属公众号的 AppID',
          'AppID of the account whose page it was',
          'wx1234567887654321',
        ),
        optional: true,
      },
      createPlainField(
        'Source',
        'cdata',
        '授权来源：web、app、wxa 或 wap，可能为空',
        'Authorised where: web, app, wxa or wap; may be empty',
        'web',
      ),
    ],
  }),
  createEventSpec('update_invoice_status', {
    group: 'invoice',
    title: { zh: '发票状态更新', en: 'Invoice status changed' },
    summary: {
      zh: '发票被报销、锁定或解锁时推送。',
      en: 'Sent when an invoice is reimbursed, locked or released.',
    },
    source: RECEIVE_EVENT_PAGE,
    fields: [
      createPlainField(
        'Status',
        'cdata',
        '报销状态，例如 INVOICE_REIMBURSE_INIT',
        'Status, such as INVOICE_REIMBURSE_INIT',
        'INVOICE_REIMBURSE_INIT',
      ),
      CARD_ID,
      createPlainField(
        'Code',
        'cdata',
        '发票 Code，请当字符串保存',
        'Code of the invoice: keep it a string',
        '018692165859',
      ),
    ],
  }),
  createEventSpec('cloud_invoice_invoiceresult_event', {
    group: 'invoice',
    title: { zh: '开票结果', en: 'Invoice issued' },
    summary: {
      zh: '开票平台的发票有结果时推送；字段名是拼音缩写。',
      en: 'Sent with the result of issuing an invoice; its names are abbreviated Pinyin.',
    },
    source: 'https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Vendor_API_List.html',
    fields: [
      createPlainField(
        'fpqqlsh',
        'cdata',
        '发票请求流水号',
        'Serial number of the request',
        'test1526380190',
      ),
      createPlainField('nsrsbh', 'cdata', '销售方纳税人识别号', "Seller's tax number", '91440101MA5XXXXX0K'),
      createPlainField('status', 'integer', '开票状态码', 'Status code', '1'),
    ],
  }),
  createEventSpec('submit_invoice_title', {
    group: 'invoice',
    title: { zh: '提交发票抬头', en: 'Invoice title sent' },
    summary: {
      zh: '用户扫码提交发票抬头时推送；这个事件的字段名全是小写。',
      en: 'Sent when a user submits an invoice title by scanning a code. All its own fields are lower case.',
    },
    source: RECEIVE_EVENT_PAGE,
    fields: [
      createPlainField('title', 'cdata', '发票抬头', 'Invoice title', '广州示例餐饮有限公司'),
      createPlainField(
        'tax_no',
        'cdata',
        '税号，请当字符串保存',
        'Tax number: keep it a string',
        '91440101MA5XXXXX0K',
      ),
      createPlainField('addr', 'cdata', '地址', 'Address', '广州市海珠区艺苑路 106 号'),
      createPlainField(
        'phone',
        'cdata',
        '电话，请当字符串保存',
        'Telephone: keep it a string',
        '02012345678',
      ),
      createPlainField('bank_type', 'cdata', '开户行', 'Bank', '招商银行'),
      createPlainField(
        'bank_no',
        'cdata',
        '银行账号，请当字符串保存',
        'Bank account: keep it a string',
        '0200123456789012345',
      ),
      createPlainField('attach', 'cdata', '商户自定义的附加内容', 'What you attached', 'table-12'),
      createPlainField(
        'title_type',
        'cdata',
        '抬头类型，InvoiceUserTitleBusinessType 为单位',
        'Kind of title; InvoiceUserTitleBusinessType is a company',
        'InvoiceUserTitleBusinessType',
      ),
    ],
  }),
]
