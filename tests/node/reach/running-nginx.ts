import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createTemporaryFolder } from '../running-workbench.ts'

const NGINX = ['/usr/sbin/nginx', '/usr/bin/nginx', '/opt/homebrew/bin/nginx', '/usr/local/bin/nginx'].find(
  (path) => existsSync(path),
)

/** Why no nginx can be started here, for the names of the tests that need one; null if one can. */
export const noNginx = NGINX ? null : 'needs nginx'

/**
 * Starts an nginx of the test's own on loopback, with `http` in its http block and `location` in the one location that
 * passes requests on to `upstream`; returns its origin. It is ended with the test.
 */
export async function startNginx(
  upstream: string,
  { http = '', location = `proxy_pass ${upstream};` }: { http?: string; location?: string } = {},
): Promise<string> {
  const folder = createTemporaryFolder()
  const port = await findPort()
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const configuration = `
    pid ${folder}/pid;
    error_log ${folder}/error.log;
    master_process off;
    events {}
    http {
      access_log off;
      ${paths.map((path) => `${path}_temp_path ${folder}/${path};`).join('\n      ')}
      ${http}
      server {
        listen 127.0.0.1:${port};
        location / { ${location} }
      }
    }
  `
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, configuration)
  // It goes into the background only once it listens.
  execFileSync(NGINX!, ['-p', folder, '-e', `${folder}/error.log`, '-c', file], { stdio: 'pipe' })
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
  onTestFinished(() => void process.kill(pid, 'SIGTERM'))
  return `http://127.0.0.1:${port}`
}

/** Returns a port that is free now: nginx takes none by itself. */
async function findPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
