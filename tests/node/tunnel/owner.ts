import { createWorkbench } from '../../../src-main/node/workbench.ts'

/**
 * A workbench in a process of its own, which a test kills: starts `bore` as found in PATH, prints the status when that
 * is up, and ends as it is told: by `exit`, or in no way.
 */
const [dataDir = '', how = ''] = process.argv.slice(2)
const workbench = await createWorkbench({
  dataDir,
  port: 0,
  version: '0.0.0-test',
  findWorker: (name) => new URL(`../../../src-main/node/${name}.ts`, import.meta.url),
  programs: { environment: process.env, folders: [] },
  report: (error) => console.error(error),
})
workbench.subscribe((event) => {
  if (event.type !== 'tunnel.changed' || event.tunnel.state !== 'up') return
  process.stdout.write(`${JSON.stringify(event.tunnel)}\n`, () => how === 'exit' && process.exit(0))
})
await workbench.dispatch('tunnel.start', { account: 'default', program: 'bore' })
