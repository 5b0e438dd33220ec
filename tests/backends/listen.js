import { writeSync } from 'node:fs'
import { createServer } from 'node:http'

/**
 * Serves on a free port of loopback and prints the address of the account. Ends when stdin does, which is when the
 * process that started it has ended, however that was. Whatever it ends of, it says so while its connections still
 * stand.
 */
export function listen(handler) {
  const server = createServer(handler)
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/wechat`))
  process.stdin.resume().on('end', () => process.exit())
  process.on('exit', () => writeSync(1, 'ending\n'))
}
