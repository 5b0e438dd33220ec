import type { Exchange } from '../../contract/exchange.ts'
import type { Bilingual } from '../../contract/text.ts'

/** What an export says of itself. */
export interface ExportFacts {
  language: keyof Bilingual
  version: string
  redacted: boolean
  /** Epoch milliseconds. */
  exportedAt: number
  /** The number of exchanges that were chosen. */
  count: number
  /** Of our responder, for the address of an incoming request without a Host. */
  origin: string
}

/** Writes a file in pieces: never all of it is in memory. */
export interface ExportFormat {
  ending: string
  type: string
  begin(facts: ExportFacts): string
  /** `index` counts from 0. */
  write(exchange: Exchange, index: number, facts: ExportFacts): string
  end(facts: ExportFacts): string
}
