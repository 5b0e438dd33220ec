import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { zh } from '../../src-renderer/i18n/zh.ts'
import { spaceScripts } from '../../src-renderer/i18n/space-scripts.ts'
import { insertedBesideHan, textsOf } from './texts.ts'

/**
 * Chinese typography puts a blank between Chinese and Latin letters or digits. A text that inserts a value can have the
 * blank only if the value is never Chinese, as a number is. Where a value touches a Chinese character, the table says
 * why that is right.
 */
const TOUCHING: Record<string, 'always Chinese' | 'spaced by its component'> = {
  'copy.what': 'spaced by its component',
  'parts.also': 'spaced by its component',
  'payload.findIn': 'spaced by its component',
  'rules.summary.text': 'always Chinese',
  'settings.data.ask': 'spaced by its component',
  'undo.removed': 'always Chinese',
  'undo.restored': 'always Chinese',
  'why.replied': 'always Chinese',
}

const root = resolve(import.meta.dirname, '../..')
const sources = ['src-core', 'src-main', 'src-renderer'].flatMap((dir) =>
  readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|vue)$/.test(file))
    .map((file) => [`${dir}/${file}`, readFileSync(join(root, dir, file), 'utf8')] as const),
)

/** A Chinese character beside a Latin letter or a digit. */
const TIGHT = /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u

/** An alarm is quoted as WeChat writes it. */
const ALARM = /^Appid: /

function textsIn(value: unknown, path: string[] = []): [path: string, text: string][] {
  if (typeof value === 'string') return [[path.join('.'), value]]
  return Object.entries(value as object).flatMap(([key, inner]) => textsIn(inner, [...path, key]))
}

describe('Chinese texts', () => {
  it('put a blank before and after Latin letters and digits', () => {
    const found = sources
      .filter(([file, source]) => file.endsWith('.ts') && TIGHT.test(source))
      .flatMap(([file, source]) =>
        textsOf(source).map(({ line, text }) => [`${file}:${line}`, text] as const),
      )
    expect(found.length).toBeGreaterThan(50)
    expect(found.filter(([, text]) => TIGHT.test(text) && !ALARM.test(text))).toEqual([])
  })

  it('insert only Chinese right beside a Chinese character, in findings and in the terminal', () => {
    const inserted = sources
      .filter(([file, source]) => file.endsWith('.ts') && /\p{Script=Han}\$\{|\}\p{Script=Han}/u.test(source))
      .flatMap(([file, source]) => insertedBesideHan(source).map((expression) => [file, expression] as const))
    expect(inserted.length).toBeGreaterThan(50)
    // It is the Chinese one of two texts, a choice of Chinese words, or begins with a mark of its own.
    expect(inserted.filter(([, expression]) => !/\bzh\b|\p{Script=Han}|`[：（]/u.test(expression))).toEqual(
      [],
    )
    expect(insertedBesideHan('`第${count}次，共 ${all} 次，${why.zh}的`')).toEqual(['count', 'why.zh'])
  })

  it('insert no value right beside a Chinese character, but for those in the table', () => {
    const found = textsIn(zh).filter(([, text]) => /\p{Script=Han}\{|\}\p{Script=Han}/u.test(text))
    expect(found.map(([path]) => path).toSorted()).toEqual(Object.keys(TOUCHING))
  })

  it.each(Object.keys(TOUCHING).filter((key) => TOUCHING[key] !== 'always Chinese'))('space %s', (key) => {
    const users = sources.filter(([, source]) => source.includes(`'${key}'`))
    expect(users).not.toEqual([])
    for (const [file, source] of users) expect(source.includes('spaceScripts('), file).toBe(true)
  })

  it.each([
    ['复制OpenID', '复制 OpenID'],
    ['6000 ms 后success', '6000 ms 后 success'],
    ['已修复后端地址。', '已修复后端地址。'],
  ])('are spaced: %s', (text, spaced) => {
    expect(spaceScripts(text)).toBe(spaced)
  })
})
