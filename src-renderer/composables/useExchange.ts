import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import type { CipherLayers } from '../../src-core/contract/cipher.ts'
import type { Counterparts } from '../../src-core/contract/conversion.ts'
import { CommandFailure } from '../../src-core/contract/errors.ts'
import type { ErrorCode } from '../../src-core/contract/errors.ts'
import type { Exchange } from '../../src-core/contract/exchange.ts'
import type { SignatureReport } from '../../src-core/contract/signature.ts'
import { useWorkbench } from './useWorkbench.ts'

export interface ExchangeDetails {
  exchange: Exchange
  signature: SignatureReport
  /** Null where there is no message. */
  counterparts: Counterparts | null
  /** Null where the message came in the clear, or the account has no key. */
  layers: CipherLayers | null
}

/**
 * The whole exchange of an id. While the next one is on its way the last one stays, so that going through the list
 * does not flicker; and one request at a time is under way, so that a flood which moves the selection on with every
 * row asks only for the row at which it has arrived.
 */
export function useExchange(id: Ref<string | null>): {
  details: Readonly<ShallowRef<ExchangeDetails | null>>
  failure: Readonly<ShallowRef<ErrorCode | null>>
} {
  const { state, connection, call, listen } = useWorkbench()
  const details = shallowRef<ExchangeDetails | null>(null)
  const failure = shallowRef<ErrorCode | null>(null)
  let busy = false
  let stale = false

  async function load(): Promise<void> {
    if (busy) {
      stale = true
      return
    }
    busy = true
    do {
      stale = false
      const wanted = id.value
      try {
        const loaded = wanted === null ? null : await fetch(wanted)
        if (wanted === id.value) {
          details.value = loaded
          failure.value = null
        }
      } catch (cause) {
        if (wanted !== id.value) continue
        // What is on the screen is still true where only the line is down.
        failure.value = cause instanceof CommandFailure ? cause.code : 'INTERNAL'
        if (details.value?.exchange.id !== wanted) details.value = null
      }
    } while (stale)
    busy = false
  }

  async function fetch(wanted: string): Promise<ExchangeDetails> {
    const [exchange, signature, counterparts, layers] = await Promise.all([
      call('exchange.get', { id: wanted }),
      call('exchange.signature', { id: wanted }),
      call('exchange.counterparts', { id: wanted }),
      call('exchange.layers', { id: wanted }),
    ])
    return { exchange, signature, counterparts, layers }
  }

  watch(id, () => void load(), { immediate: true })
  // A changed token changes what the steps of the signature say.
  watch(
    () => state.value?.accounts,
    () => void load(),
  )
  // A slow backend's reply comes after the exchange is shown.
  const stop = listen((event) => {
    if (event.type === 'exchange.amended' && event.exchange.id === id.value) void load()
  })
  onScopeDispose(stop)
  watch(connection, (now) => {
    if (now === 'open' && failure.value !== null) void load()
  })
  return { details, failure }
}
