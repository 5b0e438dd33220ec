/** The files of a Debian package, laid out as they are installed. */
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ChangelogSection } from '../changelog.ts'
import { findRepository, name, root, version } from '../project.ts'
import { findDebianArchitecture, findOldestGlibc, isElf } from './binary.ts'
import { writeControl, writeCopyright, writeDebianChangelog } from './debian-files.ts'
import { writeDesktopEntry, writeMimeType } from './desktop-files.ts'

/** Where the app is installed: what belongs to one program alone, and dpkg keeps. */
const HOME = `usr/lib/${name}`

const ICONS = join(root, 'packaging/desktop/icons')
const ICON_SIZES = readdirSync(ICONS).flatMap((file) => /^(\d+x\d+)\.png$/.exec(file)?.[1] ?? [])

/** Says why each is as it is, so that what else lintian finds is looked at. */
const LINTIAN_OVERRIDES = `# Chromium's helper for a sandbox where namespaces are not for everybody; it drops all rights itself.
${name}: elevated-privileges 4755 root/root [${HOME}/chrome-sandbox]
# Electron brings these along, built by its project.
${name}: embedded-library *
${name}: unstripped-binary-or-object *
# The manual is inside the program, which is none of the terminal.
${name}: no-manual-page *
`

/**
 * @param tree is an empty folder
 * @param app has the program and all that it needs to run
 */
export function layOutPackage(tree: string, app: string, changes: ChangelogSection, date: Date): void {
  const repository = findRepository(process.env)
  cpSync(app, join(tree, HOME), { recursive: true, dereference: true })
  function write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), content)
  }
  write(`usr/share/applications/${name}.desktop`, writeDesktopEntry())
  write(`usr/share/mime/packages/${name}.xml`, writeMimeType())
  write(`usr/share/lintian/overrides/${name}`, LINTIAN_OVERRIDES)
  write(`usr/share/doc/${name}/copyright`, writeCopyright(readFileSync(join(root, 'LICENSE'), 'utf8')))
  const changelog = writeDebianChangelog(changes, version, date, repository)
  write(`usr/share/doc/${name}/changelog.gz`, gzipSync(changelog, { level: 9 }))
  for (const size of ICON_SIZES) {
    write(`usr/share/icons/hicolor/${size}/apps/${name}.png`, readFileSync(join(ICONS, `${size}.png`)))
  }
  write(`usr/share/icons/hicolor/scalable/apps/${name}.svg`, readFileSync(join(ICONS, '../icon.svg')))
  mkdirSync(join(tree, 'usr/bin'))
  symlinkSync(`../lib/${name}/${name}`, join(tree, 'usr/bin', name))

  const files = listFiles(tree)
  const programs = files.map((path) => join(tree, path)).filter(isElf)
  write('DEBIAN/md5sums', files.map((path) => `${md5(join(tree, path))}  ${path}\n`).join(''))
  write(
    'DEBIAN/control',
    writeControl({
      version,
      architecture: findDebianArchitecture(join(tree, HOME, name)),
      glibc: findOldestGlibc(programs),
      installedSize: files.reduce((sum, path) => sum + Math.ceil(statSync(join(tree, path)).size / 1024), 0),
      repository,
    }),
  )
  setModes(tree)
}

/** Libraries are ELF files as well, and nobody runs them. */
function setModes(tree: string): void {
  for (const entry of readdirSync(tree, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const runs = entry.isFile() && isElf(path) && !/\.so(\.\d+)*$/.test(entry.name)
    if (!entry.isSymbolicLink()) chmodSync(path, entry.isDirectory() || runs ? 0o755 : 0o644)
  }
  chmodSync(tree, 0o755)
  chmodSync(join(tree, HOME, 'chrome-sandbox'), 0o4755)
}

/** Paths from `tree`, without links. */
function listFiles(tree: string): string[] {
  return readdirSync(tree, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(tree, path)).isFile() && path !== `usr/bin/${name}`)
    .toSorted()
}

function md5(file: string): string {
  return createHash('md5').update(readFileSync(file)).digest('hex')
}
