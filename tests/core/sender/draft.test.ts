import { describe, expect, it } from 'vitest'
import { readDraft } from '../../../src-core/sender/draft.ts'

describe('the fields of a message', () => {
  it.each<[name: string, text: string, values: Record<string, string>]>([
    [
      'by path, numbers as they stand',
      '<xml><MsgId>6060349595123187712</MsgId><A><B><![CDATA[ 01 ]]></B><C><![CDATA[]]></C></A></xml>',
      { MsgId: '6060349595123187712', 'A/B': ' 01 ', 'A/C': '' },
    ],
    [
      'the first of several of one name',
      '<xml><L><item><T>1</T></item><item><T>2</T></item></L></xml>',
      { 'L/item/T': '1' },
    ],
    ['without attributes', '<xml><a b="c">d</a></xml>', { a: 'd' }],
    [
      'of JSON',
      '{"MsgType":"event","MsgId":6060349595123187712,"List":[{"a":true}],"n":null}',
      {
        MsgType: 'event',
        MsgId: '6060349595123187712',
        'List/a': 'true',
      },
    ],
  ])('%s', (_name, text, values) => {
    expect(readDraft(text)).toMatchObject({ text, values, fault: null })
  })

  it('tell the kind of message', () => {
    const text = '<xml><MsgType><![CDATA[event]]></MsgType><Event>CLICK</Event></xml>'
    expect(readDraft(text)).toMatchObject({ type: 'event', event: 'CLICK' })
  })

  it.each([
    ['<xml>\n<a>1</b></xml>', 2, 5],
    ['x', 1, 1],
    ['{\n "a": }', 2, 7],
  ])('cannot be read out of %j, and why stands at its place', (text, line, column) => {
    const { fault, values, type, event } = readDraft(text)
    expect([fault?.line, fault?.column]).toEqual([line, column])
    expect(fault?.message.zh).not.toBe('')
    expect([values, type, event]).toEqual([{}, '', null])
  })
})
