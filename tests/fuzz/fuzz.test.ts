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

/** A short run of `npm run fuzz`, the same each time. */
it.each([
  [xmlTarget as Target<unknown>, 600],
  [httpTarget as Target<unknown>, 600],
  [framesTarget as Target<unknown>, 300],
  [settingsTarget as Target<unknown>, 40],
  [historyTarget as Target<unknown>, 30],
])('survives what $name makes', { timeout: 60_000 }, async (target, count) => {
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
