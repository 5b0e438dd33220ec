import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createKeptText } from '../../src-main/node/kept-text.ts'
import { createTemporaryFolder } from './running-workbench.ts'

it('is read as it was written, and leaves nothing beside it', () => {
  const folder = createTemporaryFolder()
  const kept = createKeptText(join(folder, 'new', 'kept.json'), (error) => expect.fail(String(error)))
  kept.write('first')
  kept.write('second')
  expect(kept.read()).toBe('second')
  expect(readdirSync(join(folder, 'new'))).toEqual(['kept.json'])
})

it.skipIf(process.platform === 'win32')('does not wait for a pipe in its place', () => {
  const file = join(createTemporaryFolder(), 'kept.json')
  execFileSync('mkfifo', [file])
  expect(createKeptText(file, (error) => expect.fail(String(error))).read()).toBeNull()
})

it('reports once, and does not throw, where a file stands in place of its folder', () => {
  const place = join(createTemporaryFolder(), 'data')
  writeFileSync(place, '')
  const errors: unknown[] = []
  const kept = createKeptText(join(place, 'kept.json'), (error) => errors.push(error))
  kept.write('text')
  expect(kept.read()).toBeNull()
  expect(errors).toMatchObject([{ code: expect.stringMatching(/^(?:EEXIST|ENOTDIR)$/) }])
})
