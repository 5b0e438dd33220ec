/**
 * Opens the page in the system's browser. Its address holds a ticket, and the command line of a program can be read by
 * others on the machine:
 *   - Linux: everybody can. So the ticket is good for our own user's programs alone (`own-connection.ts`).
 *   - macOS: everybody can. So the address goes in over stdin, and to the browser as an event.
 *   - Windows: only the user and administrators can.
 */
import { spawn } from 'node:child_process'

/** A program that opens an address. */
export interface Opener {
  command: string
  args: readonly string[]
  /** What it gets to read; undefined if it gets the address as its last argument. */
  input?: string
}

/** Returns how the page is opened; null if there is no browser that this user could be looking at. */
export function findOpener(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Opener | null {
  // The browser would open on a screen elsewhere.
  if (env['SSH_CONNECTION'] || env['SSH_TTY']) return null
  if (platform === 'win32') return { command: 'cmd.exe', args: ['/d', '/c', 'start', '""'] }
  if (platform === 'darwin') return { command: 'osascript', args: [], input: 'open location "ADDRESS"' }
  // Under Windows the browser is a program of Windows, which no longer counts as our user's.
  if (env['WSL_DISTRO_NAME'] || !(env['DISPLAY'] || env['WAYLAND_DISPLAY'])) return null
  return { command: 'xdg-open', args: [] }
}

/** Opens the address, and calls `onFailure` with the system's code or the program's exit code if that fails. */
export function openPage(
  { command, args, input }: Opener,
  address: string,
  env: NodeJS.ProcessEnv,
  onFailure: (reason: string) => void,
): void {
  const child = spawn(command, input === undefined ? [...args, address] : args, {
    env: withoutSecrets(env),
    // It may become the browser itself, which Ctrl+C must not end.
    detached: true,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'ignore'],
    windowsHide: true,
    // `start` takes the first thing in quotes for a title.
    windowsVerbatimArguments: true,
  })
  child.once('error', ({ code }: NodeJS.ErrnoException) => onFailure(`${command}, ${code ?? 'ERROR'}`))
  child.once('exit', (code) => {
    if (code !== 0 && code !== null) onFailure(`${command}, ${code}`)
  })
  child.stdin?.on('error', () => {}).end(input?.replace('ADDRESS', address))
  child.unref()
}

/** Our own variables may hold a token or a key, and a browser runs long after us. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^MPSCOPE_/i.test(name)))
}
