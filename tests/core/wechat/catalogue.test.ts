import { describe, expect, test } from 'vitest'
import { findField } from '../../../src-core/contract/catalogue-lookup.ts'
import {
  findInfoTypeSpec,
  findMessageSpec,
  MESSAGE_CATALOGUE,
} from '../../../src-core/wechat/catalogue/catalogue.ts'
import type { FieldSpec, MessageSpec } from '../../../src-core/contract/catalogue.ts'
import { OPEN_PLATFORM_PUSHES } from '../../../src-core/wechat/catalogue/open-platform-pushes.ts'

const EVERYTHING = [...MESSAGE_CATALOGUE, ...OPEN_PLATFORM_PUSHES].map((spec) => ({
  name: spec.event ?? spec.infoType ?? spec.type,
  spec,
}))

function listFields(fields: readonly FieldSpec[]): FieldSpec[] {
  return fields.flatMap((field) => [field, ...listFields(field.children ?? [])])
}

function listTexts(spec: MessageSpec): { zh: string; en: string }[] {
  const fields = listFields(spec.fields).flatMap(({ title, description }) => [title, description])
  return [spec.title, spec.summary, ...fields]
}

function nameFields(spec: MessageSpec | undefined): string[] {
  return spec?.fields.map(({ name }) => name) ?? []
}

describe('finding a message', () => {
  test.each(['text', 'image', 'voice', 'video', 'shortvideo', 'location', 'link'])('of type %s', (type) => {
    expect(findMessageSpec(type)).toMatchObject({ type, group: 'message' })
  })

  test.each(['subscribe', 'unsubscribe', 'SCAN', 'LOCATION', 'CLICK', 'VIEW'])('of event %s', (event) => {
    expect(findMessageSpec('event', event)).toMatchObject({ type: 'event', event, group: 'basic' })
  })

  test('ignores case, but keeps WeChat’s spelling', () => {
    expect(findMessageSpec('Text')?.type).toBe('text')
    expect(findMessageSpec('EVENT', 'scan')?.event).toBe('SCAN')
    expect(findMessageSpec('event', 'wificonnected')?.event).toBe('WifiConnected')
  })

  test('keeps the message location and the event LOCATION apart in any case', () => {
    for (const spelling of ['location', 'LOCATION', 'Location']) {
      expect(nameFields(findMessageSpec(spelling))).toContain('Location_X')
      expect(nameFields(findMessageSpec('event', spelling))).toContain('Precision')
    }
  })

  test('ignores an Event beside another MsgType', () => {
    expect(findMessageSpec('text', 'subscribe')?.type).toBe('text')
    expect(findMessageSpec('device_event', 'bind')?.type).toBe('device_event')
  })

  test.each([
    ['unknown', undefined],
    ['', undefined],
    ['event', undefined],
    ['event', ''],
    ['event', 'text'],
    ['subscribe', undefined],
    ['__proto__', undefined],
    ['event', 'constructor'],
  ])('knows nothing of %o with %o', (type, event) => {
    expect(findMessageSpec(type, event)).toBeUndefined()
  })

  test('finds open-platform pushes by their InfoType only', () => {
    expect(findInfoTypeSpec('Component_Verify_Ticket')?.infoType).toBe('component_verify_ticket')
    expect(findInfoTypeSpec('subscribe')).toBeUndefined()
    expect(findMessageSpec('component_verify_ticket')).toBeUndefined()
  })
})

