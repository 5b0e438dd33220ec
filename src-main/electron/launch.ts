import { parseArgs } from 'node:util'
import { findSessionFile } from './opened-files.ts'

/** The options with which the desktop was started. */
export interface Launch {
  /**
   * `folder`: everything is stored there. `ephemeral`: nothing outlives the run. `usual`: the data folder that every
   * shell uses.
   */
  storage: { kind: 'folder'; path: string } | { kind: 'ephemeral' } | { kind: 'usual' }
  /** The responder's port; null for that of the preferences, 0 for any free one. */
  port: number | null
  /** The absolute path of a file of saved exchanges to open; null for none. */
  file: string | null
}

/** Wrong usage; the message is one line for the terminal. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError'
}

/**
 * Reads `[--data DIR | --ephemeral] [--port N] [FILE]`, where FILE may be relative to `folder`. Leaves everything else on
 * the command line to Chromium: its switches look like mistyped ones of ours.
 */
export function decodeLaunch(args: string[], folder: string): Launch {
  const { values, positionals } = parseArgs({
    args,
    strict: false,
    allowPositionals: true,
    options: { data: { type: 'string' }, ephemeral: { type: 'boolean' }, port: { type: 'string' } },
  })
  if (values.data !== undefined && values.ephemeral) {
    throw new LaunchError('--data and --ephemeral exclude each other')
  }
  return {
    storage: decodeStorage(values),
    port: decodePort(values.port),
    file: findSessionFile(positionals, folder),
  }
}

/**
 * Returns the switch that would let another program into the window or this process, or null. A program that starts us
 * with one reads every message and every secret through it, past all guards of the page; so a packaged program does not
 * start with one. During development people work with them.
 */
export function findDebugSwitch(args: string[], isPackaged: boolean): string | null {
  if (!isPackaged) return null
  return args.find((arg) => DEBUG_SWITCH.test(arg))?.split('=', 1)[0] ?? null
}

/** Chromium accepts one dash for two, and on Windows a slash and any letter case. */
const DEBUG_SWITCH =
  /^(--?|\/)(remote-debugging-(port|pipe|address|socket-name|targets)|remote-allow-origins|inspect(-[a-z-]+)?|debug(-[a-z-]+)?|js-flags)(=|$)/i

type Value = string | boolean | undefined

function decodeStorage(values: { data?: Value; ephemeral?: Value }): Launch['storage'] {
  if (values.ephemeral) return { kind: 'ephemeral' }
  if (values.data === undefined) return { kind: 'usual' }
  // Without a value, the loose parsing makes it `true`.
  if (typeof values.data !== 'string' || values.data === '') throw new LaunchError('--data needs a folder')
  return { kind: 'folder', path: values.data }
}

function decodePort(value: Value): number | null {
  if (value === undefined) return null
  const port = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : NaN
  if (!(port <= 65_535)) throw new LaunchError('--port needs a number from 0 to 65535')
  return port
}
