import { describe, expect, it } from 'vitest'
import { createExchanges, MARKS, RARE_WORD } from './exchanges.ts'
import type { Template } from './exchanges.ts'
import { createTemplates } from './templates.ts'

const NOW = 1_700_000_000_000

const template: Template = {
  json: JSON.stringify({
    id: 'x',
    receivedAt: 1_600_000_000_123,
    request: { body: `<a>${MARKS.content}</a>`, bodyBytes: 1 },
    message: { from: MARKS.sender, json: { MsgId: '70000000000000003', CreateTime: 1_600_000_000 } },
    response: { durationMs: 0 },
  }),
  second: '1600000000',
  msgId: '70000000000000003',
  share: 100,
}

describe('the exchanges of a history that is measured', () => {
  const create = createExchanges([template], { count: 5000, now: NOW })
  const all = Array.from({ length: 5000 }, (_, number) => create(number))

  it('are the same for the same numbers, and come in their order up to now', () => {
    expect(create(17)).toEqual(all[17])
    const ids = all.map(({ id }) => id)
    expect(ids.toSorted()).toEqual(ids)
    expect(new Set(ids).size).toBe(5000)
    expect(all.at(-1)!.receivedAt).toBeLessThanOrEqual(NOW)
  })

  it('have a rare word once in a thousand', () => {
    expect(all.filter(({ request }) => request.body.includes(RARE_WORD))).toHaveLength(5)
  })

  it('have none of the marks of the template left', () => {
    const text = JSON.stringify(all.slice(0, 100))
    for (const mark of [...Object.values(MARKS), template.second, template.msgId])
      expect(text).not.toContain(mark)
  })

  it('say how many bytes they have', () => {
    const { body, bodyBytes } = all[3]!.request
    expect(bodyBytes).toBe(Buffer.byteLength(body))
  })
})

describe('the templates', () => {
  it('are what our responder records, of every verdict that a backend can get', async () => {
    const templates = await createTemplates()
    const verdicts = templates.map(({ json }) => (JSON.parse(json) as { verdict: string }).verdict)
    expect(templates.map(({ json }) => (JSON.parse(json) as { attempt: number }).attempt)).toEqual(
      templates.map(() => 1),
    )
    expect(new Set(verdicts)).toEqual(new Set(['accepted', 'ignored', 'fault']))
    expect(templates.reduce((sum, { share }) => sum + share, 0)).toBe(100)
    for (const { json, second } of templates) {
      expect(json).toContain(MARKS.sender)
      expect(json).toContain(`<CreateTime>${second}<`)
    }
  })
})
