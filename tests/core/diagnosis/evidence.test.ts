import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src-core/contract/exchange.ts'
import { FINDINGS } from '../../../src-core/contract/findings.ts'
import type { FindingCode } from '../../../src-core/contract/findings.ts'
import {
  findGrounds,
  isGuessed,
  linkSource,
  nameEvidence,
} from '../../../src-core/contract/findings/evidence.ts'
import type { Evidence, FindingKind } from '../../../src-core/contract/findings/kind.ts'
import { createFinding } from '../../../src-core/diagnosis/finding.ts'
import { judgeReply } from '../../../src-core/diagnosis/reply/judge-reply.ts'

const TEXTS = { title: { zh: '看到了什么', en: 'What was seen' }, detail: { zh: '为什么。', en: 'Why.' } }
const create = (code: FindingCode, evidence?: Evidence, severity?: 'info') =>
  createFinding(code, {
    ...TEXTS,
    ...(evidence && { evidence }),
    ...(severity && { severity: severity as never }),
  })

/** As a version before evidence stood on the finding has stored it. */
function stored(finding: Finding): Finding {
  const kept = { ...finding }
  delete kept.evidence
  return kept
}

describe('the evidence of a finding', () => {
  it('is its own, with the page and the sources of its row', () => {
    const row: FindingKind = FINDINGS['reply.malformed']
    const { page, sources } = row
    expect(findGrounds(create('reply.malformed', 'inferred'))).toMatchObject({
      evidence: 'inferred',
      page,
      sources,
    })
  })

  it('is that of the row where an older version stored none', () => {
    expect(findGrounds(stored(create('reply.not-xml')))?.evidence).toBe('official')
    expect(findGrounds(stored(create('status.redirect')))?.evidence).toBe('observed')
  })

  it('is unknown of another version’s code', () => {
    expect(findGrounds({ code: 'reply.unheard-of' as FindingCode })).toBeNull()
  })

  it.each([
    ['official', ['a/b#1'], '官方文档', 'official'],
    ['inferred', ['a/b#1'], '推断', 'inferred'],
    ['observed', ['a/b#1', 'https://example.com/'], '实例 2 个', 'seen in the field (2)'],
    ['observed', [], '调试台所见', 'seen by the workbench'],
  ] as const)('%s with the sources %j is named in a word or two', (evidence, sources, zh, en) => {
    expect(nameEvidence({ evidence, sources })).toEqual({ zh, en })
  })
})

describe('the address of a source', () => {
  it.each([
    ['offu/WeRoBot#420', 'https://github.com/offu/WeRoBot/issues/420'],
    ['RFC 9110, section 15.4', 'https://www.rfc-editor.org/rfc/rfc9110#section-15.4'],
    ['https://example.com/a#1', 'https://example.com/a#1'],
  ])('%s → %s', (source, address) => {
    expect(linkSource(source)).toBe(address)
  })

  it.each(Object.entries(FINDINGS) as [string, FindingKind][])(
    'of %s may leave for the browser',
    (_, { sources }) => {
      for (const source of sources) expect(new URL(linkSource(source)).protocol).toBe('https:')
    },
  )
})

describe('an error that is only inferred', () => {
  it('is worded as such in its title', () => {
    const { title } = create('reply.length-mismatch')
    expect(title.zh).toBe('看到了什么（很可能出错）')
    expect(title.en).toBe('What was seen (most likely a fault)')
  })

  it.each([
    ['an official error', create('reply.not-xml')],
    ['an observed error', create('reply.leading-bytes')],
    ['a warning', create('reply.article-count')],
    ['a milder case', create('reply.length-mismatch', undefined, 'info')],
  ])('%s is not', (_, { title }) => {
    expect(title).toEqual(TEXTS.title)
  })

  it.each([
    ['an unsplit ]]>', '<xml><Content><![CDATA[a]]>b]]></Content></xml>', 'inferred'],
    ['a bare &', '<xml><Content>a & b</Content></xml>', 'observed'],
  ])('%s in a reply is %s', (_, body, evidence) => {
    const reply = { status: 200, headers: [], body: new TextEncoder().encode(body), durationMs: 1 }
    const malformed = judgeReply(reply, null).findings.find(({ code }) => code === 'reply.malformed')
    expect(malformed?.evidence).toBe(evidence)
  })
})

describe('a verdict is a guess', () => {
  it.each([
    ['no finding', [], false],
    ['an inferred fault', [create('reply.length-mismatch')], true],
    ['an observed one as well', [create('reply.length-mismatch'), create('status.redirect')], false],
    ['one that an older version stored', [stored(create('reply.length-mismatch'))], true],
    ['an inferred warning', [create('reply.article-count')], false],
    [
      'an official error beside it that decides nothing',
      [create('reply.length-mismatch'), create('crypt.mode')],
      true,
    ],
    [
      'another version’s error',
      [{ ...create('reply.not-xml'), code: 'reply.unheard-of' as FindingCode }],
      false,
    ],
  ])('with %s: %s', (_, findings, expected) => {
    expect(isGuessed(findings as Finding[])).toBe(expected)
  })
})
