import type { CounterpartPair } from '../contract/conversion.ts'
import { readJson } from './json/read-json.ts'
import type { JsonNode } from './json/node.ts'
import type { SourceRange, XmlDocument, XmlElement } from './tree.ts'

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

/** Does the same for a JSON text and the same JSON in another layout. In the text a range has its key, too. */
export function pairJsonCounterparts(text: string, laidOut: string): CounterpartPair[] {
  const pairs: CounterpartPair[] = []
  const pending = [{ one: readJson(text), other: readJson(laidOut), path: [] as string[] }]
  for (let job = pending.pop(); job !== undefined; job = pending.pop()) {
    const { one, other, path } = job
    if (one.range && other.range) pairs.push({ path, xml: withKey(text, one.range), json: other.range })
    const [ones, others] = [childrenOf(one), childrenOf(other)]
    // Items of an array share its path, as repeated elements do.
    const jobs = ones.map(({ key, value }, index) => {
      const inside = key === null ? path : [...path, key]
      return { one: value, other: others[index]!.value, path: inside }
    })
    pending.push(...jobs.reverse())
  }
  return pairs
}

const LONGEST_KEY = 300

function withKey(text: string, { start, end }: SourceRange): SourceRange {
  const key = /"(?:[^"\\]|\\.)*"\s*:\s*$/.exec(text.slice(Math.max(0, start - LONGEST_KEY), start))
  return { start: start - (key?.[0].length ?? 0), end }
}

function childrenOf(node: JsonNode): { key: string | null; value: JsonNode }[] {
  if (node.kind === 'object') return node.entries
  return node.kind === 'array' ? node.items.map((value) => ({ key: null, value })) : []
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
