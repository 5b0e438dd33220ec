import { defineAsyncComponent, onBeforeUnmount, onMounted, shallowReadonly, shallowRef, watch } from 'vue'
import type { AsyncComponentLoader, Component, ShallowRef } from 'vue'
import { isPainted } from './is-painted.ts'
import LoadingPart from './LoadingPart.vue'

const AGAIN_MS = 1000
/** Loading is nearly always faster than this, and a flash of words only unsettles. */
const QUIET_MS = 200

/**
 * Makes a component whose code is loaded when it is first shown. If the workbench is away just then, the page says that
 * it is loading, and asks again until the code is there: by itself, Vue would leave the place empty for ever. A place too
 * small for words has no `loading`.
 */
export function loadLater<Loaded extends Component>(
  loader: AsyncComponentLoader<Loaded>,
  loading: Component | null = LoadingPart,
) {
  return defineAsyncComponent<Loaded>({
    loader: async () => {
      // The first row need not share its time with the code of the details.
      await isPainted()
      return loader()
    },
    ...(loading && { loadingComponent: loading }),
    delay: QUIET_MS,
    onError: (_error, retry) => void setTimeout(retry, AGAIN_MS),
  })
}

/**
 * Gives code that nobody needs for the first row, such as what opens at a click; null until it is there. It is loaded
 * as soon as the browser has nothing else to do, and at once if it is `wanted`: then it is asked for until it comes.
 */
export function useLater<Code>(
  load: () => Promise<{ default: Code }>,
  wanted: () => boolean = () => false,
): Readonly<ShallowRef<Code | null>> {
  const code = shallowRef<Code | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let idle: number | undefined

  async function fetch(): Promise<void> {
    try {
      code.value ??= (await load()).default
    } catch {
      if (wanted()) timer = setTimeout(() => void fetch(), AGAIN_MS)
    }
  }

  watch(wanted, (now) => now && void fetch(), { immediate: true })
  onMounted(() => (idle = requestIdleCallback(() => void fetch())))
  onBeforeUnmount(() => {
    clearTimeout(timer)
    if (idle !== undefined) cancelIdleCallback(idle)
  })
  return shallowReadonly(code)
}
