import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PackagingError, root } from './project.ts'

interface ThirdParty {
  name: string
  version: string
  license: string
  text: string
}

/**
 * Returns the text of THIRD-PARTY-LICENSES: each package whose code is in what is passed on, with its licence. `folders`
 * are those of the packages, as `node_modules/ws`. Throws a `PackagingError` that names every package without a text.
 */
export function writeThirdPartyLicences(folders: readonly string[]): string {
  const read = [...new Set(folders)].map(readPackage)
  const missing = read.filter(({ license, text }) => license === '' || text === '')
  if (missing.length > 0) {
    const names = missing.map(({ name }) => `  packaging/licences/${fileOf(name)}`).join('\n')
    throw new PackagingError(`These packages bring no licence text. Put it into\n${names}`)
  }
  const packages = read.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const parts = packages.map(
    ({ name, version, license, text }) => `${name} ${version}\nLicence: ${license}\n\n${text}\n`,
  )
  return [HEAD, ...parts].join(`\n${'-'.repeat(80)}\n\n`)
}

const HEAD = 'mpscope contains code of the packages below, each under its own licence.\n'

function readPackage(folder: string): ThirdParty {
  const { name, version, license } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  ) as Record<'name' | 'version' | 'license', unknown>
  return {
    name: String(name),
    version: String(version),
    license: typeof license === 'string' ? license : '',
    text: readText(folder, String(name)),
  }
}

/** Returns an empty text if there is none. */
function readText(folder: string, name: string): string {
  const files = readdirSync(join(root, folder)).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file))
  const paths = files.map((file) => join(root, folder, file))
  const own = join(import.meta.dirname, 'licences', fileOf(name))
  if (paths.length === 0 && existsSync(own)) paths.push(own)
  return paths
    .map((path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').replace(BUILD_TOOL, '').trim())
    .join('\n\n')
}

/** A build tool's file goes on with what the tool itself is made of, of which nothing is passed on. */
const BUILD_TOOL = /\n# Licenses of bundled dependencies\n[^]*$/

function fileOf(name: string): string {
  return `${name.replace('/', '-')}.txt`
}
