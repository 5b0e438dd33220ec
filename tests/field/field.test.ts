import { describe, expect, it } from 'vitest'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { ENCRYPTED_CASES } from './cases/encrypted.ts'
import { REPLY_CASES } from './cases/replies.ts'
import { REQUEST_CASES } from './cases/requests.ts'
import { TOOL_CASES } from './cases/tools.ts'
import { VERIFICATION_CASES } from './cases/verifications.ts'
import type { FieldCase } from './field-case.ts'
import { take } from './roads.ts'
import type { Said } from './roads.ts'

const CASES: readonly FieldCase[] = [
  ...VERIFICATION_CASES,
  ...REQUEST_CASES,
  ...REPLY_CASES,
  ...ENCRYPTED_CASES,
  ...TOOL_CASES,
]

function readTexts(findings: readonly Said[], language: keyof Bilingual): string {
  return findings
    .flatMap(({ code, title, detail, fix, repair }) => [
      code,
      title[language],
      detail[language],
      fix[language],
      repair ?? '',
    ])
    .join('\n')
}

describe('what people reported', () => {
  it.each(CASES)('$id: $reported', async (one) => {
    const { verdict, findings } = await take(one)
    expect(findings.map(({ code, severity }) => `${code} ${severity}`)).toEqual(
      expect.arrayContaining([...one.finds]),
    )
    if (one.verdict) expect(verdict).toBe(one.verdict)
    expect(findings.map(({ code }) => code).filter((code) => one.without?.includes(code))).toEqual([])
    for (const language of ['zh', 'en'] as const) {
      const text = readTexts(findings, language)
      for (const words of one.names[language]) expect(text).toMatch(words)
      for (const words of one.never ?? []) expect(text).not.toMatch(words)
    }
  })
})

describe('each case', () => {
  it('has an id of its own and a source', () => {
    expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length)
    expect(CASES.filter(({ sources }) => sources.length === 0)).toEqual([])
  })

  it('names a code, there or not there, and speaks in both languages of all that it finds', () => {
    const silent = ({ finds, without = [], names: { zh, en } }: FieldCase) =>
      finds.length + without.length === 0 || (finds.length > 0 && zh.length * en.length === 0)
    expect(CASES.filter(silent).map(({ id }) => id)).toEqual([])
  })
})
