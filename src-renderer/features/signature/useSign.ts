import { computed, reactive, shallowRef, watch } from 'vue'
import { secretFields } from '../../../src-core/contract/account.ts'
import type { SecretField } from '../../../src-core/contract/account.ts'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import type { CallbackReading } from '../../../src-core/contract/callback.ts'
import { createProvided } from '../../composables/create-provided.ts'
import type { CurrentAccount } from '../../composables/useCurrentAccount.ts'
import type { Navigation } from '../../composables/useNavigation.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'

export const signTabs = ['signature', 'open', 'seal', 'alarm'] as const
export type SignTab = (typeof signTabs)[number]

export type Sign = ReturnType<typeof createSign>

/** Values that another screen brings along. A field that is left out stays unchanged. */
export interface SignOrder {
  tab: SignTab
  /** The account that provides token and keys. */
  account?: string | null | undefined
  fields?: Partial<SignFields>
  /** Timestamp and nonce as in the URL. */
  raw?: { timestamp?: string | undefined; nonce?: string | undefined }
}

/**
 * Everything typed on the screen. One request has one timestamp, on whichever tab. An empty secret is the account's:
 * the workbench has it, and the screen does not need it.
 */
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

function createSign({ account }: CurrentAccount, { go }: Pick<Navigation, 'go'>) {
  const { state, call } = useWorkbench()
  const tab = shallowRef<SignTab>('signature')
  const fields = reactive<SignFields>({ ...EMPTY })
  /** Timestamp and nonce as in a URL, as long as the fields hold those; null if they came from no URL. */
  const fromUrl = shallowRef<{ timestamp: string; nonce: string; raw: SignOrder['raw'] } | null>(null)

  /** The account whose token and keys count: the current one, until a request belongs to another one. */
  const ownerId = shallowRef(account.value?.id ?? null)
  const owner = computed(
    () => state.value?.accounts.find(({ id }) => id === ownerId.value) ?? account.value ?? null,
  )
  /** Secrets of the owner that somebody asked to see; the fields show them. */
  const seen = reactive<Record<SecretField, string | null>>({
    token: null,
    aesKey: null,
    previousAesKey: null,
  })

  watch(
    () => account.value?.id ?? null,
    (now, before) => {
      if (ownerId.value === before) ownerId.value = now
    },
  )
  // A field that nobody has touched follows the account, as when its AppID changes; a field typed in here stays.
  watch(
    owner,
    (now, before) => {
      if (fields.appId === (before?.appId ?? '')) fields.appId = now?.appId ?? ''
      for (const name of secretFields) if (now?.secrets[name] !== before?.secrets[name]) hide(name)
    },
    { immediate: true },
  )

  /** Puts the owner's secret into its field, for a person who wants to see it. */
  async function show(name: SecretField): Promise<void> {
    const whose = owner.value
    if (fields[name] !== '' || !whose?.secrets[name]) return
    const { secret } = await call('account.secret', { id: whose.id, field: name })
    if (owner.value?.secrets[name] !== whose.secrets[name] || fields[name] !== '') return
    seen[name] = secret
    fields[name] = secret
  }

  /** Takes it out again, unless somebody changed it there. */
  function hide(name: SecretField): void {
    if (seen[name] !== null && fields[name] === seen[name]) fields[name] = ''
    seen[name] = null
  }

  /** Returns false for the owner's own secret, which somebody only looks at. */
  function isTyped(name: SecretField): boolean {
    return fields[name] !== '' && fields[name] !== seen[name]
  }

  function useAccountOf(id: string | null | undefined): void {
    const found = state.value?.accounts.find((one) => one.id === id)
    if (!found) return
    ownerId.value = found.id
    for (const name of secretFields) fields[name] = ''
    fields.appId = found.appId
  }

  function fill({ account: id, fields: given = {}, raw }: Omit<SignOrder, 'tab'>): void {
    useAccountOf(id)
    Object.assign(fields, given)
    if (raw) fromUrl.value = { timestamp: fields.timestamp, nonce: fields.nonce, raw }
  }

  return {
    tab,
    fields,
    owner,
    show,
    hide,
    /** Returns true if there is such a secret, typed here or the owner's. */
    has: (name: SecretField) => fields[name] !== '' || Boolean(owner.value?.secrets[name]),
    /** The account whose token makes the signature; null if a token was typed here. */
    signer: computed(() => (fields.token === '' ? (owner.value?.id ?? null) : null)),
    /** Token, keys and AppID as a command takes them. A key typed here stands alone, without the owner's former one. */
    keys: computed(() => ({
      ...(owner.value && { account: owner.value.id }),
      ...(fields.token !== '' && { token: fields.token }),
      ...(fields.aesKey !== '' && { aesKey: fields.aesKey }),
      ...((isTyped('aesKey') || fields.previousAesKey !== '') && { previousAesKey: fields.previousAesKey }),
      appId: fields.appId,
    })),
    /** Changes when the owner's secrets change. Then the questions are asked again. */
    marks: computed(() => JSON.stringify(owner.value?.secrets)),
    /** Undefined once timestamp or nonce have been changed by hand. */
    raw(): SignOrder['raw'] {
      const { timestamp, nonce, raw } = fromUrl.value ?? {}
      return timestamp === fields.timestamp && nonce === fields.nonce ? raw : undefined
    },
    /**
     * Takes over the values of a pasted request, and empties the other fields, since they belonged to another request.
     */
    take({ values, raw, encrypt, body, account: found }: CallbackReading): void {
      fill({
        account: found?.id,
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
    /** Loads values into the screen and shows it. */
    load({ tab: wanted, ...order }: SignOrder): void {
      fill(order)
      tab.value = wanted
      go('sign')
    },
  }
}

/** Returns all values of an exchange that the screen has fields for. */
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

/** Kept at the root, so that what was typed is still there after a visit to another screen. */
export const [provideSign, useSign] = createProvided('sign', createSign)
