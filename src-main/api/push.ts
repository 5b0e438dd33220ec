import { writePushed } from '../../src-core/delivery/push-request.ts'
import { drawSealing, planPush } from '../../src-core/sender/plan-push.ts'
import { deliverOnce } from '../../src-core/sender/send-message.ts'
import type { Sending } from '../../src-core/sender/sending.ts'
import { verify } from '../../src-core/sender/verify.ts'
import { createHttpClient } from '../node/http-client.ts'
import { createSendingPorts } from '../node/sending-ports.ts'
import type { Exchange, SampleInput, SendInput } from './types.ts'
import { ApiFault } from './fault.ts'
import { MODE, readEncryption } from './keys.ts'
import { createFields } from './messages.ts'
import { optional, readInput, TEXT, TEXTS_BY_NAME, URL_TEXT } from './read-input.ts'

const KIND = { type: optional(TEXT), event: optional(TEXT), set: optional(TEXTS_BY_NAME) }

export function writeSample(input: SampleInput): string {
  const kind = readInput('sampleMessage', input, KIND)
  return writePushed(createFields('sampleMessage', createPorts(), kind))
}

export async function pushMessage(input: SendInput): Promise<Exchange> {
  const { url, token, message, type, event, set, mode, aesKey, appId } = readInput('send', input, {
    ...KIND,
    url: URL_TEXT,
    token: TEXT,
    message: optional(TEXT),
    mode: optional(MODE),
    aesKey: optional(TEXT),
    appId: optional(TEXT),
  })
  const isKindGiven = [type, event, set].some((value) => value !== undefined)
  if (message !== undefined && isKindGiven) throw new ApiFault('INVALID_INPUT', EITHER)
  const encryption = readEncryption('send', { mode, aesKey, appId })
  return withSending(async (sending) => {
    const push = {
      url,
      token,
      message: message ?? createFields('send', sending, { type, event, set }),
      encryption,
    }
    const exchange = await deliverOnce(sending, planPush(push, 1, drawSealing(sending)))
    // Null only if it was stopped by a signal, and there is none.
    return exchange!
  })
}

export async function verifyAddress(input: { url: string; token: string }): Promise<Exchange> {
  const { url, token } = readInput('verifyUrl', input, { url: URL_TEXT, token: TEXT })
  return withSending((sending) => verify(sending, { url, token }))
}

/** Ends the connections afterwards: a test's server that is closed would wait for them. */
async function withSending<Value>(run: (sending: Sending) => Promise<Value>): Promise<Value> {
  const httpClient = createHttpClient()
  try {
    return await run({ ...createPorts(), httpClient })
  } finally {
    await httpClient.close()
  }
}

/** A defect of ours is nobody's result; a warning says it where the test's output is. */
function createPorts(): Sending {
  return createSendingPorts((error) => process.emitWarning(error instanceof Error ? error : String(error)))
}

const EITHER = {
  zh: 'send：message 是整条消息，不能和 type、event、set 一起给。',
  en: 'send: message is the whole message, and does not go with type, event or set.',
}
