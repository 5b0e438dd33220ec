import { expect, it, onTestFinished, vi } from 'vitest'
import { h, ref, shallowRef, watch } from 'vue'
import type { Client } from '../../../../../src-core/contract/client.ts'
import type { WorkbenchEvent } from '../../../../../src-core/contract/events.ts'
import type { Found } from '../../../../../src-core/contract/filter.ts'
import type { Grouping } from '../../../../../src-core/contract/listing.ts'
import { provideWorkbench } from '../../../../../src-renderer/composables/useWorkbench.ts'
import { useListing } from '../../../../../src-renderer/screens/live/listing/useListing.ts'
import { createWorkbench } from '../../../../../src-renderer/workbench/create-workbench.ts'
import { createApp } from '../../../blank-app.ts'

const FOUND: Found = {
  faults: [],
  lines: [],
  from: 0,
  total: 1000,
  days: 0,
  daysBefore: 0,
  found: 1000,
  rows: 1000,
  newest: null,
  anchorAt: null,
  selected: null,
  unseen: 0,
  mark: 0,
  strangers: 0,
  looked: 1000,
  of: 1000,
  done: true,
  tooSlow: false,
  tally: { verdicts: [], types: [] },
}

/** Mounts the source of a list whose lines cannot be read. `asked` is what it asked for; `record` tells it of exchanges. */
function mountUnreadable() {
  const asked: unknown[] = []
  const heard: Parameters<Client['onEvents']>[0][] = []
  const first = shallowRef(500)
  const client: Client = {
    shell: { allKeys: false },
    call: (async (name: string, input: unknown) => {
      if (name !== 'exchange.find') return new Promise<never>(() => {})
      asked.push(input)
      if (asked.length > 40) throw new Error('it asks again and again')
      return FOUND
    }) as unknown as Client['call'],
    onEvents: (listener) => (heard.push(listener), () => {}),
    onState: () => () => {},
    close() {},
  }
  let source!: ReturnType<typeof useListing>
  const child = {
    setup() {
      source = useListing({
        asked: shallowRef({ filter: '', withoutStrangers: true, withoutRuns: true }),
        grouping: ref<Grouping>('message'),
        open: shallowRef(new Set<string | null>()),
        today: ref(0),
      })
      // As the list on the screen does it: it tells what is in sight after each answer.
      watch([source.listing, first], () => source.see({ first: first.value, count: 30, anchors: [] }))
      return () => null
    },
  }
  const app = createApp({ setup: () => (provideWorkbench(createWorkbench(client)), () => h(child)) })
  app.mount({})
  onTestFinished(() => app.unmount())
  const record = (count: number) => {
    const events = Array.from({ length: count }, () => ({ type: 'exchange.recorded' }) as WorkbenchEvent)
    for (const listener of heard) listener({ events, lost: false })
  }
  return { asked, first, source, record }
}

/** Lets all that was asked be answered. */
const settle = async () => {
  for (let turn = 0; turn < 100; turn++) await Promise.resolve()
}

it('asks once for what is in sight if that cannot be read, and again when another part is', async () => {
  const { asked, first, source } = mountUnreadable()
  await settle()
  expect(source.failure.value).toBeNull()
  expect(asked).toMatchObject([{ from: 0 }, { from: 440 }])
  first.value = 700
  await settle()
  expect(asked).toMatchObject([{ from: 0 }, { from: 440 }, { from: 640 }])
})

it('shows what arrives at once, and in a rush looks less often', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { asked, record } = mountUnreadable()
  await settle()
  /** Returns the number of looks in two seconds, in which so many exchanges are recorded in each tenth of a second. */
  async function looksWhile(count: number): Promise<number> {
    const before = asked.length
    for (let tenth = 0; tenth < 20; tenth++) {
      record(count)
      await vi.advanceTimersByTimeAsync(100)
    }
    return asked.length - before
  }

  const before = asked.length
  record(1)
  await settle()
  expect(asked).toHaveLength(before + 1)
  const calm = await looksWhile(2)
  expect(calm).toBeGreaterThanOrEqual(10)
  await vi.advanceTimersByTimeAsync(1000)
  expect(await looksWhile(100)).toBeLessThanOrEqual(6)
})
