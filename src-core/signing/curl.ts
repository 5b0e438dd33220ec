import type { SignedRequest } from './signed-request.ts'

/**
 * Writes a request as a cURL command for a POSIX shell: sh, bash, zsh, and Git Bash or WSL on Windows. `-i` shows the
 * status and the headers of the answer; five seconds are what WeChat waits.
 */
export function writeCurl({ method, url, body }: SignedRequest): string {
  // curl would take brackets and braces of an address for patterns.
  const start = ['curl -i --max-time 5', ...(/[[\]{}]/.test(url) ? ['--globoff'] : [])]
  const command = [...start, quote(url)].join(' ')
  if (method === 'GET') return command
  // Unlike `--data`, it takes a body that begins with @ as it is.
  return [command, `-H ${quote('Content-Type: text/xml')}`, `--data-raw ${quote(body)}`].join(' \\\n  ')
}

/** Between single quotes a shell changes nothing; a single quote itself stands outside of them. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
