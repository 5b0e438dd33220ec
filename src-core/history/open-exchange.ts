import type { Account } from '../contract/account.ts'
import type { Exchange, ExchangeMessage } from '../contract/exchange.ts'
import type { ExchangeDetails } from '../contract/history.ts'
import { findCounterparts } from '../conversion/message-counterparts.ts'
import { reportSignature } from '../diagnosis/signature/genuineness.ts'
import { findLayers } from '../exchange/layers.ts'
import { readBody } from '../exchange/read-body.ts'
import type { ReadBody } from '../exchange/read-body.ts'
import { readBytes } from '../exchange/record.ts'
import { findEncrypt } from '../exchange/unseal.ts'
import { createPhones } from '../phone/phones-of-exchange.ts'
import { parseLenientText } from '../xml/parse/lenient.ts'
import type { LenientResult } from '../xml/parse/lenient.ts'

/**
 * Returns a stored exchange with its details; `others` are other deliveries of its message. Parses the body once: without
 * encryption it is the message itself.
 */
export function openExchange(
  exchange: Exchange,
  accounts: readonly Account[],
  others: readonly Exchange[],
): ExchangeDetails {
  const { message } = exchange
  const account = accounts.find(({ id }) => id === exchange.account)
  const body = readBody(readBytes(exchange.request))
  const { encrypt } = findEncrypt(body)
  return {
    exchange,
    signature: reportSignature(exchange, account, encrypt),
    counterparts: message && findCounterparts(message, parseMessage(message, body)),
    layers: encrypt !== null && account ? findLayers(encrypt, account) : null,
    ...createPhones(exchange, account, others),
  }
}

/** Returns the message's XML as parsed; null if it is JSON. */
function parseMessage({ xml, format }: ExchangeMessage, { parsed }: ReadBody): LenientResult | null {
  if (format === 'json') return null
  return parsed?.text === xml ? parsed : parseLenientText(xml)
}
