import { join } from 'node:path'
import type { Exchange, Finding } from '../../src-core/contract/exchange.ts'
import { FINDINGS } from '../../src-core/contract/findings.ts'
import type { FindingCode } from '../../src-core/contract/findings.ts'
import { summarize } from '../../src-core/exchange/record.ts'
import { openDatabaseFile } from '../../src-main/node/history/database-file.ts'
import { findSqlite } from '../../src-main/node/history/sqlite.ts'
import { createStore } from '../../src-main/node/history/store.ts'
import { nameProcess } from '../../src-main/node/processes.ts'

/** An exchange of an earlier run. */
export interface Past {
  /** Epoch milliseconds. */
  receivedAt: number
  durationMs: number
  codes: readonly FindingCode[]
  /** The sender; the same one unless it is given. */
  from?: string
}

/** Writes the history that an earlier run would have left, oldest first. */
export function writePast(dataDir: string, all: readonly Past[]): void {
  const store = createStore(
    openDatabaseFile(findSqlite()!, join(dataDir, 'history.sqlite')),
    nameProcess(process.pid),
  )
  const recorded = all.map((past, n) => {
    const exchange = createExchange(past, n)
    return { exchange, summary: summarize(exchange) }
  })
  store.write({ recorded, amended: [], held: [] }, { rows: 1000, bytes: 1e8 })
  store.close()
}

function createExchange(
  { receivedAt, durationMs, codes, from = 'oABCDEFGHIJKLMNOPQRSTUVWXYZ1' }: Past,
  n: number,
): Exchange {
  const content = `第 ${n + 1} 条`
  const body = `<xml><FromUserName>${from}</FromUserName><MsgType>text</MsgType><Content>${content}</Content><MsgId>${n}</MsgId></xml>`
  const findings = codes.map((code): Finding => {
    const { name: title, basis: detail, severity } = FINDINGS[code]
    return { code, severity, title, detail, fix: { zh: '', en: '' }, at: null }
  })
  const isFault = findings.some(({ severity }) => severity === 'error')
  return {
    id: `${receivedAt}-${String(n).padStart(6, '0')}`,
    direction: 'in',
    receivedAt,
    account: 'default',
    attempt: 1,
    messageKey: `msg:${n}:${from}`,
    mode: 'plaintext',
    standing: 'genuine',
    request: {
      method: 'POST',
      path: '/wx',
      target: '/wx',
      httpVersion: '1.1',
      query: {},
      headers: [],
      body,
      bodyBytes: Buffer.byteLength(body),
    },
    signature: { ok: true, received: null, expected: null },
    message: {
      type: 'text',
      event: null,
      from,
      to: 'gh_7f083739789a',
      xml: body,
      json: { xml: { FromUserName: from, MsgType: 'text', Content: content, MsgId: String(n) } },
    },
    response: { status: 200, headers: [], body: 'success', by: 'relay', durationMs },
    verdict: isFault ? 'fault' : 'ignored',
    findings,
  }
}
