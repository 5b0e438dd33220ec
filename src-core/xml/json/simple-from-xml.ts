import { splitCdata } from '../cdata.ts'
import type { XmlCdata, XmlDocument, XmlElement, XmlText } from '../tree.ts'
import { isBlank, trimEnd, trimStart } from '../whitespace.ts'
import { isBareString, isCanonicalNumber, isIdField } from './bare-fields.ts'
import { createIssueLog } from './issue.ts'
import type { Issue, IssueCode } from './issue.ts'
import type { JsonPath } from './json-path.ts'
import { createObject, createString } from './node.ts'
import type { JsonEntry, JsonNode } from './node.ts'

export type SimpleView = { json: JsonNode; issues: Issue[]; issuesOmitted: number }

type Job = { element: XmlElement; path: JsonPath; put: (node: JsonNode) => void }

/**
 * Converts XML to the simple view. Strings were CDATA, numbers were bare; a 64-bit id is always a string. `issues`
 * lists everything that the view cannot hold; it is empty if and only if the way back gives the same text and the same
 * CDATA.
 */
export function simpleFromXml(document: XmlDocument): SimpleView {
  const log = createIssueLog()
  const { root } = document
  if (document.declaration !== undefined) log.add('DECLARATION_DROPPED', undefined)
  for (const misc of [...document.prolog, ...document.epilog]) {
    log.add(misc.type === 'pi' ? 'PI_DROPPED' : 'COMMENT_DROPPED', undefined, misc.range)
  }
  const entry: JsonEntry = { key: root.name, value: { kind: 'null' } }
  const pending: Job[] = [
    { element: root, path: { parent: undefined, key: root.name }, put: (node) => (entry.value = node) },
  ]
  for (let job = pending.pop(); job !== undefined; job = pending.pop()) {
    const { element, path } = job
    const entries: JsonEntry[] = element.attributes.map(({ name, value }) => ({
      key: '@' + name,
      value: createString(value),
    }))
    const report = (code: IssueCode, range = element.range): void => log.add(code, path, range)
    const parts: (XmlText | XmlCdata)[] = []
    let hasElements = false
    for (const child of element.children) {
      if (child.type === 'element') hasElements = true
      else if (child.type === 'comment') report('COMMENT_DROPPED', child.range)
      else if (child.type === 'pi') report('PI_DROPPED', child.range)
      else if (child.type === 'cdata' || !isBlank(child.value)) parts.push(child)
    }
    if (hasElements) {
      for (const part of parts) report('TEXT_DROPPED', part.range)
      if (isInterleaved(element)) report('ORDER_LOST')
      const jobs = groupChildren(element, path, entries)
      for (let i = jobs.length - 1; i >= 0; i--) pending.push(jobs[i]!)
      job.put(createObject(entries))
    } else if (entries.length === 0) job.put(readLeaf(element.name, parts, report))
    else {
      if (parts.length > 0) entries.push({ key: '#text', value: readLeaf(element.name, parts, report) })
      job.put(createObject(entries))
    }
  }
  return { json: createObject([entry]), issues: log.issues, issuesOmitted: log.omitted() }
}

/**
 * Adds an entry per name, arrays for repeated ones, and returns the entries still to be filled in, in document order.
 */
function groupChildren(element: XmlElement, path: JsonPath, entries: JsonEntry[]): Job[] {
  const jobs: Job[] = []
  const groups = new Map<string, { entry: JsonEntry; first: Job; items: JsonNode[] | undefined }>()
  for (const child of element.children) {
    if (child.type !== 'element') continue
    const key = child.name
    const group = groups.get(key)
    const at: JsonPath = { parent: path, key }
    if (group === undefined) {
      const entry: JsonEntry = { key, value: { kind: 'null' } }
      const job: Job = { element: child, path: at, put: (node) => (entry.value = node) }
      groups.set(key, { entry, first: job, items: undefined })
      entries.push(entry)
      jobs.push(job)
      continue
    }
    let { items } = group
    if (items === undefined) {
      const list: JsonNode[] = [{ kind: 'null' }]
      items = group.items = list
      group.entry.value = { kind: 'array', items }
      group.first.path = { parent: at, key: 0 }
      group.first.put = (node) => (list[0] = node)
    }
    const list = items
    const index = list.push({ kind: 'null' }) - 1
    jobs.push({ element: child, path: { parent: at, key: index }, put: (node) => (list[index] = node) })
  }
  return jobs
}

function isInterleaved(element: XmlElement): boolean {
  const ended = new Set<string>()
  let current: string | undefined
  for (const child of element.children) {
    if (child.type !== 'element' || child.name === current) continue
    if (ended.has(child.name)) return true
    if (current !== undefined) ended.add(current)
    current = child.name
  }
  return false
}

/** Returns the text of an element without elements; `parts` are CDATA sections and texts that are not blank. */
export function readLeafText(
  name: string,
  parts: (XmlText | XmlCdata)[],
): { text: string; isNumber: boolean } {
  const text = joinParts(parts)
  const isBare = parts.length > 0 && parts.every((part) => part.type === 'text')
  return { text, isNumber: isBare && !isIdField(name) && isCanonicalNumber(text) }
}

function readLeaf(name: string, parts: (XmlText | XmlCdata)[], report: (code: IssueCode) => void): JsonNode {
  if (parts.length === 0) {
    report('EMPTY_BECOMES_CDATA')
    return createString('')
  }
  const { text: value, isNumber } = readLeafText(name, parts)
  if (isNumber) return { kind: 'number', token: value }
  if (parts.every((part) => part.type === 'text')) {
    // A CR alone is text in both directions: CDATA cannot hold it.
    if (!isBareString(name, value) && !isStandardSplit(value, parts)) report('BARE_BECOMES_CDATA')
    return createString(value)
  }
  if (isBareString(name, value)) report('CDATA_BECOMES_BARE')
  else if (!isStandardSplit(value, parts)) {
    report(parts.every((part) => part.type === 'cdata') ? 'CDATA_MERGED' : 'TEXT_AND_CDATA_MERGED')
  }
  return createString(value)
}

/** Drops layout at the outer edges of text; CDATA is verbatim. */
function joinParts(parts: (XmlText | XmlCdata)[]): string {
  const last = parts.length - 1
  return parts
    .map((part, i) => {
      if (part.type === 'cdata') return part.value
      const start = i === 0 ? trimStart(part.value) : part.value
      return i === last ? trimEnd(start) : start
    })
    .join('')
}

function isStandardSplit(value: string, parts: (XmlText | XmlCdata)[]): boolean {
  const standard = splitCdata(value)
  return (
    standard.length === parts.length &&
    standard.every((part, i) => part.type === parts[i]!.type && part.value === trimText(parts[i]!))
  )
}

function trimText(part: XmlText | XmlCdata): string {
  return part.type === 'cdata' ? part.value : trimEnd(trimStart(part.value))
}
