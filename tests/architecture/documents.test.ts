import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DOCUMENTS } from '../../scripts/write-docs.ts'
import { ARRIVAL_CHECKS } from '../../src-core/contract/arrival.ts'
import type { ArrivalCheck } from '../../src-core/contract/arrival/kind.ts'

const root = join(import.meta.dirname, '../..')
const CHECKS: ArrivalCheck[] = Object.values(ARRIVAL_CHECKS)

describe.each(DOCUMENTS)('%s', (file, text) => {
  it('is what `npm run docs` writes', () => {
    expect(readFileSync(join(root, file), 'utf8')).toBe(text)
  })

  it('has a heading for each check, with its step', () => {
    const language = file.endsWith('.en.md') ? 'en' : 'zh'
    for (const { title, find } of CHECKS) {
      expect(text).toContain(`\n### ${title[language]}\n`)
      expect(text).toContain(find[language])
    }
  })

  it('links every page and every source', () => {
    for (const { page } of CHECKS) if (page !== null) expect(text).toContain(`](${page})`)
    for (const source of CHECKS.flatMap(({ sources }) => sources)) {
      expect(text).toContain(`[${source.replace(/^https:\/\//, '')}](https://`)
    }
  })
})
