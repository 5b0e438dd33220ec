import { execFileSync } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { WebContents } from 'electron'
import { afterAll, describe, expect, it } from 'vitest'
import { DOCUMENT_MAX } from '../../src-core/contract/limits.ts'
import type { OpenedFile } from '../../src-core/contract/session-file.ts'
import { ownAddress } from '../../src-main/electron/app-address.ts'
import { FILE_TO_RENDERER, FILES_WANTED } from '../../src-main/electron/ipc-channels.ts'
import {
  createOpenedFiles,
  decodeHandover,
  findSessionFile,
  readSessionFile,
} from '../../src-main/electron/opened-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'mpscope-opened-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('findSessionFile', () => {
  it('takes the first that has the ending, in either case', () => {
    expect(findSessionFile(['app', 'a.json', 'b.MPSCOPE', 'c.mpscope'], folder)).toBe(
      join(folder, 'b.MPSCOPE'),
    )
  })

  it('leaves an absolute path as it is', () => {
    expect(findSessionFile([resolve('/x/a.mpscope')], folder)).toBe(resolve('/x/a.mpscope'))
  })

  it('takes the address that a file manager gives', () => {
    const path = join(folder, '订单 #1.mpscope')
    expect(findSessionFile([pathToFileURL(path).href], '/')).toBe(path)
  })

  it.each([
    'file://elsewhere/a.mpscope',
    'file:///a%2Fb.mpscope',
    'file:a%00.txt',
    'https://x.example/a',
    'a.mpscope.json',
    'mpscope',
    'd/.mpscope',
    '',
  ])('takes no %j', (given) => {
    expect(findSessionFile([given], '/')).toBeNull()
  })
})

describe('decodeHandover', () => {
  it('takes the path of another instance', () => {
    expect(decodeHandover({ file: resolve('/a.mpscope') })).toBe(resolve('/a.mpscope'))
  })

  it.each([
    null,
    undefined,
    1,
    'a',
    [],
    {},
    { file: null },
    { file: 1 },
    { file: 'a.mpscope' },
    { file: '/etc/passwd' },
  ])('takes no %j', (value) => expect(decodeHandover(value)).toBeNull())

  it('takes no path without bounds', () => {
    expect(decodeHandover({ file: `/${'a'.repeat(40_000)}.mpscope` })).toBeNull()
  })
})

describe('readSessionFile', () => {
  it('returns name and bytes', async () => {
    const path = write('a.mpscope', '你好')
    expect(await readSessionFile(path)).toEqual({
      name: 'a.mpscope',
      bytes: new TextEncoder().encode('你好'),
    })
  })

  it('does not read what is gone, or a folder', async () => {
    mkdirSync(join(folder, 'folder.mpscope'))
    for (const name of ['gone.mpscope', 'folder.mpscope'])
      expect(await readSessionFile(join(folder, name))).toEqual({ name, reason: 'unreadable' })
  })

  it.skipIf(process.platform === 'win32')('does not wait at a pipe that nobody writes', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.mpscope')])
    expect(await readSessionFile(join(folder, 'pipe.mpscope'))).toEqual({
      name: 'pipe.mpscope',
      reason: 'unreadable',
    })
  })

  it('takes as much as the page does, and nothing of what is larger', async () => {
    const path = write('large.mpscope', '')
    truncateSync(path, DOCUMENT_MAX + 1)
    expect(await readSessionFile(path)).toEqual({ name: 'large.mpscope', reason: 'tooLarge' })
  })
})

describe('createOpenedFiles', () => {
  const page = { origin: 'app://mpscope' }

  function serve() {
    const sent: string[] = []
    const ipc = new EventEmitter()
    const contents = Object.assign(new EventEmitter(), {
      ipc,
      mainFrame: page,
      send: (channel: string, { name }: OpenedFile) => {
        expect(channel).toBe(FILE_TO_RENDERER)
        sent.push(name)
      },
    })
    const files = createOpenedFiles((path) => Promise.resolve({ name: path, reason: 'unreadable' }))
    files.serve(contents as unknown as WebContents, ownAddress)
    const ask = (senderFrame: object | null = page) => ipc.emit(FILES_WANTED, { senderFrame })
    const settle = () => new Promise((done) => setImmediate(done))
    return { files, sent, ask, contents, settle }
  }

  it('keeps files until the page asks, and shows them in their order', async () => {
    const { files, sent, ask, settle } = serve()
    files.open('a')
    files.open('b')
    await settle()
    expect(sent).toEqual([])
    ask()
    files.open('c')
    await settle()
    expect(sent).toEqual(['a', 'b', 'c'])
  })

  it('shows none to a frame inside, nor to a page of another origin', async () => {
    const { files, sent, ask, settle } = serve()
    files.open('a')
    ask({ origin: 'app://mpscope' })
    ask({ origin: 'https://evil.example' })
    ask(null)
    await settle()
    expect(sent).toEqual([])
  })

  it('waits again when the page is loaded anew', async () => {
    const { files, sent, ask, contents, settle } = serve()
    ask()
    contents.emit('did-navigate')
    files.open('a')
    await settle()
    expect(sent).toEqual([])
    ask()
    await settle()
    expect(sent).toEqual(['a'])
  })
})
