/**
 * Fields that WeChat writes bare; it writes most in CDATA. JSON does not tell the two apart for a string, so the way
 * back to XML asks here. Taken from the samples of the official pages and of other projects' tests.
 */

/** 64-bit ids, always strings in JSON: whether a value fits a double must not decide its type. */
const ID_FIELDS = new Set(['MsgId', 'MsgID', 'MsgDataId'])

const INTEGER_FIELDS = new Set([
  ...ID_FIELDS,
  'CreateTime',
  'Idx',
  'ArticleCount',
  'TimeStamp',
  'Count',
  'TotalCount',
  'FilterCount',
  'SentCount',
  'ErrorCount',
  'ExpiredTime',
  'FailTime',
  // Bare in every sample, and strings in JSON: as 64-bit ids, or because JSON pushes quote them.
  'ErrorCode',
  'PopupScene',
  'publish_id',
  'audit_id',
  'bizmsgmenuid',
  'transaction_id',
  'order_id',
  'out_order_id',
])

const DECIMAL_FIELDS = new Set(['Location_X', 'Location_Y', 'Scale', 'Latitude', 'Longitude', 'Precision'])

export function isIdField(name: string): boolean {
  return ID_FIELDS.has(name)
}

/**
 * Returns true if a JSON string in this field was bare in the XML. A decimal that JSON could have carried as a number
 * would have come as one, so as a string it was CDATA (`SendLocationInfo/Location_X` is `<![CDATA[23]]>`).
 */
export function isBareString(name: string, value: string): boolean {
  if (INTEGER_FIELDS.has(name)) return /^-?[0-9]+$/.test(value)
  return DECIMAL_FIELDS.has(name) && /^-?[0-9]+(?:\.[0-9]+)?$/.test(value) && !isCanonicalNumber(value)
}

/** Returns true for a number that JavaScript prints back digit for digit, and holds without rounding. */
export function isCanonicalNumber(text: string): boolean {
  if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?$/.test(text)) return false
  const value = Number(text)
  return String(value) === text && (!Number.isInteger(value) || Number.isSafeInteger(value))
}
