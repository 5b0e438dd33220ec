import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonFault } from '../../../src-core/xml/json/json-fault.ts'
import { formatPath } from '../../../src-core/xml/json/json-path.ts'
import { createObject, createString, toPlainValue } from '../../../src-core/xml/json/node.ts'
import { readJson } from '../../../src-core/xml/json/read-json.ts'
import { stringifyJson } from '../../../src-core/xml/json/stringify-json.ts'
import { nearJson } from './random-json.ts'
import { runs } from './runs.ts'

function faultOf(text: string): JsonFault {
  try {
    readJson(text)
  } catch (cause) {
    if (cause instanceof JsonFault) return cause
    throw cause
  }
  throw new Error(`read without a fault: ${text}`)
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('reading JSON', () => {
  it('accepts what JSON.parse accepts, and nothing else but equal keys', () => {
    fc.assert(
      fc.property(nearJson, (text) => {
        let value: unknown
        try {
          value = toPlainValue(readJson(text))
        } catch (cause) {
          if (!(cause instanceof JsonFault)) throw cause
          expect(cause.code === 'JSON_DUPLICATE_KEY' || !parses(text)).toBe(true)
          return
        }
        deepStrictEqual(value, JSON.parse(text))
      }),
      runs(3000),
    )
  })

  // vitest's toStrictEqual takes such a key for the class of the object, and finds two of the same unequal.
  it.each(['{"constructor":{}}', '[{"constructor":{"name":1}},{"__proto__":[{"prototype":-0}]}]'])(
    'reads %s as JSON.parse does',
    (text) => {
      deepStrictEqual(toPlainValue(readJson(text)), JSON.parse(text))
    },
  )

  it('writes back what it read, number for number', () => {
    const text =
      '{\n  "a": [\n    1.0,\n    1e5,\n    -0,\n    7023456789012345678\n  ],\n  "__proto__": {},\n  "b": []\n}'
    expect(stringifyJson(readJson(text))).toBe(text)
  })

  it('prints like JSON.stringify', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value, null, 2)
        expect(stringifyJson(readJson(text))).toBe(text)
      }),
      runs(500),
    )
  })

  it('escapes what JSON.stringify escapes, in values and in keys', () => {
    const units = Array.from({ length: 0x10000 }, (_, unit) => `a${String.fromCharCode(unit)}`)
    const strings = [...units, '🌹', '\udc00\ud800', '"', '']
    const json = createObject(strings.map((text) => ({ key: text, value: createString(text) })))
    const lines = strings.map((text) => `${JSON.stringify(text)}:${JSON.stringify(text)}`)
    expect(stringifyJson(json, 'compact') === `{${lines.join(',')}}`).toBe(true)
  })

  it('gives a key named __proto__ as an own property and leaves prototypes alone', () => {
    const value = toPlainValue(readJson('{"__proto__": {"polluted": 1}, "toString": 2}')) as Record<
      string,
      unknown
    >
    expect(Object.keys(value)).toEqual(['__proto__', 'toString'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect((value as { polluted?: number }).polluted).toBeUndefined()
  })

  it('tells where each value stands', () => {
    const node = readJson('{"a": [1, "x"]}')
    const list = node.kind === 'object' ? node.entries[0]!.value : node
    expect(list.range).toEqual({ start: 6, end: 14 })
    expect(list.kind === 'array' && list.items.map(({ range }) => range)).toEqual([
      { start: 7, end: 8 },
      { start: 10, end: 13 },
    ])
  })

  it.each([
    ['', 'JSON_EMPTY', 0, '$'],
    [' \n', 'JSON_EMPTY', 2, '$'],
    ['{"xml": {"a": 1, "b": [1, {"c": 2, "c": 3}]}}', 'JSON_DUPLICATE_KEY', 35, '$.xml.b[1].c'],
    ['{"__proto__": 1, "__proto__": 2}', 'JSON_DUPLICATE_KEY', 17, '$.__proto__'],
    ['{"a": 01}', 'JSON_BAD_NUMBER', 6, '$.a'],
    ['{"a": 1.}', 'JSON_BAD_NUMBER', 6, '$.a'],
    ['{"a": -}', 'JSON_BAD_NUMBER', 6, '$.a'],
    ['{"a": NaN}', 'JSON_NOT_A_NUMBER', 6, '$.a'],
    ['{"a": -Infinity}', 'JSON_NOT_A_NUMBER', 6, '$.a'],
    ['{"a": undefined}', 'JSON_SYNTAX', 6, '$.a'],
    ["{'a': 1}", 'JSON_SYNTAX', 1, '$'],
    ['{"a" 1}', 'JSON_SYNTAX', 5, '$.a'],
    ['{"a": 1,}', 'JSON_SYNTAX', 8, '$.a'],
    ['[1, 2', 'JSON_UNTERMINATED', 5, '$[2]'],
    ['{"a": "x', 'JSON_UNTERMINATED', 8, '$.a'],
    ['{"a": "x\ny"}', 'JSON_BAD_STRING', 8, '$.a'],
    ['{"a": "\\q"}', 'JSON_BAD_ESCAPE', 7, '$.a'],
    ['{"a": "\\u12"}', 'JSON_BAD_ESCAPE', 7, '$.a'],
    ['{"a": 1} x', 'JSON_TRAILING_TEXT', 9, '$'],
    ['[1 2]', 'JSON_SYNTAX', 3, '$[1]'],
    ['[1,]', 'JSON_SYNTAX', 3, '$[1]'],
    ['{"a": 1 // b\n}', 'JSON_SYNTAX', 8, '$.a'],
  ])('refuses %j as %s', (text, code, at, path) => {
    const fault = faultOf(text)
    expect({ code: fault.code, at: fault.at, path: formatPath(fault.path) }).toEqual({ code, at, path })
    expect(fault.sentence.zh).not.toBe('')
    expect(fault.sentence.en).not.toBe('')
  })

  it('reads 3,003 levels and refuses one more', () => {
    const nest = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
    expect(stringifyJson(readJson(nest(3003))).replace(/\s/g, '')).toBe(nest(3003))
    expect(faultOf(nest(3004)).code).toBe('JSON_TOO_DEEP')
    expect(faultOf('{"a":'.repeat(100_000)).code).toBe('JSON_TOO_DEEP')
  })

  it('writes odd keys of a path in brackets', () => {
    expect(formatPath({ parent: { parent: { parent: undefined, key: "a'b" }, key: 3 }, key: '@id' })).toBe(
      "$['a\\'b'][3]['@id']",
    )
  })
})
