import type { CounterpartPair } from '../contract/conversion.ts'
import { readJson } from './json/read-json.ts'
import type { JsonNode } from './json/node.ts'
import type { XmlDocument, XmlElement } from './tree.ts'

type Job = { element: XmlElement; json: JsonNode; path: string[] }

/**
 * Pairs each element of a document with its value in the JSON text, in either view; outer before inner. It goes down
 * both at once, so that a name at two depths, or a repeated one, finds its own counterpart. The text must be the JSON
 * of this very document.
 */
export function pairCounterparts(document: XmlDocument, jsonText: string): CounterpartPair[] {
  const pairs: CounterpartPair[] = []
  const whole = readJson(jsonText)
  const json = findRoot(whole, document.root.name)
  const pending: Job[] = json === undefined ? [] : [{ element: document.root, json, path: [] }]
  for (let job = pending.pop(); job !== undefined; job = pending.pop()) {
    const { element, json: value, path } = job
    if (element.range !== undefined && value.range !== undefined) {
      pairs.push({ path, xml: element.range, json: value.range })
    }
    const next = createChildFinder(value)
    const jobs = element.children.flatMap((child): Job[] => {
      if (child.type !== 'element') return []
      const found = next(child.name)
      return found === undefined ? [] : [{ element: child, json: found, path: [...path, child.name] }]
    })
    pending.push(...jobs.reverse())
  }
  return pairs
}

function findRoot(whole: JsonNode, name: string): JsonNode | undefined {
  return createChildFinder(whole)(name)
}

/** Returns, for each name asked for in document order, the next value of that name. */
function createChildFinder(parent: JsonNode): (name: string) => JsonNode | undefined {
  if (parent.kind !== 'object') return () => undefined
  const byName = new Map<string, JsonNode[]>()
  const add = (name: string, value: JsonNode): void => {
    const values = byName.get(name)
    if (values === undefined) byName.set(name, [value])
    else values.push(value)
  }
  for (const { key, value } of parent.entries) {
    if (key === '#children' && value.kind === 'array') {
      // The long form of the lossless view: one object with one key for each element.
      for (const item of value.items) {
        if (item.kind !== 'object') continue
        for (const entry of item.entries) if (isElementName(entry.key)) add(entry.key, entry.value)
      }
    } else if (isElementName(key)) {
      if (value.kind === 'array') for (const item of value.items) add(key, item)
      else add(key, value)
    }
  }
  const taken = new Map<string, number>()
  return (name) => {
    const index = taken.get(name) ?? 0
    taken.set(name, index + 1)
    return byName.get(name)?.[index]
  }
}

/** `@name`, `#text`, `?xml` and the like are not elements; no XML name can begin like them. */
function isElementName(key: string): boolean {
  return !/^[@#?]/.test(key)
}
