import { expect, it } from 'vitest'
import { findUnsafeIntegers } from '../../../../../src-renderer/screens/live/detail/unsafe-integers.ts'

it.each<[name: string, xml: string, values: string[]]>([
  ['a MsgId', '<xml><MsgId>22311164414801853</MsgId></xml>', ['22311164414801853']],
  ['one in CDATA', '<xml><MsgId><![CDATA[22311164414801853]]></MsgId></xml>', ['22311164414801853']],
  ['one with a layout around it', '<MsgId>\n  22311164414801853\n</MsgId>', ['22311164414801853']],
  ['two', '<a>9007199254740992</a><b>9007199254740993</b>', ['9007199254740992', '9007199254740993']],
  ['the largest that is safe', '<MsgId>9007199254740991</MsgId>', []],
  ['a CreateTime', '<CreateTime>1770000100</CreateTime>', []],
  ['digits with a zero in front, which have a mark of their own', '<a>018255396048000000000</a>', []],
  ['digits with words around them', '<Content>第 22311164414801853 号</Content>', []],
  ['tags that a user wrote', '<Content><![CDATA[<a>22311164414801853</a>]]></Content>', []],
])('finds what a double cannot hold in %s', (_, xml, values) => {
  const found = findUnsafeIntegers(xml)
  expect(found.map(({ value }) => value)).toEqual(values)
  expect(found.map(({ start, end }) => xml.slice(start, end))).toEqual(values)
})
