import type { FoundDialect, JsonDialect } from '../../../contract/conversion.ts'
import { formatPath } from '../json-path.ts'
import type { JsonPath } from '../json-path.ts'
import type { JsonNode, JsonObject } from '../node.ts'
import { DIALECTS } from './dialect.ts'
import { isOrdered, isTyped } from './node-lists.ts'

/**
 * Finds out whether another library wrote this JSON, by the shape of its objects; null if it is ours, or anybody's. The
 * name of a key alone decides nothing that an element's name could be.
 */
export function findDialect(json: JsonNode): FoundDialect | null {
  if (isOrdered(json)) return { id: 'fast-xml-parser', path: '$' }
  if (isTyped(json)) return { id: 'xml-js', path: '$' }
  const declared = findDeclaration(json)
  if (declared) return { id: declared, path: '$' }
  const { marked, hasBareText } = survey(json)
  const found = DIALECTS.find(({ id }) => marked.has(id))
  if (!found) return null
  const { path, isWeak } = marked.get(found.id)!
  return isWeak && hasBareText ? null : { id: found.id, path: formatPath(path) }
}

interface Mark {
  path: JsonPath
  /** An element may be named so, too. */
  isWeak: boolean
}

/** Looks at every object of the document. */
function survey(json: JsonNode): { marked: ReadonlyMap<JsonDialect, Mark>; hasBareText: boolean } {
  const marked = new Map<JsonDialect, Mark>()
  let hasBareText = false
  const pending: { node: JsonNode; path: JsonPath }[] = [{ node: json, path: undefined }]
  for (let job = pending.pop(); job !== undefined; job = pending.pop()) {
    const { node, path } = job
    if (node.kind === 'object') {
      for (const { id, marks } of isPlain(node) ? [] : DIALECTS) {
        if (!(marked.get(id)?.isWeak ?? true) || !marks(node)) continue
        marked.set(id, { path, isWeak: isWeakMark(node) })
      }
      hasBareText ||= node.entries.some(({ key, value }) => value.kind === 'string' && !/^[#$@_-]/.test(key))
    }
    // In the order of the document, so that the first object is named.
    const values = listContainers(node)
    for (let i = values.length - 1; i >= 0; i--)
      pending.push({ node: values[i]!.value, path: { parent: path, key: values[i]!.key } })
  }
  return { marked, hasBareText }
}

/** Most objects have plain names alone, or `#cdata`, which is ours as well, and are no dialect's. */
function isPlain({ entries }: JsonObject): boolean {
  return entries.every(({ key, value }) => {
    return (key === '#cdata' || !/^[#$@_-]/.test(key)) && value.kind !== 'array'
  })
}

/** Returns the objects and arrays in one; other values say nothing. */
function listContainers(node: JsonNode): { key: string | number; value: JsonNode }[] {
  if (node.kind === 'object') return node.entries.filter(({ value }) => isContainer(value))
  if (node.kind !== 'array') return []
  return node.items.map((value, key) => ({ key, value })).filter(({ value }) => isContainer(value))
}

function isContainer({ kind }: JsonNode): boolean {
  return kind === 'object' || kind === 'array'
}

/** `_` and `_text` are names that an element may have; the others are not, or nobody would give them. */
function isWeakMark({ entries }: JsonObject): boolean {
  return entries.length === 1 && (entries[0]!.key === '_text' || entries[0]!.key === '_')
}

/** Only two libraries write a declaration beside the root as ours does, but with attributes of their own. */
function findDeclaration(json: JsonNode): JsonDialect | null {
  const entries = json.kind === 'object' ? json.entries : []
  if (entries.some(({ key, value }) => key === '_declaration' && value.kind === 'object')) return 'xml-js'
  const declaration = entries.find(({ key }) => key === '?xml')?.value
  const names = declaration?.kind === 'object' ? declaration.entries.map(({ key }) => key) : []
  if (names.includes('@version')) return 'json.net'
  return names.includes('@_version') ? 'fast-xml-parser' : null
}