describe('describing a field', () => {
  const pictures = findMessageSpec('event', 'pic_weixin')!

  test('follows the path', () => {
    const field = findField(pictures, ['SendPicsInfo', 'PicList', 'item', 'PicMd5Sum'])
    expect(field).toMatchObject({ name: 'PicMd5Sum', kind: 'cdata' })
    expect(findField(pictures, ['SendPicsInfo', 'PicList', 'item'])).toMatchObject({ repeated: true })
  })

  test.each([
    ['an unknown name', ['Nothing']],
    ['no path', []],
    ['a name at another depth', ['PicMd5Sum']],
    ['below a value', ['EventKey', 'item']],
    ['another case', ['eventkey']],
  ])('gives nothing for %s', (_, path) => {
    expect(findField(pictures, path)).toBeUndefined()
  })

  test('tells MsgId and MsgID apart', () => {
    const template = findMessageSpec('event', 'TEMPLATESENDJOBFINISH')!
    expect(findField(template, ['MsgID'])).toBeDefined()
    expect(findField(template, ['MsgId'])).toBeUndefined()
  })

  test('tells the EventKey of a follow from that of a scan', () => {
    const [follow, scan] = ['subscribe', 'SCAN'].map((event) => findMessageSpec('event', event)!)
    expect(findField(follow!, ['EventKey'])?.sample).toMatch(/^qrscene_/)
    expect(findField(scan!, ['EventKey'])?.sample).not.toMatch(/^qrscene_/)
  })
})

test('no two entries are found by the same name', () => {
  const keys = EVERYTHING.map(({ spec }) => [spec.type, spec.event, spec.infoType].join(' ').toLowerCase())
  expect(new Set(keys).size).toBe(keys.length)
})

test('the catalogue passes a JSON channel unharmed', () => {
  expect(JSON.parse(JSON.stringify(MESSAGE_CATALOGUE))).toEqual(MESSAGE_CATALOGUE)
})

describe.each(EVERYTHING)('$name', ({ spec }) => {
  test('is found by its own name', () => {
    const found = spec.infoType ? findInfoTypeSpec(spec.infoType) : findMessageSpec(spec.type, spec.event)
    expect(found).toBe(spec)
  })

  test('names an official page', () => {
    expect(spec.source).toMatch(/^https:\/\/developers\.weixin\.qq\.com\/\S+$/)
  })

  test('has fields with names of their own; values have samples, groups have children', () => {
    const check = (fields: readonly FieldSpec[]): void => {
      expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length)
      for (const field of fields) {
        expect(field.name).toMatch(/^[A-Za-z_][\w]*$/)
        expect(field.kind === 'children').toBe(field.children !== undefined)
        if (field.kind === 'integer') expect(field.sample).toMatch(/^-?\d+$/)
        if (field.kind === 'decimal') expect(field.sample).toMatch(/^-?\d+(\.\d+)?$/)
        if (field.kind === 'children') expect(field.sample).toBe('')
        check(field.children ?? [])
      }
    }
    check(spec.fields)
  })

  test('is explained in Chinese and in English, each in its own writing', () => {
    for (const { zh, en } of listTexts(spec)) {
      expect(zh.trim()).not.toBe('')
      expect(en.trim()).not.toBe('')
      expect(en).not.toMatch(/\p{Script=Han}|[，。：；（）「」]/u)
      // House style: full-width punctuation after Chinese, and a blank between Chinese and Latin letters or digits.
      expect(zh).not.toMatch(/\p{Script=Han}[,;:!?()]/u)
      expect(zh).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u)
    }
  })
})

test('labels are short enough to stand beside a value', () => {
  const titles = EVERYTHING.flatMap(({ spec }) => [
    spec.title,
    ...listFields(spec.fields).map(({ title }) => title),
  ])
  expect(titles.filter(({ zh, en }) => [...zh].length > 20 || en.length > 44)).toEqual([])
})

test.each(['text', 'image', 'voice', 'video', 'shortvideo', 'location', 'link'])(
  '%s carries MsgId, and may come from an article',
  (type) => {
    const spec = findMessageSpec(type)!
    expect(nameFields(spec).slice(0, 4)).toEqual(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType'])
    expect(findField(spec, ['MsgId'])).toMatchObject({ kind: 'integer' })
    expect(findField(spec, ['MsgDataId'])).toMatchObject({ optional: true })
    expect(findField(spec, ['Idx'])).toMatchObject({ optional: true })
  },
)

test('no event carries MsgId', () => {
  const events = MESSAGE_CATALOGUE.filter(({ type }) => type === 'event')
  expect(events.filter((spec) => nameFields(spec).includes('MsgId'))).toEqual([])
})
