/**
 * `npm test`: the tests in Node, then the journeys in Chromium and in Electron where they are installed. Prints what
 * was skipped and why, and closes with one line summed over both runners. With `MPSCOPE_NO_SKIPS=1` a skip is a
 * failure: then nothing can be missing without being noticed.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findTestShells } from './e2e/test-shells.ts'

interface Tally {
  passed: number
  failed: number
  skipped: number
}

const root = join(import.meta.dirname, '..')
const reports = mkdtempSync(join(tmpdir(), 'mpscope-tests-'))

const unit = runVitest()
const built = run('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
const journeys = built ? runPlaywright() : { passed: 0, failed: 1, skipped: 0 }
rmSync(reports, { recursive: true })
process.exitCode = report({
  passed: unit.passed + journeys.passed,
  failed: unit.failed + journeys.failed,
  skipped: unit.skipped + journeys.skipped,
})

/** Says what was missing and closes with the sum; returns the exit code. */
function report({ passed, failed, skipped }: Tally): number {
  const noSkips = process.env['MPSCOPE_NO_SKIPS'] === '1'
  for (const { name, missing } of findTestShells()) {
    if (missing) console.log(`skipped in ${name}: ${missing}`)
  }
  if (noSkips && skipped > 0) console.log(`${skipped} skipped, which MPSCOPE_NO_SKIPS=1 counts as failed`)
  const allFailed = noSkips ? failed + skipped : failed
  console.log(`${passed} passed, ${allFailed} failed, ${noSkips ? 0 : skipped} skipped`)
  return allFailed > 0 || passed === 0 ? 1 : 0
}

function runVitest(): Tally {
  const file = join(reports, 'vitest.json')
  const ok = run('vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
  ])
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = readReport(file)
  return tally(ok, numPassedTests, numFailedTests, numPendingTests + numTodoTests)
}

function runPlaywright(): Tally {
  const file = join(reports, 'playwright.json')
  const ok = run('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readReport(file)['stats'] ?? {}
  if (flaky > 0) console.log(`${flaky} passed only when run once more; they are named above as flaky`)
  return tally(ok, expected + flaky, unexpected, skipped)
}

/** A runner that failed without a failed test (a file that does not load) still counts as one. */
function tally(ok: boolean, passed: number, counted: number, skipped: number): Tally {
  return { passed, failed: ok ? counted : Math.max(counted, 1), skipped }
}

function run(bin: string, args: string[], env: Record<string, string> = {}): boolean {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', bin), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  return status === 0
}

// oxlint-disable-next-line no-explicit-any -- two runners' formats, of which only the counts are read
function readReport(file: string): any {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
