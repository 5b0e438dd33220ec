import type { ServerResponse } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { MAX_RELEASE_BYTES } from '../../../src-core/ports/updates.ts'
import { askForRelease } from '../../../src-core/updates/ask-for-release.ts'
import { clock } from '../../../src-main/node/clock.ts'
import { createHttpClient } from '../../../src-main/node/http-client.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { startReleaseServer } from './release-server.ts'

async function startServer(respond?: (response: ServerResponse, url: string) => void) {
  const server = await startReleaseServer(respond)
  onTestFinished(server.close)
  return server
}

describe('a host of releases', () => {
  it('is asked by the workbench, once, and by nobody again after a restart', async () => {
    const server = await startServer()
    const options = { dataDir: createTemporaryFolder(), updateSource: server.source }
    const workbench = await startWorkbench(options)
    expect(server.asked).toEqual([])
    const changed = workbench.next('updates.changed')
    await workbench.call('preferences.update', { askForUpdates: true })
    await changed
    await expect
      .poll(async () => (await workbench.call('workbench.snapshot', {})).updates.newer)
      .toMatchObject({ version: '1.2.0' })
    const { asked } = (await workbench.call('workbench.snapshot', {})).updates
    await workbench.close()
    const again = await startWorkbench(options)
    // Saved anew, so that it looks whether it is time.
    await again.call('preferences.update', { askForUpdates: false })
    await again.call('preferences.update', { askForUpdates: true })
    // Its turn comes after that of the look.
    expect(await again.call('updates.putAside', { version: null })).toMatchObject({
      asked,
      newer: { version: '1.2.0' },
    })
    expect(await again.call('updates.ask', {})).toEqual({ kind: 'newer' })
    expect(server.asked).toHaveLength(2)
    expect(server.asked[0]).toEqual({
      url: new URL(server.source.address).pathname,
      headers: { host: new URL(server.origin).host, 'user-agent': 'mpscope', connection: 'close' },
    })
  })

  it('leads to where it keeps its files', async () => {
    const files = await startServer((response) =>
      response.end(
        JSON.stringify({
          version: '1.2.0',
          date: '2026-11-30',
          page: `${server.source.page}/tag/v1.2.0`,
          changes: { zh: '', en: '' },
        }),
      ),
    )
    const server = await startServer((response) =>
      response.writeHead(302, { Location: `${files.origin}/file`, 'Set-Cookie': 'id=1' }).end(),
    )
    expect(await ask(server.source)).toMatchObject({ version: '1.2.0' })
    expect(files.asked).toHaveLength(1)
    expect(files.asked[0]!.headers).not.toHaveProperty('cookie')
  })

  it('is not followed into the clear', async () => {
    const server = await startServer((response) =>
      response.writeHead(301, { Location: 'http://127.0.0.1:1/latest.json' }).end(),
    )
    await expect(ask(server.source)).rejects.toMatchObject({ why: 'redirect', message: 'http://127.0.0.1:1' })
  })

  it('without end is cut off', async () => {
    const server = await startServer((response) => {
      response.on('error', () => {})
      const write = () => void (response.writable && response.write('x'.repeat(16_384), write))
      write()
    })
    await expect(ask(server.source)).rejects.toMatchObject({ why: 'unusable', message: 'TOO_LARGE' })
  })

  it('that says nothing is given up', async () => {
    const server = await startServer(() => {})
    let now = 0
    // By the second look, nearly all of the time is gone.
    const hurried = { ...clock, monotonic: () => (now += 9950) }
    await expect(ask(server.source, hurried)).rejects.toMatchObject({ why: 'late', message: 'DEADLINE' })
  })

  it('that nobody vouches for is not believed', async () => {
    const server = await startReleaseServer(undefined, { trusted: false })
    onTestFinished(server.close)
    await expect(ask(server.source)).rejects.toMatchObject({ why: 'untrusted' })
    expect(server.asked).toEqual([])
  })
})

async function ask(source: Awaited<ReturnType<typeof startServer>>['source'], time = clock) {
  const client = createHttpClient(MAX_RELEASE_BYTES)
  try {
    return await askForRelease({ client, clock: time }, source, new AbortController().signal)
  } finally {
    await client.close()
  }
}
