import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findField } from '../../../src-core/contract/catalogue-lookup.ts'
import { findInfoTypeSpec, findMessageSpec } from '../../../src-core/wechat/catalogue/catalogue.ts'

type Value = string | Value[] | { [name: string]: Value }

interface Sample {
  name: string
  fields: { [name: string]: Value }
  cdataPaths?: string[]
}

const FOLDER = new URL('../../fixtures/vectors/incoming/', import.meta.url)

/**
 * The differences between a sample and what WeChat sends; all of these samples come from other projects' tests. They
 * have elements that are no field of the message, lack fields that their author left out, or have values that are not
 * marked as WeChat marks them.
 */
const DEVIATIONS: Record<string, { why: string; foreign?: string[]; missing?: string[]; markup?: true }> = {
  '083-wxjava-msg.text': {
    why: 'every field of every message in one, and MsgID for MsgId',
    foreign: ['*'],
    missing: ['MsgId'],
  },
  '093-wxjava-event.open_product_order_pay': { why: 'no CDATA at all', markup: true },
  '095-easywechat-infotype.authorized': { why: 'no CDATA at all', markup: true },
  '097-easywechat-infotype.updateauthorized': { why: 'no CDATA at all', markup: true },
  '107-senparc-msg.image': { why: 'from 2013, before MediaId', missing: ['MediaId'] },
  '109-senparc-msg.video': { why: 'shortened', missing: ['MsgId'] },
  '137-senparc-event.location_select': { why: 'no CDATA in ToUserName and FromUserName', markup: true },
  '139-senparc-msg.text': { why: 'compatible mode: the envelope is in the message', foreign: ['Encrypt'] },
  '147-senparc-event.subscribe': {
    why: 'written by a framework after reading, not by WeChat',
    foreign: ['EventType', 'EventName', 'MsgId', 'Encrypt'],
    markup: true,
  },
  '167-senparc-infotype.component_verify_ticket': { why: 'no CDATA at all', markup: true },
  '169-nodewechat-msg.text': { why: 'shortened', missing: ['MsgId'] },
  '171-nodewechat-event.location_select': { why: 'invented', foreign: ['SendLocationInfo/EventKey'] },
}

function listLeaves(value: Value, path: string[]): string[] {
  if (typeof value === 'string') return [path.join('/')]
  if (Array.isArray(value)) return value.flatMap((item) => listLeaves(item, path))
  return Object.entries(value).flatMap(([name, child]) => listLeaves(child, [...path, name]))
}

function findSpec({ fields }: Sample) {
  const [type, event, infoType] = [fields['MsgType'], fields['Event'], fields['InfoType']]
  if (typeof infoType === 'string') return findInfoTypeSpec(infoType)
  return typeof type === 'string'
    ? findMessageSpec(type, typeof event === 'string' ? event : undefined)
    : undefined
}

const samples = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.expected.json'))
  .map((file): Sample => ({
    name: file.replace('.expected.json', ''),
    ...(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Omit<Sample, 'name'>),
  }))

test('the samples are there, and all but the invented types are in the catalogue', () => {
  const unknown = samples.filter((sample) => !findSpec(sample)).map(({ name }) => name)
  expect(samples.length).toBeGreaterThan(80)
  expect(unknown).toEqual(['099-easywechat-misc', '143-senparc-msg.unknown', '145-senparc-msg.NeuChar'])
})

describe.each(samples.filter((sample) => findSpec(sample)))('$name', (sample) => {
  const spec = findSpec(sample)!
  const { foreign = [], missing = [], markup = false } = DEVIATIONS[sample.name] ?? {}
  const { cdataPaths = [] } = sample
  const leaves = listLeaves(sample.fields, [])
  const undescribed = leaves.filter((path) => !findField(spec, path.split('/')))

  test('has only fields that the catalogue describes', () => {
    if (foreign.includes('*')) expect(undescribed).not.toEqual([])
    else expect(undescribed).toEqual(foreign)
  })

  test('has CDATA where the catalogue says so', () => {
    const otherwise = leaves.filter((path) => {
      const field = findField(spec, path.split('/'))
      return field && (field.kind === 'cdata') !== cdataPaths.includes(path)
    })
    if (markup) expect(otherwise).not.toEqual([])
    else expect(otherwise).toEqual([])
  })

  test('has every field that the catalogue does not call optional', () => {
    const absent = spec.fields.filter((field) => !field.optional && !(field.name in sample.fields))
    expect(absent.map(({ name }) => name)).toEqual(missing)
  })
})
