/**
 * `npm test`: the journeys in Chromium and, where they depend on the window, in Electron, if these are installed; and
 * meanwhile, since a window waits more than it works, the tests in Node. `--every-shell` runs all journeys in both
 * (`playwright.config.ts`). Prints what was skipped and why, and closes with one line summed over both runners. With `MPSCOPE_NO_SKIPS=1` a skip is a failure: then nothing can be missing without being noticed.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
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

const built = await run('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
const [unit, journeys] = await Promise.all([
  runVitest(),
  built ? runPlaywright() : { passed: 0, failed: 1, skipped: 0 },
])
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

async function runVitest(): Promise<Tally> {
  const file = join(reports, 'vitest.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile=${file}`]
  const env = built ? { MPSCOPE_BUILT_CLI: join(root, 'out/main/cli.js') } : {}
  const ok = await run('vitest/vitest.mjs', args, env, 'atOnce')
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = readReport(file)
  return tally(ok, numPassedTests, numFailedTests, numPendingTests + numTodoTests)
}

async function runPlaywright(): Promise<Tally> {
  const file = join(reports, 'playwright.json')
  const ok = await run('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    ...(process.argv.includes('--every-shell') && { MPSCOPE_EVERY_SHELL: '1' }),
  })
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readReport(file)['stats'] ?? {}
  if (flaky > 0) console.log(`${flaky} passed only when run once more; they are named above as flaky`)
  return tally(ok, expected + flaky, unexpected, skipped)
}

/** A runner that failed without a failed test (a file that does not load) still counts as one. */
function tally(ok: boolean, passed: number, counted: number, skipped: number): Tally {
  return { passed, failed: ok ? counted : Math.max(counted, 1), skipped }
}

/** Resolves to true if it ended well. Prints line by line, or `atOnce` at its end, so that two outputs do not mix. */
async function run(
  bin: string,
  args: string[],
  env: Record<string, string> = {},
  printed: 'asItComes' | 'atOnce' = 'asItComes',
): Promise<boolean> {
  const child = spawn(process.execPath, [join(root, 'node_modules', bin), ...args], {
    cwd: root,
    stdio: printed === 'asItComes' ? 'inherit' : ['inherit', 'pipe', 'pipe'],
    // Tests start our terminal some eighty times. A start that finds what an earlier one compiled takes half the time.
    env: { ...process.env, NODE_COMPILE_CACHE: join(reports, 'compiled'), ...env },
  })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.push(chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  process.stdout.write(Buffer.concat(output))
  return code === 0
}

// oxlint-disable-next-line no-explicit-any -- two runners' formats, of which only the counts are read
function readReport(file: string): any {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
