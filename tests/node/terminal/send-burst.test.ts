import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { BurstReport } from '../../../src-core/contract/burst.ts'
import { runInProcess, startCommand } from './in-process.ts'
import { isUsageError, TOKEN } from './running-cli.ts'

async function startBackend(answer: RequestListener) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    request.resume()
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wx`, seen }
}

const burst = (url: string, ...args: string[]) => ['send', '--url', url, '--token', TOKEN, '--burst', ...args]

describe('send --burst', () => {
  it('pushes the messages of as many fans, and is content if all were taken', async () => {
    const { url, seen } = await startBackend((_request, response) => response.end('success'))
    const { code, stdout, stderr } = await runInProcess(
      burst(url, '40', '--fans', '8', '--event', 'subscribe', '--json'),
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { type, burst: report } = JSON.parse(stdout) as { type: string; burst: BurstReport }
    expect(type).toBe('burst')
    expect(report).toMatchObject({ state: 'finished', figures: { done: 40, taken: 40, deliveries: 40 } })
    expect(new Set(seen.map((target) => new URLSearchParams(target).get('openid'))).size).toBe(8)
    expect(stdout).not.toContain(TOKEN)
  })

  it('says in a table what was not taken, and why, and ends with 1', async () => {
    const { url, seen } = await startBackend((_request, response) => response.writeHead(500).end())
    const { code, stdout } = await runInProcess(burst(url, '12', '--deliveries', '2'))
    expect(code).toBe(1)
    expect(seen).toHaveLength(24)
    expect(stdout).toMatch(/^12 of 12 messages done, 12 without a valid reply\n/)
    expect(stdout).toMatch(/ {2}status\.not-200 +24 {2}\S/)
    expect(stdout).toMatch(/ {2}over 5 s +0\n$/)
  })

  it('stops at Ctrl+C, and prints what there is', async () => {
    const reached = Promise.withResolvers<void>()
    const { url } = await startBackend(() => reached.resolve())
    const started = startCommand(burst(url, '20000', '--json'))
    await reached.promise
    expect(await started.end()).toBe(1)
    expect(JSON.parse(String(started.stdout.read()))).toMatchObject({ burst: { state: 'stopped' } })
  })

  it('goes to a public address only with --yes', async () => {
    const result = await runInProcess(burst('http://8.8.8.8/wx', '10'))
    expect(isUsageError(result)).toBe(true)
    expect(result.stderr).toContain('--yes')
  })

  it.each([
    [['--burst', '20001']],
    [['--concurrency', '5']],
    [['--export', 'locust']],
    [['--yes']],
    [['--burst', '5', '--verify']],
    [['--burst', '5', '--type', 'nothing']],
  ])('refuses %j', async (args) => {
    const result = await runInProcess(['send', '--url', 'http://127.0.0.1:9', '--token', TOKEN, ...args])
    expect(isUsageError(result)).toBe(true)
  })

  it('is written as a locustfile without the secrets, and nothing is sent', async () => {
    const { url, seen } = await startBackend((_request, response) => response.end('success'))
    const { code, stdout } = await runInProcess(
      burst(url, '9000', '--concurrency', '77', '--set', 'Content=午餐', '--export', 'locust'),
    )
    expect(code).toBe(0)
    for (const part of ['MESSAGES = 9000', '-u 77', url, '午餐']) expect(stdout).toContain(part)
    expect(stdout).not.toContain(TOKEN)
    expect(seen).toEqual([])
  })
})
