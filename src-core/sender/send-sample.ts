import type { Account } from '../contract/account.ts'
import type { DecodedInput, SendResult } from '../contract/commands.ts'
import { CommandFailure } from '../contract/errors.ts'
import type { Ports } from '../ports.ts'
import { findMessageSpec } from '../wechat/catalogue/catalogue.ts'
import { REPLY_DEADLINE_MS } from '../wechat/limits.ts'
import { createSampleMessage, UnknownFieldError } from '../wechat/samples.ts'
import { writeMessage } from '../xml/write/message.ts'
import { decodeKeys } from '../exchange/unseal.ts'
import { createPushRequest, createRandom16 } from './push.ts'
import type { PushSeal } from './push.ts'

/** Who sends where the workbench plays WeChat: shaped like an OpenID, and nobody's. */
export const SAMPLE_OPEN_ID = 'oMpscopeSampleUser0000000001'
/** Where the account's own is not known yet. */
export const SAMPLE_ORIGINAL_ID = 'gh_mpscope00001'

/** The message to send: its kind, and values for some of its fields by path. */
export interface SampleOrder {
  type: string
  event?: string | undefined
  set?: Record<string, string> | undefined
}

type SenderPorts = Pick<Ports, 'clock' | 'randomBytes'>

/** The XML of a believable message, with a MsgId of its own. Throws `NOT_FOUND` and `INVALID_INPUT`. */
export function createSampleXml(ports: SenderPorts, originalId: string, order: SampleOrder): string {
  const spec = findMessageSpec(order.type, order.event)
  if (!spec) {
    throw new CommandFailure(
      'NOT_FOUND',
      `The catalogue has no ${order.event ? `event ${order.event}` : `type ${order.type}`}.`,
    )
  }
  try {
    const fields = createSampleMessage(spec, {
      toUserName: originalId || SAMPLE_ORIGINAL_ID,
      fromUserName: SAMPLE_OPEN_ID,
      createTime: Math.floor(ports.clock.now() / 1000),
      msgId: createMsgId(ports),
      ...(order.set && { set: order.set }),
    })
    // Indented as the official samples are: it is there to be read.
    return writeMessage(fields, { pretty: true })
  } catch (error) {
    if (!(error instanceof UnknownFieldError)) throw error
    const issues = error.fields.map((field) => ({ path: `set.${field}`, message: 'unknown field' }))
    throw new CommandFailure('INVALID_INPUT', error.message, { issues })
  }
}

/**
 * A MsgId as WeChat's are today: 17 digits beginning with 2, so above 2^53 and a test of every parser; it grows with
 * time, and two of one millisecond differ by chance.
 */
function createMsgId({ clock, randomBytes }: SenderPorts): string {
  const [chance = 0] = new Uint32Array(Uint8Array.from(randomBytes(4)).buffer)
  return `2${String(clock.now()).padStart(13, '0')}${String(chance % 1000).padStart(3, '0')}`
}

/** A fresh 9- or 10-digit nonce, as WeChat's are. */
export function createNonce({ randomBytes }: Pick<Ports, 'randomBytes'>): string {
  const [chance = 0] = new Uint32Array(Uint8Array.from(randomBytes(4)).buffer)
  return String((chance % 2_000_000_000) + 100_000_000)
}

/** As the account is set; undefined in plaintext mode. Throws `NO_KEY` where the mode asks for a key there is none of. */
function createPushSeal(ports: SenderPorts, account: Account): PushSeal | undefined {
  const { mode, appId, originalId } = account
  if (mode === 'plaintext') return undefined
  const [key] = decodeKeys(account)
  if (!key)
    throw new CommandFailure('NO_KEY', `${mode} mode needs an EncodingAESKey of 43 letters and digits.`)
  return { mode, key, appId, originalId: originalId || SAMPLE_ORIGINAL_ID, random16: createRandom16(ports) }
}

/** Sends a sample to the account's own address, over the real socket. Throws `RESPONDER_UNREACHABLE`. */
export async function sendSample(
  ports: Ports,
  account: Account,
  order: DecodedInput<'message.send'>,
): Promise<SendResult> {
  const request = createPushRequest({
    seal: createPushSeal(ports, account),
    url: ports.responder().origin + account.path,
    token: account.token,
    timestamp: String(Math.floor(ports.clock.now() / 1000)),
    nonce: createNonce(ports),
    openId: order.set?.['FromUserName'] ?? SAMPLE_OPEN_ID,
    xml: createSampleXml(ports, account.originalId, order),
    deadlineMs: REPLY_DEADLINE_MS,
  })
  try {
    const { status, body, durationMs } = await ports.httpClient.send(request)
    return { status, body: new TextDecoder().decode(body), durationMs }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandFailure('RESPONDER_UNREACHABLE', `The responder did not answer: ${reason}`, { reason })
  }
}
