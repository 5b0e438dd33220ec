/*
 * Threat model. A request for a page file may name anything: `..` plain, encoded once or twice, with backslashes, drive
 * letters, NUL; parts of files; a thousand at once, half of them never read. So a requested path never becomes the name
 * of a file: the built page (five files, one megabyte) is read whole at start, and a path is looked up as text among
 * the known paths. No file is opened for a stranger, none goes missing while we run and the page is built anew, and
 * only known kinds of file are served.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

export interface PageFile {
  content: Uint8Array<ArrayBuffer>
  contentType: string
}

/** By path, as in `/assets/index.js`; the start page is `/`. Empty if the screens are not built. */
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
      files.set(path + entry.name, { content: new Uint8Array(readFileSync(file)), contentType })
    }
  }
  try {
    readFolder(dir, '/')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const start = files.get('/index.html')
  if (start === undefined) return new Map()
  return files.set('/', start)
}
