import { createIssueLog } from './issue.ts'
import type { IssueCode, IssueLog } from './issue.ts'
import type { JsonPath } from './json-path.ts'
import { scalarText } from './xml-checks.ts'
import type { JsonEntry, JsonNode, JsonObject } from './node.ts'

type Pair = { source: JsonNode; back: JsonNode | undefined; path: JsonPath }

/** Lists the differences that a trip through XML makes in a JSON value. The order of keys does not count. */
export function compareJson(source: JsonNode, back: JsonNode): IssueLog {
  const log = createIssueLog()
  const pending: Pair[] = [{ source, back, path: undefined }]
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const next = comparePair(pair, log)
    for (let i = next.length - 1; i >= 0; i--) pending.push(next[i]!)
  }
  return log
}

function comparePair({ source, back, path }: Pair, log: IssueLog): Pair[] {
  if (source.kind === 'array') {
    if (source.items.length === 0) {
      if (back?.kind !== 'array' || back.items.length > 0) log.add('EMPTY_ARRAY_VANISHES', path)
      return []
    }
    const isList = back?.kind === 'array'
    const items: (JsonNode | undefined)[] = isList ? back.items : [back]
    if (!isList && source.items.length === 1) log.add('ARRAY_OF_ONE', path)
    else if (items.length !== source.items.length) log.add('CHANGED', path)
    return source.items.map((item, key) => ({ source: item, back: items[key], path: { parent: path, key } }))
  }
  if (source.kind === 'object' && source.entries.length > 0 && back?.kind === 'object') {
    return compareObjects(source, back, path, log)
  }
  if (source.kind === 'object' && source.entries.length > 0 && source.entries.every(isEmptyArray)) {
    for (const { key } of source.entries) log.add('EMPTY_ARRAY_VANISHES', { parent: path, key })
    return []
  }
  const folded = source.kind === 'object' && source.entries.length === 1 ? source.entries[0] : undefined
  if (folded?.key === '#text' && back !== undefined) {
    log.add('TEXT_KEY_FOLDED', path)
    return [{ source: folded.value, back, path: { parent: path, key: '#text' } }]
  }
  const code = compareLeaves(source, back)
  if (code !== undefined) log.add(code, path)
  return []
}

function compareObjects(source: JsonObject, back: JsonObject, path: JsonPath, log: IssueLog): Pair[] {
  if (hasSameKeys(source, back)) {
    return source.entries.flatMap(({ key, value }, i): Pair[] => {
      const other = back.entries[i]!.value
      return isSameString(value, other) ? [] : [{ source: value, back: other, path: { parent: path, key } }]
    })
  }
  const found = new Map(back.entries.map(({ key, value }) => [key, value]))
  const known = new Set(source.entries.map(({ key }) => key))
  if (back.entries.some(({ key }) => !known.has(key))) log.add('CHANGED', path)
  return source.entries.map(({ key, value }) => ({
    source: value,
    back: found.get(key),
    path: { parent: path, key },
  }))
}

/** As nearly all objects that come back. */
function hasSameKeys({ entries }: JsonObject, back: JsonObject): boolean {
  return entries.length === back.entries.length && entries.every(({ key }, i) => key === back.entries[i]!.key)
}

function isSameString(source: JsonNode, back: JsonNode): boolean {
  return source.kind === 'string' && back.kind === 'string' && source.value === back.value
}

function compareLeaves(source: JsonNode, back: JsonNode | undefined): IssueCode | undefined {
  const isEmptyObject = source.kind === 'object' && source.entries.length === 0
  if (isEmptyObject && back?.kind === 'object' && back.entries.length === 0) return undefined
  if (source.kind === 'null' || isEmptyObject)
    return back?.kind === 'null' ? ifEmptyObject(isEmptyObject) : 'NULL_BECOMES_EMPTY'
  const before = scalarText(source)
  const after = back === undefined ? undefined : scalarText(back)
  if (before === undefined || before !== after) return 'CHANGED'
  if (source.kind === back?.kind) return undefined
  if (source.kind === 'number') return 'NUMBER_BECOMES_STRING'
  return source.kind === 'boolean' ? 'BOOLEAN_BECOMES_STRING' : 'STRING_BECOMES_NUMBER'
}

function ifEmptyObject(isEmptyObject: boolean): IssueCode | undefined {
  return isEmptyObject ? 'NULL_BECOMES_EMPTY' : undefined
}

function isEmptyArray({ value }: JsonEntry): boolean {
  return value.kind === 'array' && value.items.length === 0
}
