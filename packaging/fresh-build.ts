import { build } from '../scripts/build.ts'
import { createChildren } from '../scripts/children.ts'
import { PackagingError, root } from './project.ts'

/** Builds `out/` anew, so that nobody packs what was built before a change. Throws a `PackagingError`. */
export async function buildFresh(): Promise<void> {
  const { code } = await build(root, createChildren(process))
  if (code !== 0) throw new PackagingError('The build failed; what is above says why')
}
