import WebSocket from 'ws'
import type { Client } from '../../src-core/contract/client.ts'
import type { ExchangeSummary } from '../../src-core/contract/exchange.ts'
import { createClient } from '../../src-renderer/transport/connect.ts'

/** Opens a screen's client over the control address that `serve` prints, without a screen. */
export function openControl(control: string): Client {
  const { host, hash } = new URL(control)
  const token = hash.replace('#token=', '')
  return createClient({
    open: () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`ws://${host}/rpc`, ['mpscope', `token.${token}`])
        socket.once('error', reject)
        socket.once('open', () =>
          resolve({
            post: (text) => socket.send(text),
            onMessage: (listener) => socket.on('message', (data) => listener(String(data))),
            onClose: (listener) => socket.on('close', listener),
            close: () => socket.close(),
          }),
        )
      }),
  })
}

/** Returns the whole history, newest first, page by page. */
export async function listAll(client: Pick<Client, 'call'>): Promise<ExchangeSummary[]> {
  const all: ExchangeSummary[] = []
  for (let more = true; more;) {
    const before = all.at(-1)?.id
    const page = await client.call('exchange.list', { limit: 500, ...(before !== undefined && { before }) })
    all.push(...page.items)
    more = page.more && page.items.length > 0
  }
  return all
}

/** Returns the MsgIds of messages in the list. */
export function msgIdsOf(exchanges: readonly ExchangeSummary[]): Set<string> {
  return new Set(exchanges.flatMap(({ messageKey }) => messageKey?.match(/^msg:([^:]*)/)?.[1] ?? []))
}
