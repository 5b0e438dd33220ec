import { deepStrictEqual, ok } from 'node:assert'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SANDBOX_SWITCH } from '../../e2e/shells.ts'

/**
 * Asks the packaged program for what it must refuse. Each of the first three is given a debug switch too: that our own
 * code refuses it shows that this code ran, and nothing instead of it, and no window has to be waited for.
 */
export async function checkLocks(executable: string, folder: string): Promise<void> {
  const trace = join(folder, 'ran')
  const script = join(folder, 'intruder.cjs')
  writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')`)
  const data = ['--data', join(folder, 'locks')]

  function isRefused(env: Record<string, string>, ...args: string[]): void {
    const all = [...args, ...SANDBOX_SWITCH, ...data]
    const { status, stderr } = spawnSync(executable, all, {
      env: { ...process.env, ...env },
      encoding: 'utf8',
      timeout: 20_000,
    })
    deepStrictEqual([args, status], [args, 2])
    ok(/^mpscope: .+ is refused/m.test(stderr), stderr)
    ok(!/listening on/i.test(stderr), stderr)
    ok(!existsSync(trace), `${script} ran`)
  }
  for (const debug of [
    '--inspect=0',
    '--inspect-brk=0',
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
  ])
    isRefused({}, debug)
  isRefused({ ELECTRON_RUN_AS_NODE: '1' }, script, '--inspect=0')
  isRefused({ NODE_OPTIONS: `--require ${script}` }, '--inspect=0')

  // Hard links: a copy of 240 MB takes longer than all the rest.
  const copy = join(folder, 'opened')
  execFileSync('cp', ['-al', dirname(executable), copy])
  rmSync(join(copy, 'resources', 'app.asar'))
  const app = join(copy, 'resources', 'app')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{"main":"main.js"}')
  writeFileSync(join(app, 'main.js'), `require(${JSON.stringify(script)});require('electron').app.exit(0)`)
  const { status } = spawnSync(join(copy, 'mpscope'), [...SANDBOX_SWITCH, ...data], { timeout: 20_000 })
  ok(status !== 0 && !existsSync(trace), `a folder in the place of the archive ran (${status})`)
}
