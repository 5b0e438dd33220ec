import { onTestFinished } from 'vitest'
import type { ProgramPlaces } from '../../../src-main/node/tunnel/find-program.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { serveSshd } from './sshd.ts'

/** Starts a server that ends with the test. `places` is where a workbench finds its `ssh`, and no other program. */
export async function startSshd(clientConfig: readonly string[] = []) {
  const sshd = await serveSshd(createTemporaryFolder(), clientConfig)
  onTestFinished(sshd.close)
  const places: ProgramPlaces = { environment: { PATH: sshd.bin }, folders: [] }
  return { ...sshd, places }
}
