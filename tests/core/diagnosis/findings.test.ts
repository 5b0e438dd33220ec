import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src-core/contract/exchange.ts'
import { FINDING_CODES, FINDINGS, findFindingKind } from '../../../src-core/contract/findings.ts'
import { FINDING_SECTIONS } from '../../../src-core/contract/findings/kind.ts'
import type { FindingKind, Severity } from '../../../src-core/contract/findings/kind.ts'
import { expectGoodChinese, expectGoodText, measureChinese } from '../good-text.ts'
import { ANSWER_CASES } from './cases/answer.ts'
import { CHECK_CASES } from './cases/check.ts'
import { ENCRYPTION_CASES } from './cases/encryption.ts'
import { HOP_CASES } from './cases/hop.ts'
import { MESSAGE_CASES } from './cases/message.ts'
import { REACH_CASES } from './cases/reach.ts'
import { RETRY_CASES } from './cases/retries.ts'
import { VERIFICATION_CASES } from './cases/verification.ts'
import { WORKBENCH_CASES } from './cases/workbench.ts'

const CASES = [
  ...VERIFICATION_CASES,
  ...REACH_CASES,
  ...HOP_CASES,
  ...ANSWER_CASES,
  ...RETRY_CASES,
  ...ENCRYPTION_CASES,
  ...MESSAGE_CASES,
  ...CHECK_CASES,
  ...WORKBENCH_CASES,
]
const ROWS: [code: string, kind: FindingKind][] = Object.entries(FINDINGS)
const core = resolve(import.meta.dirname, '../../../src-core')

const codesOf = (findings: Finding[]) => findings.map(({ code }) => code)
const severitiesOf = ({ severity, milder = [] }: FindingKind): Severity[] => [severity, ...milder]

describe('a code', () => {
  const files = readdirSync(join(core, 'diagnosis'), { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.ts'))
  const quoted = sources.flatMap((file) =>
    [...readFileSync(join(core, 'diagnosis', file), 'utf8').matchAll(/'([a-z]+\.[a-z0-9-]+)'/g)].map(
      ([, code = '']) => code,
    ),
  )

  it('that the diagnosis says has a row', () => {
    expect(quoted.length).toBeGreaterThan(60)
    expect(quoted.filter((code) => !findFindingKind(code))).toEqual([])
  })

  it('of another version has none, whatever it is called', () => {
    for (const code of ['reply.unheard-of', 'constructor', '__proto__', ''])
      expect(findFindingKind(code)).toBeNull()
    expect(findFindingKind('reply.too-late')).toBe(FINDINGS['reply.too-late'])
  })

  it('is in one part of the table only, and those of a section stand together', () => {
    const parts = readdirSync(join(core, 'contract/findings')).flatMap((file) => [
      ...readFileSync(join(core, 'contract/findings', file), 'utf8').matchAll(
        /^ {2}'[a-z]+\.[a-z0-9-]+': \{/gm,
      ),
    ])
    expect(parts).toHaveLength(FINDING_CODES.length)
    const sections = ROWS.map(([, { section }]) => section)
    expect([...new Set(sections)]).toEqual(Object.keys(FINDING_SECTIONS))
    expect(sections.filter((section, index) => section !== sections[index - 1])).toEqual(
      Object.keys(FINDING_SECTIONS),
    )
  })
})

describe('a row', () => {
  it.each(ROWS)('%s has a case, one for each of its severities', async (code, kind) => {
    const cases = CASES.filter((one) => one.code === code)
    expect(cases).not.toEqual([])
    const found = (await Promise.all(cases.map((one) => one.seen()))).flat()
    const severities = new Set(found.filter((one) => one.code === code).map(({ severity }) => severity))
    expect([...severities].toSorted()).toEqual(severitiesOf(kind).toSorted())
  })

  it.each(ROWS)('%s has a short name', (_, { name }) => {
    expect(measureChinese(name.zh)).toBeGreaterThan(0)
    expect(measureChinese(name.zh)).toBeLessThanOrEqual(10)
    expect(name.zh).toMatch(/\p{Script=Han}/u)
    expectGoodChinese(name.zh)
    expect(name.en.length).toBeLessThanOrEqual(28)
    expect(name.en).toMatch(/^[ -~]+$/)
    expect(name.zh + name.en).not.toMatch(/[。.]$/)
  })

  it.each(['zh', 'en'] as const)('has a name of its own (%s)', (language) => {
    const names = ROWS.map(([, { name }]) => name[language])
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it.each(ROWS)('%s says what it rests on', (_, { evidence, basis, page, sources }) => {
    expectGoodText(basis)
    expect(basis.zh).toMatch(/\p{Script=Han}/u)
    expect(basis.en).not.toMatch(/\p{Script=Han}/u)
    if (evidence === 'official') expect(page).not.toBeNull()
    if (page === null) expect([basis.zh, basis.en].join(' ')).toMatch(/官方.*No(?:ne of the)? official page/s)
    else expect(page).toMatch(/^https:\/\/developers\.weixin\.qq\.com\/\S+$/)
    for (const source of sources)
      expect(source).toMatch(/^https:\/\/\S+$|^[\w.-]+\/[\w.-]+#\d+$|^RFC \d+, section [\d.]+$/)
  })

  it.each(ROWS.filter(([, { evidence }]) => evidence === 'observed'))(
    '%s cites who saw it, unless the workbench itself did',
    (_, { basis, sources }) => {
      for (const source of sources) expect(source).not.toMatch(/^RFC|w3\.org/)
      if (sources.length === 0) expect(basis.zh).toMatch(/调试台|与官方页面无关/)
    },
  )

  it.each(ROWS)('%s has an effect only where it is an error', (_, { severity, effect }) => {
    if (severity !== 'error') expect(effect).toBe('none')
  })
})

it.each(Object.entries(FINDING_SECTIONS))('the section %s has a title in both languages', (_, { zh, en }) => {
  expect(zh).toMatch(/\p{Script=Han}/u)
  expect(en).toMatch(/^[ -~]+$/)
})

describe.each(CASES)('$code: $name', ({ code, seen, near }) => {
  it('is found, in both languages and at a place', async () => {
    const found = (await seen()).filter((one) => one.code === code)
    expect(found).not.toEqual([])
    for (const { severity, title, detail, fix, at } of found) {
      expect(severitiesOf(FINDINGS[code])).toContain(severity)
      for (const text of [title, detail]) expectBoth(text)
      // If nothing is to be done, neither language says so.
      if (fix.zh !== '' || fix.en !== '') expectBoth(fix)
      if (at?.in === 'reply-body' || at?.in === 'request-body') {
        expect(Math.min(at.offset, at.length - 1, at.line - 1, at.column - 1)).toBeGreaterThanOrEqual(0)
      }
    }
  })

  it('is not found in what is nearly it', async () => {
    expect(codesOf(await near())).not.toContain(code)
  })
})

function expectBoth({ zh, en }: Finding['title']): void {
  expect(zh).toMatch(/\p{Script=Han}/u)
  expect(en).toMatch(/[a-z]{2}/)
  expect(en).not.toBe(zh)
}
