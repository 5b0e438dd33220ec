import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FINDINGS } from '../../src-core/contract/findings.ts'
import { FINDING_SECTIONS } from '../../src-core/contract/findings/kind.ts'
import { VERDICT_WORDS } from '../../src-core/contract/verdict-words.ts'
import { actions } from '../../src-renderer/actions/registry.ts'
import { en } from '../../src-renderer/i18n/en.ts'
import { zh } from '../../src-renderer/i18n/zh.ts'
import { textsOf } from './texts.ts'

/** Checks that each thing has one name, as the glossary says. */

const root = resolve(import.meta.dirname, '../..')
const [terms = '', exceptions = ''] = readFileSync(join(root, 'docs/glossary.md'), 'utf8').split('\n## ')

/** Returns the rows of a table without its head. */
function rowsOf(table: string): string[][] {
  const rows = table.split('\n').filter((line) => line.startsWith('|'))
  return rows.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

const forbidden = {
  zh: rowsOf(terms).flatMap(([, , , words = '']) => words.split('、').filter(Boolean)),
  en: rowsOf(terms).flatMap(([, , , , words = '']) => words.split(', ').filter(Boolean)),
}
const allowed = rowsOf(exceptions).map(([word = '']) => word)

function wordsIn(text: string, language: 'zh' | 'en'): string[] {
  const rest = allowed.reduce((before, word) => before.replaceAll(word, ''), text)
  return forbidden[language].filter((word) =>
    language === 'zh' ? rest.includes(word) : new RegExp(`\\b${word}(?:s|ed|ing)?\\b`, 'i').test(rest),
  )
}

/** Returns every text in a tree, with its path. */
function textsIn(value: unknown, path: string): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path}.${key}`))
}

const shown = {
  zh: textsIn(zh, 'zh'),
  en: [
    ...textsIn(en, 'en'),
    ...actions.map(({ id, name }) => [id, name.en] as [string, string]),
    ...Object.entries({ ...FINDINGS, ...VERDICT_WORDS, ...FINDING_SECTIONS }).map(
      ([code, row]) => [code, 'name' in row ? row.name.en : row.en] as [string, string],
    ),
  ],
}

/** The files of the program with their whole text. */
const sources = ['src-core', 'src-main', 'src-renderer'].flatMap((dir) =>
  readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|vue)$/.test(file))
    .map((file) => [`${dir}/${file}`, readFileSync(join(root, dir, file), 'utf8')] as const),
)

describe('the glossary', () => {
  it('has a meaning for every term, and a reason for every exception', () => {
    expect(rowsOf(terms).length).toBeGreaterThan(15)
    expect(forbidden.zh.length).toBeGreaterThan(15)
    for (const row of rowsOf(terms)) expect(row.slice(0, 3).every(Boolean), row.join()).toBe(true)
    for (const [word, reason] of rowsOf(exceptions)) {
      expect(reason).toBeTruthy()
      expect(
        sources.some(([, text]) => text.includes(word!)),
        `${word} is used`,
      ).toBe(true)
    }
  })

  it.each(['zh', 'en'] as const)('holds in every text that is shown (%s)', (language) => {
    const found = shown[language].map(([path, text]) => [path, wordsIn(text, language)] as const)
    expect(found.filter(([, words]) => words.length > 0)).toEqual([])
  })

  it('holds in Chinese throughout the program, texts of findings and of the terminal included', () => {
    const found = sources.map(([file, text]) => [file, wordsIn(text, 'zh')] as const)
    expect(found.filter(([, words]) => words.length > 0)).toEqual([])
  })

  it('holds in English in every text of the program', () => {
    // Comments and codes may say "answer", and parsing takes time: only a file that has such a word is parsed.
    const suspects = sources.filter(
      ([file, source]) => file.endsWith('.ts') && wordsIn(source, 'en').length > 0,
    )
    expect(suspects.length).toBeGreaterThan(20)
    const found = suspects.flatMap(([file, source]) =>
      textsOf(source).map(({ line, text }) => [`${file}:${line}`, text, wordsIn(text, 'en')] as const),
    )
    expect(found.filter(([, , words]) => words.length > 0)).toEqual([])
  })

  it.each([
    'README.md',
    'README.en.md',
    'CHANGELOG.md',
    'docs/nothing-arrives.md',
    'docs/nothing-arrives.en.md',
  ])('holds in %s', (file) => {
    // Neither code nor the address of a link is a text.
    const text = readFileSync(join(root, file), 'utf8').replaceAll(/`[^`\n]+`|\]\([^)\s]+\)/g, '')
    expect([...wordsIn(text, 'zh'), ...wordsIn(text, 'en')]).toEqual([])
  })

  it.each([
    ['应答方式', 'zh'],
    ['应答器没有应答', 'zh'],
    ['What to Answer', 'en'],
    ['Mended: it', 'en'],
    ['Back ends', 'en'],
    ['Let the backend answer success', 'en'],
    ['微信后台的 Token', 'zh'],
  ] as const)('would notice %s', (text, language) => {
    expect(wordsIn(text, language)).not.toEqual([])
  })

  it.each([
    ['应答器端口', 'zh'],
    ['responder, and the other side ignored case', 'en'],
  ] as const)('lets %s be', (text, language) => {
    expect(wordsIn(text, language)).toEqual([])
  })

  it('finds the texts of a source, its templates and single words included, and no codes', () => {
    const source = `
      // It answers.
      release('answered', /no answer/)
      const what = { zh: '回复', en: isShort ? 'Answer' : \`The answer has \${count} bytes\` }
      throw new Failure('NO_ANSWER', 'Nobody answered.')`
    expect(textsOf(source)).toEqual([
      { line: 4, text: '回复' },
      { line: 4, text: 'Answer' },
      { line: 4, text: 'The answer has … bytes' },
      { line: 5, text: 'Nobody answered.' },
    ])
  })
})
