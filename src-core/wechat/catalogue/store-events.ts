import { ORDER_ID } from './card-fields.ts'
import { createEventSpec } from './common-fields.ts'
import { createFlagField, createPlainField, createTimeField } from './field-makers.ts'
import { RECEIVE_EVENT_PAGE } from '../../contract/official-pages.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const AUDIT_ID = createPlainField('audit_id', 'integer', '审核单 ID', 'Audit ID', '11111')
const STATUS = createPlainField('status', 'integer', '审核状态', 'Status', '3')
const REASON = createPlainField('reason', 'cdata', '审核未通过的原因', 'Why it was refused', '门店照片不清晰')

function createStoreEvent(
  event: string,
  title: { zh: string; en: string },
  summary: { zh: string; en: string },
  fields: FieldSpec[],
): MessageSpec {
  return createEventSpec(event, { group: 'store', title, summary, source: RECEIVE_EVENT_PAGE, fields })
}

const ORDER_PAY = createStoreEvent(
  'open_product_order_pay',
  { zh: '交易组件订单支付', en: 'Shop order paid' },
  {
    zh: '自定义交易组件的订单支付成功时推送；见过的样本所有值都不带 CDATA。',
    en: 'Sent when an order of the shop component has been paid. Samples seen have no CDATA at all.',
  },
  [
    {
      name: 'order_info',
      kind: 'children',
      title: { zh: '订单信息', en: 'Order' },
      description: { zh: '订单和支付的编号。', en: 'Numbers of the order and its payment.' },
      sample: '',
      children: [
        createPlainField(
          'out_order_id',
          'text',
          '商家自定义的订单号，请当字符串保存',
          'Your order number: keep it a string',
          '01234567894',
        ),
        createPlainField(
          'order_id',
          'text',
          '交易组件的订单号，请当字符串保存',
          'Order number of the component: keep it a string',
          '1234567',
        ),
        createPlainField(
          'transaction_id',
          'text',
          '微信支付的交易单号，请当字符串保存',
          'WeChat Pay transaction: keep it a string',
          '42000000123123',
        ),
        createPlainField(
          'pay_time',
          'text',
          '支付时间，形如 2021-12-30 22:31:00，不是时间戳',
          'Paid at, as 2021-12-30 22:31:00 and not Unix time',
          '2021-12-30 22:31:00',
        ),
        createPlainField('amount', 'integer', '支付金额，单位是分', 'Amount, in fen (0.01 yuan)', '10'),
        createPlainField(
          'sp_openid',
          'text',
          '用户在服务商下的 OpenID',
          "User's OpenID with the service provider",
          'oNMZ-5C0SPGHUiKsTwnOXpSHzFvw',
        ),
      ],
    },
  ],
)

const EXPRESS_PATH = createStoreEvent(
  'add_express_path',
  { zh: '运单轨迹更新', en: 'Parcel moved' },
  { zh: '物流助手的运单有新轨迹时推送。', en: 'Sent when a parcel has reached another stage.' },
  [
    createPlainField('DeliveryID', 'cdata', '快递公司 ID', 'Carrier', 'SF'),
    createPlainField(
      'WayBillId',
      'cdata',
      '运单号，可能以 0 开头，请当字符串保存',
      'Waybill; it may start with zeros, so keep it a string',
      '01234567894_waybill_id',
    ),
    createPlainField('Version', 'integer', '轨迹版本号', 'Version of the track', '16'),
    createPlainField('Count', 'integer', '轨迹节点数', 'How many stages', '1'),
    {
      name: 'Actions',
      kind: 'children',
      title: { zh: '轨迹节点', en: 'Stage' },
      description: {
        zh: '每个节点一个 Actions，直接并列；多个之间可能夹着别的元素，不能只看相邻的。',
        en: 'One Actions a stage, side by side. Other elements may stand between them, so do not look at neighbours only.',
      },
      repeated: true,
      sample: '',
      children: [
        createTimeField('ActionTime', '节点时间', 'When'),
        createPlainField(
          'ActionType',
          'integer',
          '节点类型，例如 100001 揽件成功、300003 签收成功',
          'Stage, such as 100001 collected, 300003 delivered',
          '100001',
        ),
        createPlainField('ActionMsg', 'cdata', '节点详情', 'In words', '揽件阶段-揽件成功'),
        {
          ...createPlainField('Lat', 'decimal', '纬度，没有时为 0', 'Latitude, 0 when unknown', '0'),
          optional: true,
        },
        {
          ...createPlainField('Lng', 'decimal', '经度，没有时为 0', 'Longitude, 0 when unknown', '0'),
          optional: true,
        },
      ],
    },
  ],
)

