import type { CallbackReading } from '../../../src-core/contract/callback.ts'
import type { ExchangeDetails } from '../../../src-core/contract/history.ts'
import type { SignTab } from '../../actions/kind/desk.ts'
import type { SignFields } from './sign-fields.ts'

/** Values that another screen brings along. A field that is left out stays unchanged. */
export interface SignOrder {
  tab: SignTab
  /** The account that provides token and keys. */
  account?: string | null | undefined
  /** Leaves secrets and AppID as somebody typed them, instead of taking the account's. */
  keepsTyped?: boolean
  fields?: Partial<SignFields>
  /** Timestamp and nonce as in the URL. */
  raw?: { timestamp?: string | undefined; nonce?: string | undefined }
}

/** Returns the values of a pasted request. What was typed stays, but for a token that is not the one of the request. */
export function createPastedOrder({
  values,
  raw,
  encrypt,
  body,
  account,
}: CallbackReading): Omit<SignOrder, 'tab'> {
  return {
    account: account?.id,
    keepsTyped: true,
    raw: { timestamp: raw.timestamp, nonce: raw.nonce },
    fields: {
      ...(account?.by === 'token' && { token: '' }),
      timestamp: values.timestamp ?? '',
      nonce: values.nonce ?? '',
      echostr: values.echostr ?? '',
      signature: values.signature ?? '',
      msgSignature: values.msg_signature ?? '',
      encrypt: encrypt ?? '',
      ...(encrypt !== null && body !== null && createOpenFields(values, body)),
    },
  }
}

/** Returns the fields of the tab that decrypts: the body, and what its signature needs. */
function createOpenFields(
  query: Readonly<Record<string, string | undefined>>,
  envelope: string,
): Partial<SignFields> {
  return {
    envelope,
    openTimestamp: query['timestamp'] ?? '',
    openNonce: query['nonce'] ?? '',
    openMsgSignature: query['msg_signature'] ?? '',
  }
}

/** Returns all values of an exchange that the screen has fields for. */
export function createSignOrder({
  exchange,
  signature,
}: Pick<ExchangeDetails, 'exchange' | 'signature'>): SignOrder {
  const { account, request } = exchange
  const encrypt = signature.msg?.steps?.parts.find(({ name }) => name === 'encrypt')?.value
  const { query, target, body } = request
  const raw = new Map(
    target
      .slice(target.indexOf('?') + 1)
      .split('&')
      .toReversed()
      .map((part): [string, string] => {
        const equals = part.indexOf('=')
        return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)]
      }),
  )
  return {
    tab: encrypt ? 'open' : 'signature',
    account,
    raw: { timestamp: raw.get('timestamp'), nonce: raw.get('nonce') },
    fields: {
      timestamp: query['timestamp'] ?? '',
      nonce: query['nonce'] ?? '',
      echostr: query['echostr'] ?? '',
      signature: query['signature'] ?? '',
      msgSignature: query['msg_signature'] ?? '',
      encrypt: encrypt ?? '',
      pasted: '',
      ...(encrypt && createOpenFields(query, body)),
    },
  }
}
