import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '../../../src-core/contract/client.ts'
import { openControl } from '../../load/control-client.ts'
import { ask } from './ask.ts'
import type { Question, Ready, Usage } from './servers/probe.ts'

export interface ServerKind {
  name: string
  /** The file in `servers/`. */
  file: string
  args?: readonly string[]
  /** False if the server gives everybody the same answer. */
  answersByName: boolean
}

export interface RunningServer {
  kind: ServerKind
  url: string
  usage(): Promise<Usage>
  startProfile(): Promise<void>
  stopProfile(file: string): Promise<void>
  /** Resolves when the process has ended and its folder is gone. */
  end(): Promise<void>
}

/** Starts the server in a process of its own, with an empty data folder. If it has screens, one is connected. */
export async function startServer(kind: ServerKind): Promise<RunningServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mpscope-bench-'))
  const child = fork(join(import.meta.dirname, 'servers', kind.file), [...(kind.args ?? []), dataDir], {
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const question = <Answer>(asked: Question) => ask<Answer>(child, () => child.send(asked))
  const removeFolder = () => rmSync(dataDir, { recursive: true, force: true })
  const { url, control } = await ask<Ready>(child, () => {}).catch((error: unknown) => {
    removeFolder()
    throw error
  })
  const screen = control === undefined ? undefined : await openScreen(control)
  return {
    kind,
    url,
    usage: () => question({ ask: 'usage' }),
    startProfile: () => question({ ask: 'start-profile' }),
    stopProfile: (file) => question({ ask: 'stop-profile', file }),
    async end() {
      screen?.close()
      if (child.connected) {
        const exited = once(child, 'exit')
        await question({ ask: 'end' })
        await exited
      }
      removeFolder()
    },
  }
}

/** Opens a screen that is told of everything, as a page is, and draws nothing. */
async function openScreen(control: string): Promise<Client> {
  const client = openControl(control)
  client.onEvents(() => {})
  await client.call('workbench.snapshot', {})
  return client
}
