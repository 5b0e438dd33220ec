/**
 * Returns the fields of a message as `ExchangeMessage.json` has it. The simple view of XML has one key, its root, and
 * the fields below it; a JSON push has several fields at the top.
 */
export function fieldsOf(json: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(json)) return {}
  const values = Object.values(json)
  if (values.length > 1) return json
  return isObject(values[0]) ? values[0] : {}
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
