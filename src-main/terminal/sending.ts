import type { Exchange } from '../../src-core/contract/exchange.ts'
import type { Sending } from '../../src-core/sender/sending.ts'
import { createSendingPorts } from '../node/sending-ports.ts'
import { adviseOn } from './finding-text.ts'
import { describeExchange } from './serve-text.ts'
import type { Terminal } from './terminal.ts'

/** What commands that send something need from the world. */
export function createSending({ stderr }: Pick<Terminal, 'stderr'>): Sending {
  return createSendingPorts((error) =>
    stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  )
}

/** Prints what came back to stdout, and what it means to stderr; or all of it as one line of JSON. */
export function printExchange(
  exchange: Exchange,
  { stdout, stderr, language }: Terminal,
  isJson: boolean,
): void {
  if (isJson) {
    stdout.write(`${JSON.stringify({ type: 'exchange', exchange })}\n`)
    return
  }
  stderr.write(`${describeExchange(exchange)[language]}\n`)
  const { body } = exchange.response
  if (body !== '') stdout.write(body.endsWith('\n') ? body : `${body}\n`)
}

/**
 * Says on stderr what to do about the fault that decided the last exchange, unless all is printed as JSON. Returns the
 * exit code: 0 if WeChat would be satisfied.
 */
export function conclude(
  last: Exchange | undefined,
  { stderr, language }: Pick<Terminal, 'stderr' | 'language'>,
  isJson: boolean,
): number {
  if (last?.verdict === 'accepted' || last?.verdict === 'ignored') return 0
  const fault = last?.findings.find(({ severity }) => severity === 'error')
  if (fault && !isJson) stderr.write(adviseOn(fault, language))
  return 1
}
