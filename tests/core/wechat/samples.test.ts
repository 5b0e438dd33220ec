import { describe, expect, test } from 'vitest'
import { findMessageSpec, MESSAGE_CATALOGUE } from '../../../src-core/wechat/catalogue/catalogue.ts'
import type { MessageField } from '../../../src-core/wechat/message-field.ts'
import {
  createSampleMessage,
  UnknownFieldError,
  type SampleOptions,
} from '../../../src-core/wechat/samples.ts'

const OPTIONS: SampleOptions = {
  toUserName: 'gh_a96a4a619366',
  fromUserName: 'olPjZjsXuQPJoV0HlruZkNzKc91E',
  createTime: 1735689600,
  msgId: '23892468385179204',
}

function createSample(type: string, event?: string, set?: Record<string, string>): MessageField[] {
  return createSampleMessage(findMessageSpec(type, event)!, set ? { ...OPTIONS, set } : OPTIONS)
}

function flatten(fields: readonly MessageField[], parent = ''): Map<string, string> {
  const values = new Map<string, string>()
  for (const field of fields) {
    const path = parent + field.name
    if ('children' in field) for (const entry of flatten(field.children, `${path}/`)) values.set(...entry)
    else values.set(path, field.value)
  }
  return values
}

test('a text message is the official one, in its order', () => {
  expect(createSample('text', undefined, { Content: '你好 ]]> & <b>' })).toEqual([
    { name: 'ToUserName', kind: 'cdata', value: 'gh_a96a4a619366' },
    { name: 'FromUserName', kind: 'cdata', value: 'olPjZjsXuQPJoV0HlruZkNzKc91E' },
    { name: 'CreateTime', kind: 'bare', value: '1735689600' },
    { name: 'MsgType', kind: 'cdata', value: 'text' },
    { name: 'Content', kind: 'cdata', value: '你好 ]]> & <b>' },
    { name: 'MsgId', kind: 'bare', value: '23892468385179204' },
  ])
})

test('an event has Event and no MsgId; nested fields come nested', () => {
  expect(createSample('event', 'scancode_push', { 'ScanCodeInfo/ScanResult': '1' }).slice(3)).toEqual([
    { name: 'MsgType', kind: 'cdata', value: 'event' },
    { name: 'Event', kind: 'cdata', value: 'scancode_push' },
    { name: 'EventKey', kind: 'cdata', value: 'rselfmenu_0_0' },
    {
      name: 'ScanCodeInfo',
      children: [
        { name: 'ScanType', kind: 'cdata', value: 'qrcode' },
        { name: 'ScanResult', kind: 'cdata', value: '1' },
      ],
    },
  ])
})

test('the untouched text message holds what breaks naive code: Chinese, an emoji, a 64-bit MsgId', () => {
  const values = flatten(createSample('text'))
  expect(values.get('Content')).toMatch(/\p{Script=Han}/u)
  expect(values.get('Content')).toMatch(/\p{Emoji_Presentation}/u)
  expect(Number.isSafeInteger(Number(values.get('MsgId')))).toBe(false)
})

test('a picture lies on WeChat’s picture server', () => {
  expect(flatten(createSample('image')).get('PicUrl')).toMatch(/^http:\/\/mmbiz\.qpic\.cn\//)
})

describe('optional fields', () => {
  test('are left out', () => {
    expect([...flatten(createSample('event', 'subscribe')).keys()]).not.toContain('EventKey')
  })

  test('come in when they are set, at their place', () => {
    const values = flatten(createSample('voice', undefined, { MediaId16K: 'm16', Recognition: '' }))
    expect([...values.keys()].slice(4)).toEqual(['MediaId', 'Format', 'Recognition', 'MsgId', 'MediaId16K'])
    expect(values.get('Recognition')).toBe('')
  })

  test('bring their group along', () => {
    const values = flatten(
      createSample('event', 'MASSSENDJOBFINISH', { 'CopyrightCheckResult/CheckState': '2' }),
    )
    expect(values.get('CopyrightCheckResult/CheckState')).toBe('2')
    expect(values.get('CopyrightCheckResult/Count')).toBe('1')
    expect([...values.keys()].filter((path) => path.startsWith('ArticleUrlResult'))).toEqual([])
  })
})

test('what is set wins over the options, MsgType and Event included', () => {
  const values = flatten(
    createSample('event', 'SCAN', { Event: 'scan', CreateTime: '1735689600000', FromUserName: '' }),
  )
  expect(values.get('Event')).toBe('scan')
  expect(values.get('CreateTime')).toBe('1735689600000')
  expect(values.get('FromUserName')).toBe('')
})

describe('a name that the message does not have is refused and named', () => {
  test.each([
    ['a wrong case', 'text', undefined, 'content'],
    ['a field of another message', 'text', undefined, 'PicUrl'],
    ['a nested field without its path', 'event', 'scancode_push', 'ScanResult'],
    ['a group', 'event', 'scancode_push', 'ScanCodeInfo'],
    ['MsgId of an event', 'event', 'CLICK', 'MsgId'],
    ['a name of Object', 'text', undefined, 'constructor'],
  ])('%s', (_, type, event, name) => {
    const create = () => createSample(type, event, { [name]: 'x' })
    expect(create).toThrow(UnknownFieldError)
    expect(create).toThrow(expect.objectContaining({ code: 'UNKNOWN_FIELD', fields: [name] }))
  })
})

test('two samples share nothing that can be changed', () => {
  const [first, second] = [createSample('event', 'pic_weixin'), createSample('event', 'pic_weixin')]
  const group = first.find((field) => field.name === 'SendPicsInfo')
  if (group && 'children' in group) group.children.length = 0
  expect(first).not.toEqual(second)
  expect(createSample('event', 'pic_weixin')).toEqual(second)
})

describe.each(MESSAGE_CATALOGUE.map((spec) => ({ name: spec.event ?? spec.type, spec })))(
  'the sample of $name',
  ({ spec }) => {
    test('carries who, to whom, when, and what it is', () => {
      const values = flatten(createSampleMessage(spec, OPTIONS))
      expect(values.get('ToUserName')).toBe(OPTIONS.toUserName)
      expect(values.get('FromUserName')).toBe(OPTIONS.fromUserName)
      expect(values.get('CreateTime')).toBe('1735689600')
      expect(findMessageSpec(values.get('MsgType')!, values.get('Event'))).toBe(spec)
    })

    test('counts what it holds', () => {
      const values = flatten(createSampleMessage(spec, OPTIONS))
      for (const [path, value] of values) if (/(^|\/)[Cc]ount$/.test(path)) expect(value).toBe('1')
    })
  },
)
