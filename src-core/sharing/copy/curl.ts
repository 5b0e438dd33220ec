import type { CopiedRequest } from '../copied-request.ts'

/** One argument of a program may have 128 KB on Linux. */
const ARGUMENT_MAX = 100_000

/**
 * Writes a request as a command for a POSIX shell: sh, bash, zsh, and Git Bash or WSL on Windows. It sends the target,
 * the headers and the body to the byte; a body that is no text, or too long for an argument, comes through a pipe. `-i`
 * shows the status and the headers of the answer; five seconds are what WeChat waits.
 */
export function writeCurl(request: CopiedRequest): string {
  const { method, httpVersion, body, base64 } = request
  const isEmpty = body === '' && base64 === undefined
  const isPiped = base64 !== undefined || body.includes('\0') || Buffer.byteLength(body) > ARGUMENT_MAX
  const options = [
    `curl -i --max-time 5 --path-as-is --globoff${httpVersion === '1.0' ? ' --http1.0' : ' --http1.1'}`,
    ...(method === 'HEAD'
      ? ['--head']
      : method === (isEmpty ? 'GET' : 'POST')
        ? []
        : [`-X ${quote(method)}`]),
    ...writeHeaders(request),
    // Unlike `--data`, it takes a body that begins with @ as it is.
    ...(isEmpty ? [] : [isPiped ? '--data-binary @-' : `--data-raw ${quote(body)}`]),
    quote(addressOf(request)),
  ]
  return writePipe(request, isPiped && !isEmpty) + options.join(' \\\n  ')
}

function writePipe({ body, base64 }: CopiedRequest, isPiped: boolean): string {
  if (!isPiped) return ''
  if (base64 === undefined && !body.includes('\0')) return `printf %s ${quote(body)} | `
  return `printf %s ${quote(base64 ?? Buffer.from(body).toString('base64'))} | base64 -d | `
}

/** What curl would add by itself is taken out by a header without a value. */
const ADDED = ['User-Agent', 'Accept']

function writeHeaders({ headers, body, base64 }: CopiedRequest): string[] {
  const isEmpty = body === '' && base64 === undefined
  const has = (name: string) => headers.some(([one]) => one.toLowerCase() === name.toLowerCase())
  const missing = [...ADDED, ...(isEmpty ? [] : ['Content-Type'])].filter((name) => !has(name))
  return [
    ...headers.map(([name, value]) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...missing.map((name) => `-H ${quote(`${name}:`)}`),
  ]
}

export function addressOf({ secure, host, port, rawTarget }: CopiedRequest): string {
  const name = host.includes(':') ? `[${host}]` : host
  return `${secure ? 'https' : 'http'}://${name}${port === (secure ? 443 : 80) ? '' : `:${port}`}${rawTarget}`
}

/** Between single quotes a shell changes nothing; a single quote itself stands outside of them. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
