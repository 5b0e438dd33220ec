import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '../..')

export interface Served {
  pid: number
  /** Addresses of the account at the responder, and of the page with its key. */
  responder: string
  control: string
  close(): Promise<void>
}

/** Runs the command line in a process of its own. */
export function runCli(...args: string[]) {
  return spawn(process.execPath, [join(root, 'src-main/cli.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Serves the workbench with the built page from a process of its own, on ports that are free. */
export async function serveOurs(...options: string[]): Promise<Served> {
  const serving = runCli('serve', '--json', '--port', '0', '--control-port', '0', ...options)
  // From the start on: it may have ended by itself before it is closed.
  const ended = once(serving, 'exit')
  const [first] = (await once(createInterface(serving.stdout), 'line')) as [string]
  const { responder, control } = JSON.parse(first) as { responder: string; control: string }
  serving.stdout.resume()
  return {
    pid: serving.pid!,
    responder,
    control,
    async close() {
      serving.kill('SIGTERM')
      await ended
    },
  }
}
