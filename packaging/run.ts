/**
 * `npm run package -- WHAT …`: makes what people download and install, in `dist/`. Without WHAT it lists what there is.
 * Nothing here publishes anything.
 */
import { relative } from 'node:path'
import { isTold } from './project.ts'
import type { Product } from './project.ts'

const products: Record<string, () => Promise<Product>> = {
  npm: async () => (await import('./npm/product.ts')).npmProduct,
  dir: async () => (await import('./desktop/products.ts')).unpacked,
  tar: async () => (await import('./desktop/products.ts')).archive,
  desktop: async () => (await import('./desktop/products.ts')).installers,
  release: async () => (await import('./release/release.ts')).release,
  managers: async () => (await import('./managers/managers.ts')).managers,
  nsis: async () => (await import('./windows/nsis.ts')).nsis,
  deb: async () => (await import('./linux/deb.ts')).deb,
}

// Not `exitCode`: electron-builder’s async-exit-hook ends the process with 0, whatever it says, when nothing is left to do.
process.exit(await main(process.argv.slice(2)))

async function main([what = '', ...args]: string[]): Promise<number> {
  const load = Object.hasOwn(products, what) ? products[what] : undefined
  if (!load) return list(what)
  try {
    const product = await load()
    const files = await product.make(args)
    for (const file of files) console.log(relative(process.cwd(), file))
    return 0
  } catch (error) {
    if (isTold(error)) {
      console.error(error.message)
      return 1
    }
    if (!isUsageError(error)) throw error
    console.error(`${what}: ${error.message}; \`npm run package\` lists the options`)
    return 2
  }
}

async function list(unknown: string): Promise<number> {
  if (unknown) console.error(`There is no ${unknown} to make. There is:`)
  for (const [what, load] of Object.entries(products)) {
    console.log(`${what.padEnd(10)} ${(await load()).summary}`)
  }
  return unknown ? 2 : 0
}

/** What `parseArgs` throws at an option that there is not, or that has no value. */
function isUsageError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
}
