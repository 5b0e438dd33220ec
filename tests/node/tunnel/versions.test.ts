import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nameRunning } from '../../../src-main/node/tunnel/process-group.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { createPrograms } from './fake-programs.ts'

const VERSIONS = new URL('../../../src-main/node/tunnel/versions.ts', import.meta.url)

it.skipIf(process.platform === 'win32')(
  'a program that hangs over its version ends with the process that asked it',
  async () => {
    const note = join(createTemporaryFolder(), 'pid')
    const script = `require('node:fs').writeFileSync('${note}', String(process.pid))\nstay()`
    const file = join(createPrograms({ bore: script }).environment['PATH']!, 'bore')
    // A window ends like this, whatever still runs.
    const asking = `
      import { readFileSync, writeFileSync } from 'node:fs'
      import { createVersions } from '${VERSIONS.href}'
      writeFileSync('${note}', '')
      void createVersions(process.env)({ path: '', file: '${file}', before: [] }, ['--version'])
      setInterval(() => readFileSync('${note}', 'utf8') !== '' && process.exit(), 10)
    `
    execFileSync(process.execPath, ['--input-type=module', '--eval', asking])
    expect(await nameRunning(Number(readFileSync(note, 'utf8')))).toBe('')
  },
)