/** Stores, shops and parcels. */
export const STORE_EVENTS: readonly MessageSpec[] = [
  createStoreEvent(
    'poi_check_notify',
    { zh: '门店审核结果', en: 'Store reviewed' },
    { zh: '创建的门店审核完成时推送。', en: 'Sent when a store you created has been reviewed.' },
    [
      createPlainField(
        'UniqId',
        'cdata',
        '商户自己的门店编号（sid）',
        'Your own number of the store (sid)',
        'store_12',
      ),
      createPlainField('PoiId', 'cdata', '微信的门店 ID', "WeChat's number of the store", '271262077'),
      createPlainField('Result', 'cdata', '审核结果：succ 成功，fail 失败', 'Result: succ or fail', 'succ'),
      createPlainField(
        'Msg',
        'cdata',
        '通知内容，或未通过的原因；也见过小写的 msg',
        'Notice, or why it failed; msg in lower case has been seen',
        '审核通过',
      ),
    ],
  ),
  createStoreEvent(
    'apply_merchant_audit_info',
    { zh: '门店小程序审核', en: 'Store mini program reviewed' },
    {
      zh: '门店小程序的申请审核完成时推送。',
      en: 'Sent when the application for a store mini program has been reviewed.',
    },
    [AUDIT_ID, STATUS, REASON],
  ),
  createStoreEvent(
    'create_map_poi_audit_info',
    { zh: '地图建点审核', en: 'Map place reviewed' },
    { zh: '在腾讯地图新建的地点审核完成时推送。', en: 'Sent when a new place on the map has been reviewed.' },
    [
      AUDIT_ID,
      STATUS,
      createPlainField(
        'map_poi_id',
        'cdata',
        '腾讯地图的地点 ID',
        'ID of the place on the map',
        '6639834205098417823',
      ),
      createPlainField('name', 'cdata', '地点名称', 'Name', '示例餐厅客村店'),
      createPlainField('address', 'cdata', '详细地址', 'Address', '广州市海珠区艺苑路 106 号'),
      createPlainField('latitude', 'cdata', '纬度', 'Latitude', '23.134521'),
      createPlainField('longitude', 'cdata', '经度', 'Longitude', '113.358803'),
      createPlainField('sh_remark', 'cdata', '审核备注', "Reviewer's note", '审核通过'),
    ],
  ),
  createStoreEvent(
    'add_store_audit_info',
    { zh: '新增门店审核', en: 'New store reviewed' },
    {
      zh: '门店小程序新增的门店审核完成时推送。',
      en: 'Sent when a store added to the store mini program has been reviewed.',
    },
    [
      AUDIT_ID,
      STATUS,
      REASON,
      {
        ...createFlagField('is_upgrade', '是否由旧门店升级而来', 'Upgraded from an old store'),
        optional: true,
      },
      {
        ...createPlainField(
          'poiid',
          'text',
          '门店 ID，请当字符串保存',
          'Store ID: keep it a string',
          '461907340',
        ),
        optional: true,
      },
    ],
  ),
  createStoreEvent(
    'modify_store_audit_info',
    { zh: '修改门店审核', en: 'Changed store reviewed' },
    { zh: '门店小程序修改的门店审核完成时推送。', en: 'Sent when a change to a store has been reviewed.' },
    [AUDIT_ID, STATUS, REASON],
  ),
  createStoreEvent(
    'merchant_order',
    { zh: '微信小店订单付款', en: 'Shop order' },
    { zh: '用户在（旧版）微信小店付款成功后推送。', en: 'Sent when a user has paid in the old WeChat shop.' },
    [
      ORDER_ID,
      createPlainField(
        'OrderStatus',
        'integer',
        '订单状态，2 为待发货',
        'Status; 2 means waiting to be sent',
        '2',
      ),
      createPlainField('ProductId', 'cdata', '商品 ID', 'Product', 'pDF3iYwktviE3BzU3BKiSWWi9Nkw'),
      createPlainField(
        'SkuInfo',
        'cdata',
        '商品规格，形如 10001:1000012;10002:100021，即属性、值两两成对',
        'Variant, as attribute:value;attribute:value',
        '10001:1000012;10002:100021',
      ),
    ],
  ),
  ORDER_PAY,
  EXPRESS_PATH,
]
