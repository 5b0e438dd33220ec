import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sizeOf } from '../folder-size.ts'
import { buildFresh } from '../fresh-build.ts'
import { dist, name, PackagingError } from '../project.ts'
import { loadTool } from '../tools.ts'
import { layOutApp } from './app-files.ts'
import { createConfig } from './config.ts'
import { readFuses } from './fuses.ts'
import { createManifest } from './product.ts'
import { findRuntime } from './runtime.ts'

const MEGABYTE = 1000 * 1000
/** The app is 3.8 MB now; whoever adds a fourth decides so. */
const APP_MAX = 5 * MEGABYTE
/** With Electron, which has grown by some 10 MB a year: 238 MB with its version 33. */
const WHOLE_MAX = 360 * MEGABYTE

interface Builder {
  build(options: object): Promise<string[]>
  Platform: { current(): { createTarget(target?: string[]): unknown } }
}

interface AsarTool {
  listPackage(archive: string, options: { isPack: boolean }): string[]
  statFile(archive: string, file: string): { size?: number }
}

/** What electron-builder says of a package that it has laid out. */
interface Packed {
  appOutDir: string
  electronPlatformName: 'linux' | 'darwin' | 'win32' | 'mas'
}

export interface MadeDesktop {
  /** The folders of the unpacked app, one for each kind of processor. */
  folders: string[]
  /** The installers and archives that were made of them. */
  files: string[]
}

/**
 * Builds the app and packs it for this system: `dir` is the unpacked app alone; without `targets` it is all that this
 * system's row of the configuration lists. Throws a `PackagingError`, and leaves nothing to pass on, if a package is not
 * as it has to be.
 */
export async function packDesktop(targets?: ['dir']): Promise<MadeDesktop> {
  const { build, Platform } = await loadTool<Builder>('electron-builder')
  const app = join(dist, 'desktop-app')
  const runtimeCopy = join(dist, 'electron')
  const packed: Packed[] = []
  await buildFresh()
  layOutApp(app, createManifest(process.env))
  try {
    const runtime = findRuntime(process.env, runtimeCopy)
    const config = {
      ...createConfig(app, dist, runtime, process.env),
      afterPack: (one: Packed) => void packed.push(one),
    }
    const files = await build({
      targets: Platform.current().createTarget(targets),
      config,
      publish: 'never',
    }).catch((error: unknown) => {
      // Its own words; a stack would be one of its code.
      throw new PackagingError(
        `electron-builder: ${error instanceof Error ? error.message : String(error)}\nWhere Electron cannot be fetched, MPSCOPE_ELECTRON names the program of an unpacked one.`,
      )
    })
    const folders = packed.map(({ appOutDir }) => appOutDir)
    await inspect(packed, [...folders, ...files])
    return { folders, files }
  } finally {
    // The last is what electron-builder notes for people who look for a fault in it.
    for (const path of [app, runtimeCopy, join(dist, 'builder-debug.yml')])
      rmSync(path, { recursive: true, force: true })
  }
}

async function inspect(packed: readonly Packed[], made: readonly string[]): Promise<void> {
  try {
    for (const one of packed) await inspectOne(one)
  } catch (error) {
    for (const path of made) rmSync(path, { recursive: true, force: true })
    throw error
  }
}

/** Prints what is in a package, and how its switches are. Throws a `PackagingError` if one of them is not right. */
async function inspectOne({ appOutDir, electronPlatformName }: Packed): Promise<void> {
  const isMac = electronPlatformName === 'darwin'
  const resources = isMac ? `${name}.app/Contents/Resources` : 'resources'
  const program = isMac ? `${name}.app` : electronPlatformName === 'win32' ? `${name}.exe` : name
  const archive = join(appOutDir, resources, 'app.asar')
  const app = statSync(archive).size
  const whole = sizeOf(appOutDir)
  const { listPackage, statFile } = await loadTool<AsarTool>('@electron/asar')
  const files = listPackage(archive, { isPack: false }).map((path) => path.slice(1))
  console.log([`${appOutDir}: ${inMegabytes(whole)}`, `${archive}: ${inMegabytes(app)}`].join('\n'))
  for (const file of files) {
    const { size } = statFile(archive, file)
    if (size !== undefined) console.log(`  ${String(size).padStart(8)} ${file}`)
  }
  console.log((await readFuses(join(appOutDir, program))).join('\n'))
  if (app > APP_MAX) throw new PackagingError(`${archive} is larger than ${inMegabytes(APP_MAX)}`)
  if (whole > WHOLE_MAX) throw new PackagingError(`${appOutDir} is larger than ${inMegabytes(WHOLE_MAX)}`)
}

const inMegabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`
