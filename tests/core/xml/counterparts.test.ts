import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { xmlToJson } from '../../../src-core/xml/convert.ts'
import type { View } from '../../../src-core/xml/convert.ts'
import { pairCounterparts, pairJsonCounterparts } from '../../../src-core/xml/counterparts.ts'
import { parseStrict } from '../../../src-core/xml/parse/strict.ts'

function pair(xml: string, view: View = 'simple') {
  const parsed = parseStrict(xml)
  const json = xmlToJson(xml, { view })
  if (!parsed.ok || !json.ok) throw new Error('the sample is broken')
  return pairCounterparts(parsed.document, json.text).map(({ path, xml: x, json: j }) => ({
    path: path.join('/'),
    xml: xml.slice(x.start, x.end),
    json: json.text.slice(j.start, j.end),
  }))
}

describe('counterparts', () => {
  it('pair an element with its value, 64-bit ids included', () => {
    expect(pair('<xml><A><![CDATA[你好]]></A><MsgId>23892468385179204</MsgId></xml>').slice(1)).toEqual([
      { path: 'A', xml: '<A><![CDATA[你好]]></A>', json: '"你好"' },
      { path: 'MsgId', xml: '<MsgId>23892468385179204</MsgId>', json: '"23892468385179204"' },
    ])
  })

  it('pair repeated elements one by one, also where others stand between them', () => {
    const pairs = pair('<xml><a>1</a><b>2</b><a>3</a></xml>')
    expect(pairs.slice(1).map(({ path, json }) => `${path}=${json}`)).toEqual(['a=1', 'b=2', 'a=3'])
  })

  it('tell the same name at two depths apart', () => {
    const pairs = pair('<xml><Count>1</Count><L><Count>2</Count></L></xml>')
    expect(pairs.map(({ path, json }) => (path.endsWith('Count') ? `${path}=${json}` : path))).toEqual([
      '',
      'Count=1',
      'L',
      'L/Count=2',
    ])
  })

  it('go through the long form of the lossless view', () => {
    const pairs = pair('<xml>t<a x="1">1</a><!-- c --><b/><a><![CDATA[2]]></a></xml>', 'lossless')
    expect(pairs.slice(1).map(({ path, xml }) => `${path}: ${xml}`)).toEqual([
      'a: <a x="1">1</a>',
      'b: <b/>',
      'a: <a><![CDATA[2]]></a>',
    ])
  })

  const folder = join(import.meta.dirname, '../../fixtures/vectors/incoming')
  it.each(readdirSync(folder).filter((name) => name.endsWith('.xml')))('pair every element of %s', (name) => {
    const xml = readFileSync(join(folder, name), 'utf8').replace(/^\uFEFF/, '')
    const parsed = parseStrict(xml)
    expect(parsed.ok).toBe(true)
    const elements = xml.match(/<[A-Za-z][^!?/>]*\/?>/g) ?? []
    for (const view of ['simple', 'lossless'] as const) expect(pair(xml, view)).toHaveLength(elements.length)
  })
})

describe('counterparts of JSON in another layout', () => {
  it('pair each value with its key, items of an array by their place', () => {
    const text = '{"a":[{"b":1.0},{"b": "x\\"y"}], "c" : 6060349595123187712}'
    const laidOut =
      '{\n  "a": [\n    {\n      "b": 1.0\n    },\n    {\n      "b": "x\\"y"\n    }\n  ],\n  "c": 6060349595123187712\n}'
    const pairs = pairJsonCounterparts(text, laidOut).map(({ path, xml, json }) => [
      path.join('/'),
      text.slice(xml.start, xml.end),
      laidOut.slice(json.start, json.end),
    ])
    expect(pairs.filter(([path]) => path === 'a/b' || path === 'c')).toEqual([
      ['a/b', '"b":1.0', '1.0'],
      ['a/b', '"b": "x\\"y"', '"x\\"y"'],
      ['c', '"c" : 6060349595123187712', '6060349595123187712'],
    ])
  })
})
