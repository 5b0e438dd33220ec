import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** npm has failed; the message has its own words. */
export class NpmError extends Error {
  override readonly name = 'NpmError'
}

/** Resolves with what npm prints. Throws an `NpmError`. */
export async function runNpm(args: readonly string[], cwd: string): Promise<string> {
  // npm is a script on Windows, which only a shell starts.
  const options = { cwd, shell: process.platform === 'win32', maxBuffer: 2 ** 26 }
  try {
    return (await promisify(execFile)('npm', args, options)).stdout
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string }
    throw new NpmError(`npm ${args[0]} failed: ${(stderr || message).trim()}`)
  }
}
