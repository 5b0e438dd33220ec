import { execFile } from 'node:child_process'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { dist, name, version } from '../project.ts'

/** Makes a tar.gz of the unpacked app for Linux, with one folder in it, whose files are nobody's. Returns the file. */
export async function archiveApp(app: string): Promise<string> {
  const label = `${name}-${version}-linux-${process.arch}`
  const file = join(dist, `${label}.tar.gz`)
  const owners = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name']
  const renamed = `--transform=s,^${basename(app)},${label},`
  await promisify(execFile)('tar', [...owners, renamed, '-C', dirname(app), '-czf', file, basename(app)])
  return file
}
