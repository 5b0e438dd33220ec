import { expect, it, onTestFinished } from 'vitest'
import { h } from 'vue'
import { createI18n } from 'vue-i18n'
import type { Client } from '../../../src-core/contract/client.ts'
import type { Undoable } from '../../../src-core/contract/undo.ts'
import { provideUndo, useUndo } from '../../../src-renderer/composables/useUndo.ts'
import type { Undo } from '../../../src-renderer/composables/useUndo.ts'
import { provideWorkbench } from '../../../src-renderer/composables/useWorkbench.ts'
import { createWorkbench } from '../../../src-renderer/workbench/create-workbench.ts'
import { createApp } from '../blank-app.ts'

/** Mounts the undoing of a window; `restored` gets the ids that the core is asked to restore. */
function mount() {
  const restored: string[] = []
  const client: Client = {
    shell: { allKeys: false },
    call: (async (name: string, { id }: { id: string }) => {
      if (name === 'undo.apply') restored.push(id)
      return null
    }) as Client['call'],
    onEvents: () => () => {},
    onState: () => () => {},
    close() {},
  }
  let undo!: Undo
  const child = { setup: () => ((undo = useUndo()), () => null) }
  const provider = { setup: () => (provideUndo(), () => h(child)) }
  const app = createApp({ setup: () => (provideWorkbench(createWorkbench(client)), () => h(provider)) })
  app.use(createI18n({ legacy: false, locale: 'zh', messages: { zh: {} } }))
  app.mount({})
  onTestFinished(() => app.unmount())
  return { undo, restored }
}

const said = (what: string) => ({ done: `${what} is gone`, undone: `${what} is back` })

it('undoes the deletion that is under way, never the one before', async () => {
  const { undo, restored } = mount()
  const removal = Promise.withResolvers<Undoable>()
  undo.offer(said('a'), Promise.resolve({ undo: 'a' }))
  undo.offer(said('b'), removal.promise)
  const undoing = undo.undo()
  removal.resolve({ undo: 'b' })
  await undoing
  expect(restored).toEqual(['b'])
  expect(undo.outcome.value).toEqual({ text: 'b is back', failed: false })
})

it('offers what it offered before, once a deletion has failed', async () => {
  const { undo, restored } = mount()
  const removal = Promise.withResolvers<Undoable>()
  undo.offer(said('a'), Promise.resolve({ undo: 'a' }))
  undo.offer(said('b'), removal.promise)
  removal.reject(new Error('refused'))
  await expect.poll(() => undo.last.value?.done).toBe('a is gone')
  await undo.undo()
  expect(restored).toEqual(['a'])
})
