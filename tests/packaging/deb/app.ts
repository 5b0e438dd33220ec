/** The installed app, started by an ordinary user on a screen of its own. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitUntil } from '../wait-until.ts'
import { countColors, readScreen } from './picture.ts'
import type { Picture } from './picture.ts'

export interface User {
  name: string
  uid: number
  home: string
}

/** A screen in memory, whose pixels stand in a file. */
export interface Screen {
  display: string
  look(): Picture
  close(): Promise<void>
}

/** Starts a program as the user, with nothing of our own surroundings but the path. */
export function startAs(user: User, command: string[], env: Record<string, string>): ChildProcess {
  const rights = ['--reuid', user.name, '--regid', user.name, '--init-groups', '--reset-env']
  const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`)
  return spawn('setpriv', [...rights, 'env', ...variables, ...command], {
    cwd: user.home,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
}

/** As the same user, since Xvfb lets in nobody else. */
export async function openScreen(user: User): Promise<Screen> {
  const args = ['-displayfd', '3', '-fbdir', user.home, '-screen', '0', '1280x800x24', '-nolisten', 'tcp']
  const server = startAs(user, ['Xvfb', ...args], {})
  const [number] = (await once(server.stdio[3]!, 'data', { signal: AbortSignal.timeout(30_000) })) as [Buffer]
  return {
    display: `:${number.toString().trim()}`,
    look: () => readScreen(readFileSync(join(user.home, 'Xvfb_screen0'))),
    close: () => end(server),
  }
}

/** Resolves with the picture once there is text on it and it no longer changes. */
export async function waitForPicture(screen: Screen): Promise<Picture> {
  let last: Picture | null = null
  return await waitUntil('The window', () => {
    const picture = screen.look()
    const stays = last !== null && picture.rgb.equals(last.rgb)
    last = picture
    return stays && countColors(picture) > 100 ? picture : null
  })
}

/** Asks a process to end, and sees to it. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(force)
}
