import { createEventSpec } from './common-fields.ts'
import { createPlainField } from './field-makers.ts'
import { RECEIVE_EVENT_PAGE } from '../../contract/official-pages.ts'
import type { FieldSpec, MessageSpec } from '../../contract/catalogue.ts'

const KEY_STANDARD = createPlainField(
  'KeyStandard',
  'cdata',
  '商品编码标准，例如 ean13、qrcode',
  'Standard of the code, such as ean13 or qrcode',
  'ean13',
)
const KEY_STR = createPlainField(
  'KeyStr',
  'cdata',
  '商品编码，请当字符串保存',
  'The code: keep it a string',
  '6901481811083',
)
const EXT_INFO = createPlainField(
  'ExtInfo',
  'cdata',
  '附加信息：调用「获取商品二维码」时传入的 extinfo，可能为空',
  'Extra: the extinfo of the product QR code; may be empty',
  '123',
)
const REGION_CODE = createPlainField(
  'RegionCode',
  'cdata',
  '用户所在地的行政区划代码',
  "Code of the user's region",
  '440105',
)

function createScanEvent(
  event: string,
  title: { zh: string; en: string },
  summary: { zh: string; en: string },
  fields: FieldSpec[],
): MessageSpec {
  return createEventSpec(event, {
    group: 'device',
    title,
    summary,
    source: RECEIVE_EVENT_PAGE,
    fields: [KEY_STANDARD, KEY_STR, ...fields],
  })
}

/** Events of products that users scan, and of their review. */
export const PRODUCT_SCAN_EVENTS: readonly MessageSpec[] = [
  createScanEvent(
    'user_scan_product',
    { zh: '打开商品主页', en: 'Product page opened' },
    {
      zh: '用户打开「扫一扫」商品主页时推送。',
      en: 'Sent when a user opens a product page, by scanning or otherwise.',
    },
    [
      createPlainField('Country', 'cdata', '用户在微信里设置的国家', 'Country in the profile', '中国'),
      createPlainField('Province', 'cdata', '用户在微信里设置的省份', 'Province in the profile', '广东'),
      createPlainField('City', 'cdata', '用户在微信里设置的城市', 'City in the profile', '广州'),
      createPlainField('Sex', 'integer', '性别：1 男，2 女，0 未知', 'Sex: 1 male, 2 female, 0 unknown', '1'),
      createPlainField(
        'Scene',
        'integer',
        '打开的场景：1 扫码，2 其他（会话、收藏、朋友圈等）',
        'Opened how: 1 by scanning, 2 otherwise',
        '2',
      ),
      EXT_INFO,
    ],
  ),
  createScanEvent(
    'user_scan_product_enter_session',
    { zh: '从商品主页进入公众号', en: 'Chat opened from product' },
    {
      zh: '用户从商品主页进入公众号会话时推送。',
      en: 'Sent when a user opens the chat from a product page.',
    },
    [EXT_INFO],
  ),
  createScanEvent(
    'user_scan_product_async',
    { zh: '商品主页地理位置', en: "Scanner's region" },
    {
      zh: '用户打开商品主页后，异步推送所在地。',
      en: "Sent some time after a product page was opened, with the user's region.",
    },
    [EXT_INFO, REGION_CODE],
  ),
  createScanEvent(
    'user_scan_product_verify_action',
    { zh: '商品审核结果', en: 'Product reviewed' },
    { zh: '提交的商品审核完成时推送。', en: 'Sent when a product you submitted has been reviewed.' },
    [
      createPlainField(
        'Result',
        'cdata',
        '审核结果：verify_ok 通过，verify_not_pass 未通过',
        'Result: verify_ok or verify_not_pass',
        'verify_ok',
      ),
      createPlainField(
        'ReasonMsg',
        'cdata',
        '未通过的原因；通过时为空',
        'Why it failed; empty when approved',
        '',
      ),
    ],
  ),
]
