import type { CommandInput, CommandName, CommandResult } from '../../src-core/contract/commands.ts'
import { boundGarbage } from '../../src-main/node/bound-garbage.ts'
import { createWorkbench } from '../../src-main/node/workbench.ts'

export type WorkbenchHere = Awaited<ReturnType<typeof openWorkbench>>

/** Opens our workbench in this process, as the shells do, on a free port; `dataDir` null keeps nothing. */
export async function openWorkbench(dataDir: string | null) {
  const workbench = await createWorkbench({
    dataDir,
    port: 0,
    version: '0.0.0-bench',
    findWorker: (name) => new URL(`../../src-main/node/${name}.ts`, import.meta.url),
    report: (error) => console.error(error),
  })
  boundGarbage()
  return {
    responder: () => workbench.responder().origin,
    close: () => workbench.close(),
    async call<Name extends CommandName>(
      name: Name,
      input: CommandInput<Name>,
    ): Promise<CommandResult<Name>> {
      const outcome = await workbench.dispatch(name, input)
      if (!outcome.ok) throw new Error(outcome.error.message)
      return outcome.value as CommandResult<Name>
    },
  }
}
