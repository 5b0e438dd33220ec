import { MAX_DEPTH } from '../limits.ts'
import { findIllegalCharacter, isXmlName, nameCodePoint } from '../validity.ts'
import { JsonFault } from './json-fault.ts'
import type { JsonFaultCode } from './json-fault.ts'
import type { JsonPath } from './json-path.ts'
import type { JsonNode } from './node.ts'

/** Throws a JsonFault at this value. */
export function refuse(code: JsonFaultCode, path: JsonPath, node: JsonNode, zh: string, en: string): never {
  throw new JsonFault(code, path, node.range?.start, { zh, en })
}

/** Throws a JsonFault unless `name` may name an element or attribute. */
export function checkName(name: string, path: JsonPath, node: JsonNode): void {
  if (isXmlName(name)) return
  const shown = JSON.stringify(name)
  refuse('BAD_NAME', path, node, `${shown} 不能作为 XML 名称。`, `${shown} is not an XML name.`)
}

/** Throws a JsonFault if XML cannot carry a character of `value`. */
export function checkCharacters(value: string, path: JsonPath, node: JsonNode): void {
  const illegal = findIllegalCharacter(value)
  if (illegal === undefined) return
  const name = nameCodePoint(illegal.codePoint)
  refuse('BAD_CHARACTER', path, node, `XML 不允许字符 ${name}。`, `XML does not allow the character ${name}.`)
}

/** Returns the text of a string, number or boolean, digits as written; `undefined` for anything else. */
export function scalarText(node: JsonNode): string | undefined {
  if (node.kind === 'string') return node.value
  if (node.kind === 'number') return node.token
  return node.kind === 'boolean' ? String(node.value) : undefined
}

/** Returns the value of an attribute. Throws a JsonFault unless it is a scalar that XML can carry. */
export function readAttributeValue(node: JsonNode, path: JsonPath): string {
  const value = scalarText(node)
  if (value === undefined) {
    refuse(
      'BAD_ATTRIBUTE',
      path,
      node,
      '属性的值只能是字符串或数字。',
      'An attribute takes a string or a number.',
    )
  }
  checkCharacters(value, path, node)
  return value
}

export function refuseNestedArray(path: JsonPath, node: JsonNode): never {
  refuse(
    'NESTED_ARRAY',
    path,
    node,
    '数组里不能直接再放数组：重复元素没有名字可用。',
    'An array may not hold an array: repeated elements would have no name.',
  )
}

/** Throws a JsonFault beyond the deepest level of elements; the root is level 1. */
export function checkDepth(level: number, path: JsonPath, node: JsonNode): void {
  if (level <= MAX_DEPTH) return
  refuse(
    'TOO_DEEP',
    path,
    node,
    `元素嵌套超过 ${MAX_DEPTH} 层。`,
    `Elements are nested more than ${MAX_DEPTH} levels deep.`,
  )
}
