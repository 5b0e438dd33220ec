import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const dir = resolve(import.meta.dirname, '../e2e')
/** What lasts in a page, so that the next test in it would find it. Windows are never shared. */
const LASTING = /addInitScript\(|exposeFunction\(|exposeBinding\(|\.clock\./

it('a journey that changes its page for good opens a profile of its own', () => {
  const careless = readdirSync(dir)
    .filter((file) => file.endsWith('.spec.ts') && !file.startsWith('electron-'))
    .filter((file) => {
      const source = readFileSync(join(dir, file), 'utf8')
      return LASTING.test(source) && !source.includes('ownProfile: true')
    })
  expect(careless).toEqual([])
})
