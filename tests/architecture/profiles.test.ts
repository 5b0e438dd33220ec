import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const tests = resolve(import.meta.dirname, '..')
/** Lasts in a page, so that the next test in it would meet it. A window is never shared. */
const LASTING = /addInitScript\(|exposeFunction\(|exposeBinding\(|routeWebSocket\(|\.clock\.\w/

it('a journey or scene that changes its page for good has a profile of its own', () => {
  const careless = ['e2e', 'gallery/scenes']
    .flatMap((folder) => readdirSync(join(tests, folder)).map((file) => join(folder, file)))
    .filter((file) => file.endsWith('.ts') && !file.startsWith('e2e/electron-'))
    .filter((file) => {
      const source = readFileSync(join(tests, file), 'utf8')
      return LASTING.test(source) && !source.includes('ownProfile: true')
    })
  expect(careless).toEqual([])
})
