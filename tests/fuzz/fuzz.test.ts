import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { framesTarget } from './frames.ts'
import { fuzz } from './fuzz.ts'
import type { Target } from './fuzz.ts'
import { historyTarget } from './history.ts'
import { httpTarget } from './http.ts'
import { settingsTarget } from './settings.ts'
import { xmlTarget } from './xml.ts'

const TARGETS: [name: string, count: number, target: Target<unknown>][] = [
  ['xml', 600, xmlTarget as Target<unknown>],
  ['http', 600, httpTarget as Target<unknown>],
  ['frames', 300, framesTarget as Target<unknown>],
  ['settings', 40, settingsTarget as Target<unknown>],
  ['history', 30, historyTarget as Target<unknown>],
]

/** A short run of `npm run fuzz`, the same each time. */
it.each(TARGETS)('survives what the target %s makes', { timeout: 60_000 }, async (_name, count, target) => {
  const scratch = mkdtempSync(join(tmpdir(), 'mpscope-fuzz-'))
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }))
  const report = await fuzz(target, {
    count,
    seed: 1,
    createFolder: () => mkdtempSync(join(scratch, 'data-')),
  })
  expect(report.failure).toBeNull()
  expect(report.tried).toBe(count)
})
