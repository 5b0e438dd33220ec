import type { Account } from '../contract/account.ts'
import type { Exchange } from '../contract/exchange.ts'
import type { ExchangeDetails } from '../contract/history.ts'
import { findCounterparts } from '../conversion/message-counterparts.ts'
import { reportSignature } from '../diagnosis/signature/genuineness.ts'
import { readEnvelope } from '../exchange/envelope.ts'
import { findLayers } from '../exchange/layers.ts'
import { readBytes } from '../exchange/record.ts'
import { parseLenient, parseLenientText } from '../xml/parse/lenient.ts'
import type { LenientResult } from '../xml/parse/lenient.ts'

/** Returns a stored exchange with its details. Parses the body once: without encryption it is the message itself. */
export function openExchange(exchange: Exchange, accounts: readonly Account[]): ExchangeDetails {
  const { message } = exchange
  const account = accounts.find(({ id }) => id === exchange.account)
  const body = parseLenient(readBytes(exchange.request))
  const encrypt = body.ok ? readEnvelope(body.document.root).encrypt : null
  return {
    exchange,
    signature: reportSignature(exchange, account, encrypt),
    counterparts: message && findCounterparts(message, parseMessage(message.xml, body)),
    layers: encrypt !== null && account ? findLayers(encrypt, account) : null,
  }
}

function parseMessage(xml: string, body: LenientResult): LenientResult {
  return body.text === xml ? body : parseLenientText(xml)
}
