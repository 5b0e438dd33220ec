import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSocket } from '../raw-socket.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { connectTo } from './control-client.ts'
import { createTextMessage, signedUrl, startServe, TOKEN } from './running-cli.ts'

it('SIGTERM ends it with 0 and a closed history, although some hung up with replies in a queue', async () => {
  const folder = createTemporaryFolder()
  const served = await startServe(['--port', '0', '--data', folder, '--reply', 'hold'], {
    MPSCOPE_TOKEN: TOKEN,
  })
  const url = new URL(signedUrl(served.ready.responder))
  const sockets = []
  for (let i = 0; i < 5; i++) {
    const message = createTextMessage(String(i))
    const socket = await openSocket(Number(url.port))
    sockets.push(socket)
    // The first one waits to be answered by hand, the others wait behind it, and the last never ends.
    socket.write(
      `POST ${url.pathname}${url.search} HTTP/1.1\r\nHost: x\r\nContent-Length: ${Buffer.byteLength(message)}\r\n\r\n` +
        message +
        'GET /nope HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(10) +
        'POST /nope HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n<xml>',
    )
  }
  const control = connectTo(served.ready.control)
  while ((await control.call('workbench.snapshot', {})).held.length < sockets.length);
  for (const socket of sockets) socket.resetAndDestroy()
  for (let left = sockets.length; left > 0;) {
    const { request, response } = await served.nextExchange()
    if (request.path === url.pathname) left--
    expect([404, 0]).toContain(response.status)
  }

  expect(await served.end('SIGTERM')).toBe(0)
  expect(served.complaints()).toBe('')
  // The file itself has everything written once it is closed.
  expect(existsSync(join(folder, 'history.sqlite'))).toBe(true)
  expect(existsSync(join(folder, 'history.sqlite-wal'))).toBe(false)
})
