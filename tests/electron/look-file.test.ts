import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readLook, writeLook } from '../../src-main/electron/look-file.ts'

const usual = { language: 'system', theme: 'system' }
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mpscope-look-'))
  file = join(folder, 'look.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('gives the next start what was chosen', () => {
  writeLook(file, { language: 'en', theme: 'dark' })
  expect(readLook(file)).toEqual({ language: 'en', theme: 'dark' })
})

it.each(['', '{', '[]', '{"language":"fr"}', '{"theme":"<script>"}'])(
  'follows the system if the file says %j',
  (text) => {
    writeFileSync(file, text)
    expect(readLook(file)).toEqual(usual)
  },
)

it('follows the system without a file, and does without a folder that takes none', () => {
  expect(readLook(file)).toEqual(usual)
  writeFileSync(join(folder, 'no-folder'), '')
  writeLook(join(folder, 'no-folder', 'look.json'), { language: 'en', theme: 'dark' })
})
