import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildFresh } from '../fresh-build.ts'
import { dist, PackagingError } from '../project.ts'
import type { Product } from '../project.ts'
import { findOffence } from './bounds.ts'
import type { Packed } from './bounds.ts'
import { packNpm } from './pack.ts'

export const npmProduct: Product = {
  summary: 'the npm package: terminal, browser shell and API, without any dependency',
  async make(args) {
    parseArgs({ args })
    await buildFresh()
    const packed = await packNpm(dist)
    print(packed)
    const offence = findOffence(packed)
    const tarball = join(dist, packed.filename)
    if (offence === null) return [tarball]
    rmSync(tarball)
    throw new PackagingError(offence)
  },
}

function print({ files, size, unpackedSize }: Packed): void {
  for (const { path, size: bytes } of files) console.log(`${String(bytes).padStart(9)}  ${path}`)
  console.log(`${files.length} files, ${size} bytes packed, ${unpackedSize} unpacked`)
}
