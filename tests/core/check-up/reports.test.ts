import { describe, expect, it } from 'vitest'
import { readBaseline } from '../../../src-core/check-up/baseline.ts'
import { listCases } from '../../../src-core/check-up/cases/cases.ts'
import { chooseByPattern } from '../../../src-core/check-up/choose.ts'
import { createPastCheckUps } from '../../../src-core/check-up/difference.ts'
import { writeJunit } from '../../../src-core/check-up/report/junit.ts'
import { writeMarkdown } from '../../../src-core/check-up/report/markdown.ts'
import { parseStrict } from '../../../src-core/xml/parse/strict.ts'
import { createGoodBackend } from './good-backend.ts'
import { check } from './scripted.ts'

const bad = createGoodBackend({
  handle: () => ({ status: 500, body: 'a\u0001]]><b>| `c` & "d"\n# e' }),
  isGenuine: () => true,
})

describe('a report', () => {
  it('in JUnit is XML, whatever the backend returned', async () => {
    const report = await check(bad)
    for (const language of ['zh', 'en'] as const) {
      const xml = writeJunit(report, listCases(), language)
      expect(parseStrict(xml)).toMatchObject({ ok: true })
      expect(xml).toContain('<failure type="status.not-200"')
    }
  })

  it('in JUnit fails no build for what is only advice', async () => {
    const report = await check(createGoodBackend(), { only: ['forgery.old', 'messages.text'] })
    const xml = writeJunit(report, listCases(), 'en')
    expect(xml).toContain('failures="0" skipped="1"')
    expect(xml).not.toContain('<failure')
  })

  it('in JUnit says that nobody was there', async () => {
    expect(writeJunit(await check(() => null), listCases(), 'en')).toContain('errors="1"')
  })

  it('in Markdown keeps a table a table', async () => {
    const report = await check(bad, { only: ['messages.text', 'verification.echo'] })
    const text = writeMarkdown(report, listCases(), 'zh')
    expect(text).toContain('### ✗ 文本消息 (`messages.text`, 必需)')
    for (const row of text.split('\n').filter((line) => line.startsWith('| ')))
      expect(row.replaceAll('\\|', '').split('|')).toHaveLength(6)
  })
})

describe('a baseline', () => {
  it('has a case and a reason on each line', () => {
    const text = '\uFEFF# 已知\r\n\r\nforgery.old   网关 已经检查\r\n  text.json\tXML 就够了\n'
    const read = readBaseline(text)
    expect(read.ok && [...read.reasons]).toEqual([
      ['forgery.old', '网关 已经检查'],
      ['text.json', 'XML 就够了'],
    ])
  })

  it.each([
    ['# a\nforgery.none', 2, 'forgery.none has no reason behind it'],
    ['forgery.nobody  x', 1, 'there is no case forgery.nobody'],
    ['text.json a\n\ntext.json b', 3, 'text.json is there twice'],
  ])('%j is refused with its line', (text, line, says) => {
    expect(readBaseline(text)).toMatchObject({ ok: false, line, text: { en: says } })
  })
})

describe('a choice', () => {
  it.each([
    ['verification.echo', 1],
    ['messages', 28],
    ['text.*item*', 2],
    ['*.empty', 3],
    ['nothing', 0],
    ['text.(', 0],
    ['verification?echo', 1],
  ])('%s fits %i', (pattern, count) => {
    expect(chooseByPattern(pattern)).toHaveLength(count)
  })
})

describe('the difference to the last one', () => {
  function createFile(text: string | null = null) {
    return { read: () => text, write: (next: string) => void (text = next), text: () => text }
  }
  const only = ['verification.echo', 'messages.text']

  it('is of the same address and the same cases', async () => {
    const past = createPastCheckUps(createFile())
    const good = await check(createGoodBackend(), { only })
    expect(past.compare(good).difference).toBeNull()
    const other = await check(bad, { only: ['text.emoji'] })
    expect(past.compare(other).difference).toBeNull()
    const failed = past.compare({ ...(await check(bad, { only })), startedAt: 7 })
    expect(failed.difference).toMatchObject({ failed: ['messages.text'], mended: [] })
    expect(past.compare(good).difference).toEqual({ since: 7, failed: [], mended: ['messages.text'] })
    expect(past.compare({ ...good, url: 'http://127.0.0.1:2/wx' }).difference).toBeNull()
  })

  it.each(['', '{', '[]', '{"version":2}', '{"version":1,"addresses":{"a":1}}'])(
    'is none where the file says %j',
    async (text) => {
      const file = createFile(text)
      const report = await check(createGoodBackend(), { only })
      expect(createPastCheckUps(file).compare(report).difference).toBeNull()
      expect(JSON.parse(file.text()!)).toMatchObject({ version: 1 })
    },
  )

  it('knows no address that is called like a part of every object', async () => {
    const report = { ...(await check(createGoodBackend(), { only })), url: '__proto__' }
    const past = createPastCheckUps(createFile())
    expect(past.compare(report).difference).toBeNull()
  })
})
