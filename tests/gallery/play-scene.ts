import type { LivePage } from '../e2e/live-page.ts'
import { dress } from './dress.ts'
import { openStage } from './stage.ts'
import type { Scene } from './scene.ts'

/** The window in which each state is made, so that its parts are where they are looked for. */
const WHERE_IT_IS_MADE = { theme: 'light', size: '1280x800' } as const

/** Shows the states of a scene one after the other; `look` gets each as `scene/state`. */
export async function playScene(
  { name, states }: Scene,
  live: LivePage,
  look: (state: string) => Promise<void>,
): Promise<void> {
  const stage = openStage(live)
  for (const state of states) {
    await dress(live.page, WHERE_IT_IS_MADE)
    await state.show(stage)
    await look(`${name}/${state.name}`)
  }
}
