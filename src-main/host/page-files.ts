/*
 * Threat model. A request for a page file may name anything: `..` plain, encoded once or twice, with backslashes, drive
 * letters, NUL; parts of files; a thousand at once, half of them never read. So a requested path never becomes the name
 * of a file: the built page (thirty files, one megabyte) is read whole at start, and a path is looked up as text among
 * the known paths. No file is opened for a stranger, none goes missing while we run and the page is built anew, and
 * only known kinds of file are served.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Preferences } from '../../src-core/contract/preferences.ts'

export interface PageFile {
  content: Uint8Array<ArrayBuffer>
  contentType: string
  /** True if its path contains a hash of its content, so that another content has another path. */
  hashed: boolean
  /** The content compressed with gzip; null if it is so small that this would gain nothing. */
  gzipped(): Uint8Array<ArrayBuffer> | null
}

/** How the page looks from its first frame on: a page that learns this later flashes. */
export type PageLook = Pick<Preferences, 'language' | 'theme'>

export interface PageDress extends PageLook {
  /** The words that start a command in a terminal, for a page that shows one; as in the repository if left out. */
  program?: string | undefined
}

/** By path, as in `/assets/index.js`; the start page is `/index.html`. Empty if the screens are not built. */
export type PageFiles = ReadonlyMap<string, PageFile>

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** The folder in which the build puts what it names after a hash. */
const HASHED = '/assets/'

/** Reads all of the built page in `dir`. Throws if a file cannot be read. */
export function readPageFiles(dir: string): PageFiles {
  const files = new Map<string, PageFile>()

  function readFolder(folder: string, path: string): void {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue
      const file = join(folder, entry.name)
      if (entry.isDirectory()) readFolder(file, `${path}${entry.name}/`)
      const contentType = CONTENT_TYPES[extname(entry.name)]
      if (!entry.isFile() || contentType === undefined) continue
      const content = new Uint8Array(readFileSync(file))
      files.set(path + entry.name, createPageFile(content, contentType, path.startsWith(HASHED)))
    }
  }
  try {
    readFolder(dir, '/')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return files.has('/index.html') ? files : new Map()
}

/** Returns the file with this path, compared as plain text; `/` is the start page, which gets its dress. */
export function findPageFile(files: PageFiles, path: string, worn: PageDress): PageFile | undefined {
  const isStart = path === '/' || path === '/index.html'
  const file = files.get(isStart ? '/index.html' : path)
  return file && isStart ? dress(file, worn) : file
}

const COMPRESSED_FROM = 1024

function createPageFile(content: Uint8Array<ArrayBuffer>, contentType: string, hashed = false): PageFile {
  let gzipped: Uint8Array<ArrayBuffer> | undefined
  return {
    content,
    contentType,
    hashed,
    // Made when first asked for, once: a start does not wait for it, and strangers cannot make us work.
    gzipped: () =>
      content.length < COMPRESSED_FROM ? null : (gzipped ??= new Uint8Array(gzipSync(content))),
  }
}

/**
 * `src-renderer/main.ts` reads the language, and `tokens.css` the theme; without them the page follows the system.
 * `src-renderer/ui/terminal-program.ts` reads the program.
 */
function dress({ content, contentType }: PageFile, { language, theme, program }: PageDress): PageFile {
  const attributes = [
    ...(language === 'system' ? [] : [` data-lang="${language}"`]),
    ...(theme === 'system' ? [] : [` data-theme="${theme}"`]),
    ...(program === undefined ? [] : [` data-program="${program}"`]),
  ].join('')
  const html = new TextDecoder().decode(content).replace('<html', `<html${attributes}`)
  return createPageFile(new TextEncoder().encode(html), contentType)
}
