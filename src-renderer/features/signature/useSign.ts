import { computed, reactive, shallowRef, watch } from 'vue'
import { secretFields } from '../../../src-core/contract/secret-fields.ts'
import type { SecretField } from '../../../src-core/contract/account.ts'
import type { CallbackReading } from '../../../src-core/contract/callback.ts'
import type { SignTab } from '../../actions/kind/desk.ts'
import type { CurrentAccount } from '../../composables/useCurrentAccount.ts'
import type { Navigation } from '../../composables/useNavigation.ts'
import { useWorkbench } from '../../composables/useWorkbench.ts'
import { EMPTY_FIELDS } from './sign-fields.ts'
import type { SignFields } from './sign-fields.ts'
import { createPastedOrder } from './sign-order.ts'
import type { SignOrder } from './sign-order.ts'
import { useSignPlace } from './sign-place.ts'

export type Sign = ReturnType<typeof createSign>

/** The screen before its fields were filled anew, to which one can go back. */
interface Earlier {
  fields: SignFields
  owner: string | null
  fromUrl: FromUrl | null
}

/** Timestamp and nonce as the fields hold them, and as they stood in the URL. */
interface FromUrl {
  timestamp: string
  nonce: string
  raw: SignOrder['raw']
}

/** The most steps back that are remembered. */
const MOST_EARLIER = 20

function createSign({ account }: CurrentAccount, { go }: Pick<Navigation, 'go'>) {
  const { state, call } = useWorkbench()
  const tab = shallowRef<SignTab>('signature')
  const fields = reactive<SignFields>({ ...EMPTY_FIELDS })
  /** Timestamp and nonce as in a URL, as long as the fields hold those; null if they came from no URL. */
  const fromUrl = shallowRef<FromUrl | null>(null)
  /** The pasted text whose values were taken last. */
  let taken = ''
  const earlier = shallowRef<readonly Earlier[]>([])

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

  function useAccountOf({ account: id, keepsTyped }: Omit<SignOrder, 'tab'>): void {
    const found = state.value?.accounts.find((one) => one.id === id)
    if (!found) return
    for (const name of secretFields) if (!keepsTyped || !isTyped(name)) fields[name] = ''
    if (!keepsTyped || fields.appId === (owner.value?.appId ?? '')) fields.appId = found.appId
    ownerId.value = found.id
  }

  /** Fills fields, and remembers what stood there if anything is lost: somebody may have typed or pasted it. */
  function replace(change: () => void): void {
    const before: Earlier = { fields: { ...fields }, owner: ownerId.value, fromUrl: fromUrl.value }
    // A secret that is only looked at is the workbench's: it is not kept.
    for (const name of secretFields) if (!isTyped(name)) before.fields[name] = ''
    change()
    const names = Object.keys(before.fields) as (keyof SignFields)[]
    const isLost = names.some((name) => before.fields[name] !== '' && before.fields[name] !== fields[name])
    if (isLost) earlier.value = [...earlier.value, before].slice(-MOST_EARLIER)
  }

  function restore(): void {
    const last = earlier.value.at(-1)
    if (!last) return
    earlier.value = earlier.value.slice(0, -1)
    ownerId.value = last.owner
    Object.assign(fields, last.fields)
    fromUrl.value = last.fromUrl
    // The values of a restored text have been edited since: they are not taken once more.
    taken = fields.pasted
  }

  function fill(order: Omit<SignOrder, 'tab'>): void {
    const { raw } = order
    useAccountOf(order)
    Object.assign(fields, order.fields)
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
    /** Fills fields with a sample, or with a value that was made. */
    putIn(given: Partial<SignFields>): void {
      replace(() => fill({ fields: given }))
      taken = fields.pasted
    },
    /**
     * Takes over the values of a pasted request, and empties the other fields of the tab, since they belonged to another
     * request. One with an Encrypt goes to the other tab as well. Each text is taken once.
     */
    take(found: CallbackReading): void {
      if (fields.pasted === taken) return
      taken = fields.pasted
      replace(() => fill(createPastedOrder(found)))
    },
    /** True if fields were filled over something that is still remembered. */
    canRestore: computed(() => earlier.value.length > 0),
    /** Puts back what stood in the fields before they were filled; called again, it goes on to what stood before that. */
    restore,
    /** Loads values into the screen and shows it. */
    load({ tab: wanted, ...order }: SignOrder): void {
      replace(() => fill(order))
      taken = fields.pasted
      tab.value = wanted
      go('sign')
    },
  }
}

/** Returns the one state of the Sign screen, which outlasts whoever takes it first. */
export function useSign(): Sign {
  const place = useSignPlace()
  return (place.sign ??= place.scope.run(() => createSign(place.currentAccount, place.navigation))!) as Sign
}
