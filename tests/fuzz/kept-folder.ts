import type { CommandInput, CommandName, CommandResult } from '../../src-core/contract/commands.ts'
import { createWorkbench } from '../../src-main/node/workbench.ts'
import { post } from '../load/honest.ts'
import { createSignedRequest, createText } from '../load/signed-request.ts'

/** A workbench of this process on a folder that something has happened to. */
export interface FolderWorkbench {
  /** Throws if the command is refused. */
  call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandResult<Name>>
  /** Sends a signed text to the first account and throws if it is not answered. */
  deliver(msgId: string): Promise<void>
  /** Throws if a defect of ours was reported; a report that a file is damaged is allowed. */
  close(): Promise<void>
}

export async function openFolder(dataDir: string): Promise<FolderWorkbench> {
  const defects: Error[] = []
  const workbench = await createWorkbench({
    dataDir,
    port: 0,
    version: '0.0.0-fuzz',
    findWorker: (name) => new URL(`../../src-main/node/${name}.ts`, import.meta.url),
    report(error) {
      if (error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError)
        defects.push(error)
    },
  })
  async function call<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ): Promise<CommandResult<Name>> {
    const outcome = await workbench.dispatch(name, input)
    if (!outcome.ok) throw new Error(`${name}: ${outcome.error.code} ${outcome.error.message}`)
    return outcome.value as CommandResult<Name>
  }
  return {
    call,
    async deliver(msgId) {
      const { accounts, responder } = await call('workbench.snapshot', {})
      const { id, path } = accounts[0]!
      const { secret: token } = await call('account.secret', { id, field: 'token' })
      const url = responder.origin + path
      const request = createSignedRequest({ url, token, xml: createText(msgId, 'fuzz') })
      const { status } = await post(request, 60_000)
      if (status !== 200) throw new Error(`a genuine message was answered with ${status}`)
    },
    async close() {
      await workbench.close()
      const [defect] = defects
      if (defect) throw defect
    },
  }
}
