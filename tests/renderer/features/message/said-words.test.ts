import { describe, expect, it } from 'vitest'
import { saidWords } from '../../../../src-renderer/features/message/said-words.ts'

describe('the words of a message', () => {
  it.each([
    ['a text', { MsgType: 'text', Content: ' 你好\n再见 ' }, { text: '你好\n再见', isKey: false }],
    ['a voice', { MsgType: 'voice', Recognition: '几点', MediaId: 'x' }, { text: '几点', isKey: false }],
    ['a place', { MsgType: 'location', Label: '广州塔' }, { text: '广州塔', isKey: false }],
    ['a menu', { MsgType: 'event', Event: 'CLICK', EventKey: 'V1' }, { text: 'V1', isKey: true }],
    ['a scan', { MsgType: 'event', Event: 'SCAN', EventKey: 123 }, { text: '123', isKey: true }],
    ['a picture', { MsgType: 'image', MediaId: 'x' }, null],
    ['an event without a key', { MsgType: 'event', Event: 'subscribe', EventKey: '' }, null],
  ])('%s', (_what, fields, said) => {
    expect(saidWords({ json: { xml: fields } })).toEqual(said)
  })
})
