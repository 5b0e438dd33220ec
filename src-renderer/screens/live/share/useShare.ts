import { ref, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { Exchange } from '../../../../src-core/contract/exchange.ts'
import { USUAL_AUDIENCE } from '../../../../src-core/contract/sharing.ts'
import type { Audience, CopyForm, ExportFormatName } from '../../../../src-core/contract/sharing.ts'
import type { CodeLanguage } from '../../../../src-core/contract/signing.ts'
import { useDesk, useDeskPart } from '../../../actions/kind/useDesk.ts'
import { createProvided } from '../../../composables/create-provided.ts'

interface Surroundings {
  /** The selected exchange; null until its details are there. */
  exchange: Ref<Exchange | null>
  open(panel: 'copy' | 'transfer'): void
  /** Asks for a file to import. */
  pick(): void
}

/** What is chosen for copies and exports; it stays while the screen is there. */
export const [provideShare, useShare] = createProvided('share', ({ exchange, open, pick }: Surroundings) => {
  /** The one that is copied; it stays the same while the panel is open. */
  const copied = shallowRef<Exchange | null>(null)
  const form = ref<CopyForm>('curl')
  const code = ref<CodeLanguage>('node')
  /** What was chosen for a form, if it is another one than is usual. */
  const audiences = ref<Partial<Record<CopyForm, Audience>>>({})

  const exported = {
    format: ref<ExportFormatName>('json'),
    audience: ref<Audience>('others'),
    which: ref<'one' | 'several' | 'found' | 'all'>('all'),
  }
  const desk = useDesk()

  useDeskPart('share', {
    get can() {
      return exchange.value !== null
    },
    copyAs() {
      copied.value = exchange.value
      if (copied.value) open('copy')
    },
    openTransfer() {
      if (desk.several && desk.several.count > 1) exported.which.value = 'several'
      open('transfer')
    },
    import: pick,
  })

  return {
    exchange,
    copied,
    form,
    code,
    audienceOf: (one: CopyForm): Audience => audiences.value[one] ?? USUAL_AUDIENCE[one],
    setAudience: (one: CopyForm, audience: Audience) =>
      void (audiences.value = { ...audiences.value, [one]: audience }),
    exported,
  }
})
