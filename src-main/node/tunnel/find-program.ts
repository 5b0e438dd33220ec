import { accessSync, constants, statSync } from 'node:fs'
import { dirname, isAbsolute, join, posix, win32 } from 'node:path'
import type { TunnelProgram } from '../../../src-core/contract/tunnel-programs.ts'

/** The place where programs are looked for. */
export interface ProgramPlaces {
  environment: NodeJS.ProcessEnv
  /** Folders besides PATH: a window that was opened with the mouse has a short one. */
  folders: readonly string[]
}

/** A program as it is spawned. */
export interface ProgramFile {
  /** What a person knows it by. */
  path: string
  file: string
  /** Arguments before all others. */
  before: readonly string[]
}

/** Its file, and the arguments with which it says its version and ends; none if it is not known to have any. */
const FILES: Record<TunnelProgram, { name: string; version: readonly string[] }> = {
  cloudflared: { name: 'cloudflared', version: ['--version'] },
  ngrok: { name: 'ngrok', version: ['version'] },
  cpolar: { name: 'cpolar', version: ['version'] },
  natapp: { name: 'natapp', version: [] },
  frpc: { name: 'frpc', version: ['--version'] },
  ssh: { name: 'ssh', version: ['-V'] },
  tailscale: { name: 'tailscale', version: ['version'] },
  localtunnel: { name: 'lt', version: ['--version'] },
  bore: { name: 'bore', version: ['--version'] },
}

const IS_WINDOWS = process.platform === 'win32'

export const versionArguments = (program: TunnelProgram): readonly string[] => FILES[program].version

/** Returns the folders in which installers put programs without adding to everybody's PATH. */
export function listUsualFolders(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  const below = (variable: string, ...folders: string[]) => {
    const base = environment[variable]
    return base ? folders.map((folder) => (platform === 'win32' ? win32 : posix).join(base, folder)) : []
  }
  if (platform === 'win32') {
    const programs = ['cloudflared', 'cpolar', 'Tailscale']
    return [
      ...below('LOCALAPPDATA', 'Microsoft\\WinGet\\Links', 'Microsoft\\WindowsApps'),
      ...below('APPDATA', 'npm'),
      ...below('ProgramFiles', ...programs),
      ...below('ProgramFiles(x86)', ...programs),
      ...below('USERPROFILE', 'scoop\\shims', 'go\\bin', '.cargo\\bin'),
      ...below('ProgramData', 'chocolatey\\bin'),
    ]
  }
  return [
    '/usr/local/bin',
    '/opt/homebrew/bin',
    '/usr/bin',
    '/snap/bin',
    ...below('HOME', '.local/bin', 'bin', 'go/bin', '.cargo/bin', '.npm-global/bin'),
    ...(platform === 'darwin' ? ['/Applications/Tailscale.app/Contents/MacOS'] : []),
  ]
}

/** Returns null if it is not installed. Asks nobody and runs nothing. */
export function findProgram(
  program: TunnelProgram,
  { environment, folders }: ProgramPlaces,
): ProgramFile | null {
  const { name } = FILES[program]
  const path = Object.entries(environment).find(([key]) => key.toUpperCase() === 'PATH')?.[1] ?? ''
  // A relative folder, such as `.`, would let any folder in which somebody starts the workbench bring its own `ssh`.
  const all = [...path.split(IS_WINDOWS ? ';' : ':'), ...folders].filter((folder) => isAbsolute(folder))
  const find = (file: string) => all.map((folder) => join(folder, file)).find(isExecutable)
  const found =
    find(IS_WINDOWS ? `${name}.exe` : name) ?? (program === 'tailscale' ? find('Tailscale') : undefined)
  if (found !== undefined) return { path: found, file: found, before: [] }
  return IS_WINDOWS && program === 'localtunnel' ? findNpmScript(find) : null
}

/**
 * On Windows npm installs a `.cmd`, which only a shell can run; the script that it would run stands beside it.
 */
function findNpmScript(find: (file: string) => string | undefined): ProgramFile | null {
  const path = find('lt.cmd')
  const node = find('node.exe')
  if (path === undefined || node === undefined) return null
  const script = join(dirname(path), 'node_modules', 'localtunnel', 'bin', 'lt.js')
  return isExecutable(script) ? { path, file: node, before: [script] } : null
}

function isExecutable(file: string): boolean {
  try {
    if (!statSync(file).isFile()) return false
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
