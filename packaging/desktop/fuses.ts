import { loadTool } from '../tools.ts'
import { PackagingError } from '../project.ts'

/**
 * The switches in Electron's binary, by their place in it, and how each is set. What could run other code with our
 * program's rights, or look into it, is off.
 *
 * @see https://www.electronjs.org/docs/latest/tutorial/fuses
 */
export const FUSES = [
  { name: 'runAsNode', on: false },
  { name: 'enableCookieEncryption', on: true },
  { name: 'enableNodeOptionsEnvironmentVariable', on: false },
  { name: 'enableNodeCliInspectArguments', on: false },
  // Has an effect on macOS and Windows alone: on Linux Electron has nowhere to keep the hash.
  { name: 'enableEmbeddedAsarIntegrityValidation', on: true },
  { name: 'onlyLoadAppFromAsar', on: true },
  // There is one snapshot for all processes.
  { name: 'loadBrowserProcessSpecificV8Snapshot', on: false },
  // The page comes by its own scheme and not from `file:`.
  { name: 'grantFileProtocolExtraPrivileges', on: false },
] as const

/** Each is the code of the character `0` or `1`; other characters mean that this Electron has no such switch. */
const STATES: Readonly<Record<number, boolean>> = { 0x30: false, 0x31: true }

interface FuseTool {
  getCurrentFuseWire(program: string): Promise<Record<string, number>>
}

/** Returns a line for each switch, as read from a program. Throws a `PackagingError` that names those that are wrong. */
export async function readFuses(program: string): Promise<string[]> {
  const { getCurrentFuseWire } = await loadTool<FuseTool>('@electron/fuses')
  const wire = await getCurrentFuseWire(program)
  const read = FUSES.map(({ name, on }, place) => ({ name, on, is: STATES[wire[place] ?? 0] }))
  const wrong = read.filter(({ on, is }) => is !== on)
  if (wrong.length > 0) {
    const list = wrong.map(({ name, on }) => `${name} has to be ${on ? 'on' : 'off'}`).join(', ')
    throw new PackagingError(`${program} is not to be passed on: ${list}`)
  }
  return read.map(({ name, is }) => `  ${is ? 'on ' : 'off'} ${name}`)
}
