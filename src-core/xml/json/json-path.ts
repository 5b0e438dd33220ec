/** A place in a JSON value, from the inside out; `undefined` is the whole value. Cheap to extend, formatted late. */
export type JsonPath = { parent: JsonPath; key: string | number } | undefined

const PLAIN_KEY = /^[\p{L}_][\p{L}\p{N}_]*$/u

/** `$.xml.Articles.item[1]['@id']`; keys that are no plain words stand in brackets and quotes. */
export function formatPath(path: JsonPath): string {
  const parts: string[] = []
  for (let at = path; at !== undefined; at = at.parent) {
    if (typeof at.key === 'number') parts.push(`[${at.key}]`)
    else if (PLAIN_KEY.test(at.key)) parts.push('.' + at.key)
    else parts.push(`['${at.key.replace(/[\\']/g, '\\$&')}']`)
  }
  return '$' + parts.reverse().join('')
}
