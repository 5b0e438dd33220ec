import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../../src-core/contract/exchange.ts'
import { tellOnce } from '../../../../src-renderer/features/findings/tell-once.ts'

function finding(code: string, title = code): Finding {
  return { code, severity: 'error', title: { zh: title, en: title } } as never
}

describe('telling findings once', () => {
  it('tells what several groups have in the first, and names the others there', () => {
    const [first, second, third] = [
      finding('reply.not-xml'),
      finding('reply.not-xml'),
      finding('reply.not-xml'),
    ]
    const other = finding('status.not-200')
    const { groups, also } = tellOnce([
      { name: '', findings: [] },
      { name: '甲', findings: [first] },
      { name: '乙', findings: [second, other] },
      { name: '丙', findings: [third] },
    ])
    expect(groups.map(({ findings }) => findings)).toEqual([[], [first], [other], []])
    expect(groups.map(({ repeated }) => repeated)).toEqual([[], [], [second], [third]])
    expect(also.get(first)).toEqual(['乙', '丙'])
    expect(also.get(other)).toBeUndefined()
  })

  it('keeps two of one group, and those that say something else', () => {
    const twice = [finding('xml.leading-zero'), finding('xml.leading-zero')]
    const another = finding('xml.leading-zero', 'another value')
    const { groups, also } = tellOnce([
      { name: '甲', findings: twice },
      { name: '乙', findings: [another] },
    ])
    expect(groups.map(({ findings }) => findings)).toEqual([twice, [another]])
    expect(also.size).toBe(0)
  })
})
