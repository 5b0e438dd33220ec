import { safeParse } from 'valibot'
import { describe, expect, it } from 'vitest'
import { burstPlanSchema } from '../../../../../src-core/contract/burst.ts'
import { findMessageSpec } from '../../../../../src-core/wechat/catalogue/catalogue.ts'
import {
  planOf,
  PRESETS,
  readDraft,
  sharesOf,
} from '../../../../../src-renderer/screens/send/burst/burst-plan.ts'

describe.each(Object.entries(PRESETS))('the preset %s', (_name, preset) => {
  it('is a burst that the workbench takes, of kinds that exist', () => {
    expect(safeParse(burstPlanSchema, planOf(preset)).success).toBe(true)
    for (const { type, event } of preset.mix)
      expect(findMessageSpec(type, event ?? undefined), `${type} ${event}`).toBeTruthy()
  })

  it('comes back from the browser as it was kept', () => {
    expect(readDraft(JSON.stringify(preset))).toEqual(preset)
  })
})

describe('a form', () => {
  it.each([
    ['an empty field', { messages: '' }],
    ['a field that was emptied in the mix', { mix: [{ type: 'text', event: null, weight: NaN }] }],
    ['too many', { messages: 20_001 }],
    ['too many at once', { concurrency: 501 }],
    ['part of a fan', { fans: 1.5 }],
    ['no fan', { fans: 0 }],
    ['no message', { mix: [] }],
  ])('with %s is no burst yet', (_what, change) => {
    expect(planOf({ ...PRESETS.subscribe, ...change })).toBeNull()
  })

  it('begins anew if the browser has kept something else', () => {
    for (const text of ['', 'null', '{}', '[1]', '{"mix":[{}],"deliveries":3}', '{"mix":[],"deliveries":9}'])
      expect(readDraft(text)).toBe(PRESETS.subscribe)
  })
})

it('says what part of all messages each row is', () => {
  const row = (weight: unknown) => ({ type: 'text', event: null, weight })
  expect(sharesOf([row(1), row(3)])).toEqual([0.25, 0.75])
  expect(sharesOf([row(NaN), row(3)])).toEqual([0, 1])
  expect(sharesOf([row('')])).toEqual([0])
})
