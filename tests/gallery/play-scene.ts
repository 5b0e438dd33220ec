import type { Page } from '@playwright/test'
import { dress } from './dress.ts'
import type { Look } from './looks.ts'
import { openStage } from './stage.ts'
import type { Scene, Stage, State } from './scene.ts'

/** The window in which each state is made, so that its parts are where they are looked for. */
const WHERE_IT_IS_MADE: Look = { theme: 'light', size: '1280x800' }

/**
 * Shows the states of a scene one after the other; `look` gets each as `scene/state`, and the page that shows it. `made`
 * is the window in which each is made.
 */
export async function playScene(
  { name, states }: Scene,
  started: Pick<Stage, 'live' | 'closeWindow'>,
  look: (state: string, page: Page, { alike }: State) => Promise<void>,
  made = WHERE_IT_IS_MADE,
): Promise<void> {
  const stage = openStage(started)
  const { live } = stage
  for (const state of states) {
    await dress(live.page, made)
    const other = await state.show(stage)
    if (other) await dress(other, made)
    await look(`${name}/${state.name}`, other ?? live.page, state)
    await other?.close()
  }
}
