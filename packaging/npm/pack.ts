import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { findMainFiles, findPagePackages } from '../built-files.ts'
import { root } from '../project.ts'
import { runNpm } from '../../scripts/run-npm.ts'
import { writeThirdPartyLicences } from '../third-party.ts'
import type { Packed } from './bounds.ts'
import { writeDeclarations } from './declarations.ts'
import { createManifest } from './manifest.ts'

/** The terminal, what it starts besides, and the API. */
const ENTRIES = ['cli.js', 'api.js', 'burst-process.js', 'conversion-worker.js', 'pattern-worker.js']

/** Makes the tarball in `folder`, from what stands built in `out/`. Throws a `PackagingError`. */
export async function packNpm(folder: string): Promise<Packed> {
  const staging = join(folder, 'package')
  rmSync(staging, { recursive: true, force: true })
  stage(staging)
  try {
    return await runPack(staging, folder)
  } finally {
    rmSync(staging, { recursive: true })
  }
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

/** npm packs, so that the tarball is what npm would publish, the same each time. */
async function runPack(staging: string, folder: string): Promise<Packed> {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  return (JSON.parse(await runNpm(args, staging)) as [Packed])[0]
}
