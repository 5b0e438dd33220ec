import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { nameRunning } from '../../../src-main/node/tunnel/process-group.ts'

/** Leaves a program running as a workbench does that is killed; it ends with the test. Returns its number. */
export async function leaveProgram(records: string): Promise<number> {
  const left = spawn('/bin/sleep', ['600'], { detached: true, stdio: 'ignore' })
  onTestFinished(() => void left.kill('SIGKILL'))
  const { pid = 0 } = left
  const owner = { pid: 999_999_999, process: 'gone' }
  const since = 1_700_000_000_000
  const record = { program: 'bore', path: '/x/bore', pid, process: await nameRunning(pid), since, owner }
  writeFileSync(join(records, `${pid}.json`), JSON.stringify(record))
  return pid
}
