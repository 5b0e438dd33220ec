import { execFile } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { findMainFiles, findPagePackages } from '../built-files.ts'
import { dist, PackagingError, root } from '../project.ts'
import type { Product } from '../project.ts'
import { writeThirdPartyLicences } from '../third-party.ts'
import { findOffence } from './bounds.ts'
import type { Packed } from './bounds.ts'
import { writeDeclarations } from './declarations.ts'
import { createManifest } from './manifest.ts'

/** The terminal, what it starts besides, and the API. */
const ENTRIES = ['cli.js', 'api.js', 'burst-process.js', 'conversion-worker.js', 'pattern-worker.js']

const folder = join(dist, 'npm')

export const npmProduct: Product = {
  summary: 'the npm package: terminal, browser shell and API, without any dependency',
  async make() {
    rmSync(folder, { recursive: true, force: true })
    const staging = join(folder, 'package')
    stage(staging)
    const packed = await pack(staging)
    rmSync(staging, { recursive: true })
    print(packed)
    const offence = findOffence(packed)
    const tarball = join(folder, packed.filename)
    if (offence === null) return [tarball]
    rmSync(tarball)
    throw new PackagingError(offence)
  },
}

function stage(staging: string): void {
  const main = findMainFiles(ENTRIES)
  for (const file of main.files) copy(join(root, 'out/main', file), join(staging, 'main', file))
  // Its files that are not for the page begin with a dot.
  cpSync(join(root, 'out/renderer'), join(staging, 'renderer'), {
    recursive: true,
    filter: (path) => !basename(path).startsWith('.'),
  })
  copy(join(import.meta.dirname, 'README.md'), join(staging, 'README.md'))
  copy(join(root, 'LICENSE'), join(staging, 'LICENSE'))
  copy(join(import.meta.dirname, 'bin.cjs'), join(staging, 'bin/mpscope.cjs'))
  chmodSync(join(staging, 'bin/mpscope.cjs'), 0o755)
  const texts = {
    'package.json': `${JSON.stringify(createManifest(process.env), null, 2)}\n`,
    'index.d.ts': writeDeclarations(),
    'THIRD-PARTY-LICENSES': writeThirdPartyLicences([...main.packages, ...findPagePackages()]),
  }
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(staging, file), text)
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to)
}

/** npm packs, so that the tarball is what npm would publish; the files' times are npm's own, and the same each time. */
async function pack(staging: string): Promise<Packed> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  // npm is a script on Windows, which only a shell starts.
  const { stdout } = await promisify(execFile)('npm', args, {
    cwd: staging,
    shell: process.platform === 'win32',
    maxBuffer: 16 * 1024 * 1024,
  })
  const [packed] = JSON.parse(stdout) as Packed[]
  return packed!
}

function print({ files, size, unpackedSize }: Packed): void {
  for (const { path, size: bytes } of files) console.log(`${String(bytes).padStart(9)}  ${path}`)
  console.log(`${files.length} files, ${size} bytes packed, ${unpackedSize} unpacked`)
}
