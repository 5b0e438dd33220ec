import { MAX_INDENT_LEVELS } from '../limits.ts'
import type { JsonNode } from './node.ts'

type Frame = { open: Extract<JsonNode, { kind: 'object' | 'array' }>; next: number }

/** `indented`: two blanks a level; `compact`: no blanks. */
export type JsonLayout = 'indented' | 'compact'

/** Returns JSON text, numbers as they were written. Iterative, and bounded in indentation. */
export function stringifyJson(root: JsonNode, layout: JsonLayout = 'indented'): string {
  const breakLine = layout === 'indented' ? indent : () => ''
  const colon = layout === 'indented' ? ': ' : ':'
  let text = ''
  const stack: Frame[] = []
  const put = (node: JsonNode): void => {
    if (node.kind === 'object' && node.entries.length > 0) {
      text += '{'
      stack.push({ open: node, next: 0 })
    } else if (node.kind === 'array' && node.items.length > 0) {
      text += '['
      stack.push({ open: node, next: 0 })
    } else text += stringifyLeaf(node)
  }
  put(root)
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const { open } = frame
    const index = frame.next++
    const size = open.kind === 'object' ? open.entries.length : open.items.length
    if (index === size) {
      stack.pop()
      text += breakLine(stack.length) + (open.kind === 'object' ? '}' : ']')
      continue
    }
    text += (index > 0 ? ',' : '') + breakLine(stack.length)
    if (open.kind === 'array') put(open.items[index]!)
    else {
      const { key, value } = open.entries[index]!
      text += quote(key) + colon
      put(value)
    }
  }
  return text
}

function stringifyLeaf(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return '{}'
    case 'array':
      return '[]'
    case 'string':
      return quote(node.value)
    case 'number':
      return node.token
    case 'boolean':
      return String(node.value)
    case 'null':
      return 'null'
  }
}

/** JSON.stringify escapes these, and surrogates that stand alone. */
const MAY_NEED_ESCAPE = /["\\\0-\x1f\ud800-\udfff]/

/** Returns what JSON.stringify does, which takes twice as long for a string that needs no escape, as nearly all. */
function quote(value: string): string {
  return MAY_NEED_ESCAPE.test(value) ? JSON.stringify(value) : `"${value}"`
}

const INDENTS = Array.from({ length: MAX_INDENT_LEVELS + 1 }, (_, level) => '\n' + '  '.repeat(level))

function indent(level: number): string {
  return INDENTS[Math.min(level, MAX_INDENT_LEVELS)]!
}
