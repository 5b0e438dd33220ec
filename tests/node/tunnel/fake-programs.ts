import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TunnelProgram } from '../../../src-core/contract/tunnel-programs.ts'
import type { TunnelStatus } from '../../../src-core/contract/tunnel.ts'
import type { ProgramPlaces } from '../../../src-main/node/tunnel/find-program.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import type { startWorkbench } from '../running-workbench.ts'

/**
 * What a fake does: the body of a script that Node runs, in which `say` prints a line and `stay` keeps it running; or a
 * whole file, if it begins with `#!`.
 */
export type FakeScripts = Partial<Record<TunnelProgram | 'lt', string>>

const PRELUDE = `
const say = (line) => process.stdout.write(line + '\\n')
const stay = () => setInterval(() => {}, 1000000)
`

/** Puts programs into a folder of the test's own, which is the whole PATH: none of this machine's is ever started. */
export function createPrograms(scripts: FakeScripts, environment: NodeJS.ProcessEnv = {}): ProgramPlaces {
  const folder = createTemporaryFolder()
  for (const [name, script] of Object.entries(scripts))
    writeFileSync(
      join(folder, name),
      script.startsWith('#!') ? script : `#!${process.execPath}\n${PRELUDE}${script}\n`,
      { mode: 0o755 },
    )
  return { environment: { PATH: folder, ...environment }, folders: [] }
}

/** Prints these lines and goes on. */
export const replay = (...lines: string[]): string =>
  `for (const line of ${JSON.stringify(lines)}) say(line)\nstay()`

type Workbench = Awaited<ReturnType<typeof startWorkbench>>

/** Resolves with the first status, from now on, that fits. */
export async function statusWhen(
  { call, subscribe }: Pick<Workbench, 'call' | 'subscribe'>,
  fits: (status: TunnelStatus) => boolean,
): Promise<TunnelStatus> {
  let stop = () => {}
  const coming = new Promise<TunnelStatus>((resolve) => {
    stop = subscribe(
      (event) => event.type === 'tunnel.changed' && fits(event.tunnel) && resolve(event.tunnel),
    )
  })
  const { tunnel } = await call('workbench.snapshot', {})
  const found = fits(tunnel) ? tunnel : await coming
  stop()
  return found
}

export const isState =
  (...states: TunnelStatus['state'][]) =>
  ({ state }: TunnelStatus): boolean =>
    states.includes(state)
