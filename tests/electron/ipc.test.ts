import { EventEmitter } from 'node:events'
import type { WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import type { Wire } from '../../src-core/channel.ts'
import { ownAddress } from '../../src-main/electron/app-address.ts'
import {
  BRING_FORWARD,
  MAX_MESSAGE_LENGTH,
  SHOW_DATA_FOLDER,
  TO_MAIN,
  TO_RENDERER,
} from '../../src-main/electron/ipc-channels.ts'
import { isOurPage, serveBringForward, serveContents, serveDataFolder } from '../../src-main/electron/ipc.ts'

const page = { origin: 'app://mpscope' }

describe('isOurPage', () => {
  it('knows our main frame', () => {
    expect(isOurPage(ownAddress, page, page)).toBe(true)
  })

  it('refuses a frame inside, although its origin is ours', () => {
    expect(isOurPage(ownAddress, { origin: 'app://mpscope' }, page)).toBe(false)
  })

  it.each(['https://evil.example', 'app://mpscope.evil', 'null', ''])(
    'refuses a main frame from %j',
    (origin) => {
      const frame = { origin }
      expect(isOurPage(ownAddress, frame, frame)).toBe(false)
    },
  )

  it('refuses a frame that is gone', () => {
    const disposed = {
      get origin(): string {
        throw new Error('disposed')
      },
    }
    expect(isOurPage(ownAddress, null, page)).toBe(false)
    expect(isOurPage(ownAddress, disposed, disposed)).toBe(false)
  })
})

/** Replaces Electron's contents: it records what is sent to the page, and can play the page. */
function createContents() {
  const ipc = new EventEmitter()
  const sent: string[] = []
  const contents = Object.assign(new EventEmitter(), {
    ipc,
    mainFrame: page,
    isDestroyed: () => false,
    send: (channel: string, text: string) => sent.push(`${channel} ${text}`),
  })
  const say = (text: unknown, sender: { origin: string } | null = page) =>
    ipc.emit(TO_MAIN, { senderFrame: sender }, text)
  return { contents, ipc, sent, say }
}

function serve() {
  const { contents, sent, say } = createContents()
  const wires: { wire: Wire; heard: string[]; closes: number }[] = []
  serveContents(contents as unknown as WebContents, ownAddress, (wire) => {
    const served = { wire, heard: [] as string[], closes: 0 }
    wires.push(served)
    wire.onMessage((text) => served.heard.push(text))
    wire.onClose(() => (served.closes += 1))
  })
  return { contents, sent, say, wires }
}

describe('serveContents', () => {
  it('opens a wire at the first word, and speaks both ways', () => {
    const { sent, say, wires } = serve()
    expect(wires).toHaveLength(0)
    say('one')
    say('two')
    expect(wires).toHaveLength(1)
    expect(wires[0]?.heard).toEqual(['one', 'two'])
    wires[0]?.wire.post('answer')
    expect(sent).toEqual([`${TO_RENDERER} answer`])
  })

  it.each([
    ['a frame', 'text', { origin: 'app://mpscope' }],
    ['a frame that is gone', 'text', null],
    ['our page, but no text', { a: 1 }, page],
    ['our page, but nothing', undefined, page],
  ])('does not hear %s', (_who, message, sender) => {
    const { say, wires } = serve()
    say(message, sender)
    expect(wires).toHaveLength(0)
  })

  it('does not hear a text that is too long', () => {
    const { say, wires } = serve()
    say('a'.repeat(MAX_MESSAGE_LENGTH + 1))
    expect(wires).toHaveLength(0)
  })

  it.each(['did-navigate', 'render-process-gone', 'destroyed'])('closes the wire on %s', (event) => {
    const { contents, sent, say, wires } = serve()
    say('before')
    contents.emit(event)
    expect(wires[0]?.closes).toBe(1)
    wires[0]?.wire.post('too late')
    expect(sent).toEqual([])
  })

  it('gives a page that was loaded anew a wire of its own', () => {
    const { contents, say, wires } = serve()
    say('before')
    contents.emit('did-navigate')
    say('after')
    expect(wires.map(({ heard }) => heard)).toEqual([['before'], ['after']])
  })

  it('keeps a wire closed that we closed, until the page is loaded anew', () => {
    const { contents, say, wires } = serve()
    say('garbage')
    wires[0]?.wire.close()
    wires[0]?.wire.close()
    say('more')
    expect(wires).toHaveLength(1)
    expect(wires[0]).toMatchObject({ heard: ['garbage'], closes: 1 })
    contents.emit('did-navigate')
    say('anew')
    expect(wires).toHaveLength(2)
  })

  it('keeps what is said before anybody listens, and tells of an end that came before', () => {
    const { contents, say } = createContents()
    const wires: Wire[] = []
    serveContents(contents as unknown as WebContents, ownAddress, (wire) => wires.push(wire))
    say('one')
    say('two')
    const heard: string[] = []
    wires[0]?.onMessage((text) => heard.push(text))
    expect(heard).toEqual(['one', 'two'])
    contents.emit('did-navigate')
    let closed = false
    wires[0]?.onClose(() => (closed = true))
    expect(closed).toBe(true)
  })
})

describe('the folder of the data', () => {
  function ask(sender: { origin: string } | null): number {
    const { contents, ipc } = createContents()
    let shown = 0
    serveDataFolder(contents as unknown as WebContents, ownAddress, () => (shown += 1))
    ipc.emit(SHOW_DATA_FOLDER, { senderFrame: sender }, '/etc')
    return shown
  }

  it('is shown when our page asks', () => {
    expect(ask(page)).toBe(1)
  })

  it.each([
    ['a frame inside', { origin: 'app://mpscope' }],
    ['a frame that is gone', null],
  ])('is not shown to %s', (_who, sender) => {
    expect(ask(sender)).toBe(0)
  })
})

describe('our window', () => {
  function ask(sender: { origin: string } | null): number {
    const { contents } = createContents()
    let forward = 0
    serveBringForward(contents as unknown as WebContents, ownAddress, () => (forward += 1))
    contents.ipc.emit(BRING_FORWARD, { senderFrame: sender })
    return forward
  }

  it('is brought forward by our page', () => expect(ask(page)).toBe(1))

  it('is not brought forward by a frame inside', () => {
    expect(ask({ origin: 'app://mpscope' })).toBe(0)
    expect(ask(null)).toBe(0)
  })
})
