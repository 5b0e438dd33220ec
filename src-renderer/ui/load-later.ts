import { defineAsyncComponent } from 'vue'
import type { AsyncComponentLoader, Component } from 'vue'
import LoadingPart from './LoadingPart.vue'

const AGAIN_MS = 1000
/** Loading is nearly always faster than this, and a flash of words only unsettles. */
const QUIET_MS = 200

/**
 * Makes a component whose code is loaded when it is first shown. If the workbench is away just then, the page says that
 * it is loading, and asks again until the code is there: by itself, Vue would leave the place empty for ever.
 */
export function loadLater<Loaded extends Component>(loader: AsyncComponentLoader<Loaded>) {
  return defineAsyncComponent<Loaded>({
    loader,
    loadingComponent: LoadingPart,
    delay: QUIET_MS,
    onError: (_error, retry) => void setTimeout(retry, AGAIN_MS),
  })
}
