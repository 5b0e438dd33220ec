import { describe, expect, it } from 'vitest'
import { serveChannel } from '../../src-core/channel.ts'
import type { Wire } from '../../src-core/channel.ts'
import type { EventBatch } from '../../src-core/contract/client.ts'
import { createDispatch } from '../../src-core/dispatch.ts'
import type { Handlers } from '../../src-core/contract/command.ts'
import type { Commands } from '../../src-core/contract/commands.ts'
import { createEventLog } from '../../src-core/event-log.ts'

type AllHandlers = Handlers<Commands>

/** Creates one end of a channel, and records everything that goes out over it. */
function createTestWire(isCongested: () => boolean = () => false) {
  const batches: EventBatch[] = []
  let close = () => {}
  let arrived = () => {}
  const wire: Wire = {
    post(text) {
      const message = JSON.parse(text) as { m?: string; a?: [EventBatch] }
      if (message.m === 'events') batches.push(message.a![0])
      arrived()
    },
    onMessage: () => {},
    onClose: (listener) => {
      close = listener
    },
    close: () => {},
    congested: isCongested,
  }
  return {
    wire,
    batches,
    close: () => close(),
    nextBatch: () =>
      new Promise<void>((resolve) => {
        arrived = resolve
      }),
  }
}

const dispatch = createDispatch({} as AllHandlers, () => {})

describe('events on a channel', () => {
  it('go out together, in order', async () => {
    const log = createEventLog(() => {})
    const { wire, batches, nextBatch } = createTestWire()
    serveChannel(wire, { dispatch, subscribe: log.subscribe })
    const next = nextBatch()
    for (let i = 0; i < 100; i++) log.append({ type: 'history.cleared', which: 'all', count: 0 })
    await next
    expect(batches).toHaveLength(1)
    expect(batches[0]!.events.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
    expect(batches[0]!.lost).toBe(false)
  })

  it('are dropped for a screen that is too far behind, and that is said', async () => {
    const log = createEventLog(() => {})
    const { wire, batches, nextBatch } = createTestWire()
    serveChannel(wire, { dispatch, subscribe: log.subscribe })
    const next = nextBatch()
    for (let i = 0; i < 2500; i++) log.append({ type: 'history.cleared', which: 'all', count: 0 })
    await next
    expect(batches[0]!.lost).toBe(true)
    expect(batches[0]!.events.length).toBeLessThanOrEqual(1000)
    expect(batches[0]!.events.at(-1)!.seq).toBe(2500)
  })

  it('wait while the wire is congested instead of piling up in it', async () => {
    const log = createEventLog(() => {})
    let asked = 0
    const { wire, batches, nextBatch } = createTestWire(() => ++asked < 3)
    serveChannel(wire, { dispatch, subscribe: log.subscribe })
    const next = nextBatch()
    log.append({ type: 'history.cleared', which: 'all', count: 0 })
    await next
    expect(asked).toBe(3)
    expect(batches).toHaveLength(1)
  })

  it('end with the wire', () => {
    let subscribed = 0
    const { wire, close } = createTestWire()
    serveChannel(wire, {
      dispatch,
      subscribe() {
        subscribed++
        return () => subscribed--
      },
    })
    expect(subscribed).toBe(1)
    close()
    expect(subscribed).toBe(0)
  })
})

describe('a handler that breaks', () => {
  it('is an INTERNAL error for the asker, and reported', async () => {
    const reported: unknown[] = []
    const defect = new Error('a defect of ours')
    const breaking = {
      'workbench.snapshot': () => {
        throw defect
      },
    } as unknown as AllHandlers
    const outcome = await createDispatch(breaking, (error) => reported.push(error))('workbench.snapshot', {})
    expect(outcome).toEqual({ ok: false, error: { code: 'INTERNAL', message: 'a defect of ours' } })
    expect(reported).toEqual([defect])
  })
})
