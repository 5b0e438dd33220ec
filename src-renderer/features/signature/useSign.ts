import { reactive, shallowRef, watch } from 'vue'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { CallbackReading } from '../../../src-core/contract/callback.ts'
import { createProvided } from '../../composables/create-provided.ts'
import type { CurrentAccount } from '../../composables/useCurrentAccount.ts'
import type { Navigation } from '../../composables/useNavigation.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'

export const signTabs = ['signature', 'open', 'seal', 'alarm'] as const
export type SignTab = (typeof signTabs)[number]

export type Sign = ReturnType<typeof createSign>

/** Values that one brings along to the screen. A field that is left out stays as it is there. */
export interface SignOrder {
  tab: SignTab
  /** Whose token and keys. */
  account?: string | null | undefined
  fields?: Partial<SignFields>
  /** Timestamp and nonce as they stood in the URL. */
  raw?: { timestamp?: string | undefined; nonce?: string | undefined }
}

/** All that is typed on the screen; one request has one timestamp, whichever of the tabs one looks at. */
export interface SignFields {
  token: string
  aesKey: string
  previousAesKey: string
  appId: string
  timestamp: string
  nonce: string
  echostr: string
  encrypt: string
  signature: string
  msgSignature: string
  envelope: string
  xml: string
  sealTimestamp: string
  sealNonce: string
  pasted: string
  alarm: string
}

const EMPTY: SignFields = {
  token: '',
  aesKey: '',
  previousAesKey: '',
  appId: '',
  timestamp: '',
  nonce: '',
  echostr: '',
  encrypt: '',
  signature: '',
  msgSignature: '',
  envelope: '',
  xml: '',
  sealTimestamp: '',
  sealNonce: '',
  pasted: '',
  alarm: '',
}

const OF_ACCOUNT = ['token', 'aesKey', 'previousAesKey', 'appId'] as const

function createSign({ account }: CurrentAccount, { go }: Pick<Navigation, 'go'>) {
  const { state } = useWorkbench()
  const tab = shallowRef<SignTab>('signature')
  const fields = reactive<SignFields>({ ...EMPTY })
  /** Timestamp and nonce as they stood in a URL, as long as the fields hold those; null if they came from no URL. */
  const fromUrl = shallowRef<{ timestamp: string; nonce: string; raw: SignOrder['raw'] } | null>(null)

  // A field that nobody has touched follows the account, as when its token changes; a field typed in here stays.
  watch(
    account,
    (now, before) => {
      for (const name of OF_ACCOUNT)
        if (fields[name] === (before?.[name] ?? '')) fields[name] = now?.[name] ?? ''
    },
    { immediate: true },
  )

  function useAccountOf(id: string | null | undefined): void {
    const found = state.value?.accounts.find((one) => one.id === id)
    if (found) for (const name of OF_ACCOUNT) fields[name] = found[name]
  }

  function fill({ account: id, fields: given = {}, raw }: Omit<SignOrder, 'tab'>): void {
    useAccountOf(id)
    Object.assign(fields, given)
    if (raw) fromUrl.value = { timestamp: fields.timestamp, nonce: fields.nonce, raw }
  }

  return {
    tab,
    fields,
    /** Undefined once timestamp or nonce have been changed by hand. */
    raw(): SignOrder['raw'] {
      const { timestamp, nonce, raw } = fromUrl.value ?? {}
      return timestamp === fields.timestamp && nonce === fields.nonce ? raw : undefined
    },
    /** Takes over what a pasted request has; the rest is emptied, since it belonged to another one. */
    take({ values, raw, encrypt, body, account: owner }: CallbackReading): void {
      fill({
        account: owner?.id,
        raw: { timestamp: raw.timestamp, nonce: raw.nonce },
        fields: {
          timestamp: values.timestamp ?? '',
          nonce: values.nonce ?? '',
          echostr: values.echostr ?? '',
          signature: values.signature ?? '',
          msgSignature: values.msg_signature ?? '',
          encrypt: encrypt ?? '',
          ...(encrypt !== null && body !== null && { envelope: body }),
        },
      })
    },
    /** Brings something to the screen and shows it. */
    load({ tab: wanted, ...order }: SignOrder): void {
      fill(order)
      tab.value = wanted
      go('sign')
    },
  }
}

/** Everything of an exchange that the screen has a place for. */
export function createSignOrder({ account, request }: Exchange, encrypt?: string | null): SignOrder {
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
      envelope: encrypt ? body : '',
      pasted: '',
    },
  }
}

/** Kept at the root, so that what was typed outlives a look at another screen. */
export const [provideSign, useSign] = createProvided('sign', createSign)
