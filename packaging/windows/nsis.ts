/**
 * The installers for Windows, by NSIS with a script of ours. electron-builder would do it with a makensis, plugins and
 * stubs that it fetches; this needs none but NSIS itself, so that what is released is what was tried.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { APP_ID } from '../../src-main/electron/app-id.ts'
import { sizeOf } from '../folder-size.ts'
import { SESSION_FILE } from '../desktop/product.ts'
import { dist, findRepository, name, PackagingError, PRODUCT_NAME, root, version } from '../project.ts'
import type { Product } from '../project.ts'

const SCRIPT = join(import.meta.dirname, 'installer.nsi')

/** By the machine in the head of a program. */
const MACHINES: Readonly<Record<number, string>> = { 0x8664: 'x64', 0xaa64: 'arm64' }

export const nsis: Product = {
  summary: 'installers for Windows of the unpacked app, by NSIS; --app DIR, once for each kind of processor',
  make(args) {
    const { values } = parseArgs({ args, options: { app: { type: 'string', multiple: true } } })
    const apps = values.app ?? []
    if (apps.length === 0) throw new PackagingError('--app DIR is needed, as `desktop` makes it on Windows')
    return Promise.resolve(apps.map((app) => makeInstaller(app)))
  },
}

/**
 * Returns the file. `target` is how NSIS builds the installer itself: for the processors of thirty years unless said.
 * Throws a `PackagingError`.
 */
export function makeInstaller(app: string, output = dist, target?: string): string {
  const program = join(app, `${name}.exe`)
  if (!existsSync(program))
    throw new PackagingError(`${program} is not there: --app wants the unpacked app for Windows`)
  const arch = findArchitecture(program)
  const file = resolve(output, `${name}-${version}-win-${arch}-setup.exe`)
  const repository = findRepository(process.env)
  const folder = mkdtempSync(join(tmpdir(), 'mpscope-nsis-'))
  try {
    const files = join(folder, 'files.nsh')
    writeFileSync(files, writeRemoval(app))
    const facts: Record<string, string> = {
      APP: resolve(app),
      SLASH: sep,
      OUT: file,
      FILES: files,
      ICON: join(root, 'packaging/desktop/icons/icon.ico'),
      NAME: name,
      APP_ID,
      TITLE: `${name} ${PRODUCT_NAME}`,
      ARCH: arch,
      VERSION: version,
      VERSION_OF_FOUR: `${version.replace(/-.*/, '')}.0`,
      PUBLISHER: `${name} contributors`,
      SIZE_KIB: String(Math.ceil(sizeOf(app) / 1024)),
      EXTENSION: SESSION_FILE.extension,
      SESSION_EN: SESSION_FILE.describes.en,
      SESSION_ZH: SESSION_FILE.describes.zh,
      ...(repository !== null && { PAGE: `https://github.com/${repository}` }),
      ...(target !== undefined && { TARGET: target }),
    }
    const defines = Object.entries(facts).map(([key, value]) => `-D${key}=${value}`)
    runMakensis(['-V2', '-WX', '-INPUTCHARSET', 'UTF8', ...defines, SCRIPT])
    return file
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Returns the macro that removes what was installed, and nothing else: files first, then folders from the inside out. */
export function writeRemoval(app: string): string {
  const entries = readdirSync(app, { recursive: true, withFileTypes: true }).map((entry) => ({
    path: join(entry.parentPath, entry.name).slice(join(app, '/').length).replaceAll('/', '\\'),
    isFolder: entry.isDirectory(),
  }))
  const strange = entries.find(({ path }) => /["$`]/.test(path))
  if (strange) throw new PackagingError(`${strange.path}: NSIS would read this name as something else`)
  const files = entries.filter(({ isFolder }) => !isFolder).map(({ path }) => `  Delete "$INSTDIR\\${path}"`)
  const folders = entries.filter(({ isFolder }) => isFolder).map(({ path }) => path)
  const removals = folders
    .toSorted((a, b) => b.split('\\').length - a.split('\\').length)
    .map((path) => `  RMDir "$INSTDIR\\${path}"`)
  return ['!macro REMOVE_FILES', ...files.toSorted(), ...removals, '!macroend', ''].join('\n')
}

function findArchitecture(program: string): string {
  const head = readFileSync(program).subarray(0, 4096)
  const place = head.toString('latin1', 0, 2) === 'MZ' ? head.readUInt32LE(0x3c) : head.length
  const isProgram = place + 6 <= head.length && head.toString('latin1', place, place + 4) === 'PE\0\0'
  const arch = isProgram ? MACHINES[head.readUInt16LE(place + 4)] : undefined
  if (arch === undefined) throw new PackagingError(`${program} is no program for Windows on x64 or arm64`)
  return arch
}

/** The installer of NSIS for Windows puts it into no search path. */
function runMakensis(args: string[]): void {
  const usual = join(process.env['ProgramFiles(x86)'] ?? '', 'NSIS', 'makensis.exe')
  try {
    execFileSync(existsSync(usual) ? usual : 'makensis', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new PackagingError(
      missing
        ? 'makensis is missing; it is in NSIS 3.08 or later (Debian: nsis)'
        : 'makensis refused the script',
    )
  }
}
