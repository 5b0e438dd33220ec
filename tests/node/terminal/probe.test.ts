import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { ProbeReport } from '../../../src-core/contract/probe.ts'
import { listen } from '../backend-server.ts'
import { AES_KEY, outline, startProbing } from '../reach/running-probe.ts'
import { runInProcess } from './in-process.ts'
import { isUsageError } from './running-cli.ts'

/** A workbench is a good backend to somebody else's probe: it answers as its account says. */
async function startBackend() {
  const { call, id, origin, path } = await startProbing()
  const { secret: token } = await call('account.secret', { id, field: 'token' })
  const policy = { kind: 'fixed', reply: { type: 'text', content: '收到' } } as const
  await call('account.update', { id, change: { policy } })
  return { token, url: origin + path }
}

const probe = (url: string, token: string, ...args: string[]) =>
  runInProcess(['probe', '--url', url, '--token', token, ...args])

const reportOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as ProbeReport

describe('probe', () => {
  it('prints each step, what it found, and what it cannot know', async () => {
    const { url, token } = await startBackend()
    const { code, stdout, stderr } = await probe(url, token)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^Address +failed\n {2}url\.address {2}error/m)
    expect(stdout).toMatch(/^Verification +passed {2}\d+ ms$/m)
    expect(stdout).toMatch(/^Plaintext message +passed {2}\d+ ms$/m)
    expect(stdout).toMatch(/^Safe message +skipped {2}no EncodingAESKey$/m)
    expect(stdout).toMatch(
      /\n\nReached from here, but WeChat would not call this address\nThe check calls from this/,
    )
    expect(code).toBe(1)
  })

  it('judges the replies of a backend by what WeChat expects', async () => {
    const { url, token } = await startBackend()
    const keys = ['--aes-key', AES_KEY, '--app-id', 'wx0123456789abcdef']
    const report = reportOf(await probe(url, token, ...keys, '--json'))
    expect(outline(report)).toMatchObject({
      verification: 'passed',
      http10: 'passed',
      plaintext: 'skipped',
      compatible: 'passed',
      safe: 'passed',
    })
    const origin = await listen(
      createServer((request, response) => {
        const echostr = new URL(request.url!, 'http://x').searchParams.get('echostr')
        response.end(echostr ?? '{"msg":"ok"}')
      }),
    )
    const wrong = reportOf(await probe(`${origin}/wx`, token, '--json'))
    expect(wrong).toMatchObject({ account: null, outcome: 'changed' })
    expect(outline(wrong)).toMatchObject({ verification: 'passed', plaintext: 'failed reply.not-xml' })
  })

  it('sends no message where the verification fails', async () => {
    const { url } = await startBackend()
    const { code, stdout } = await probe(url, 'another')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^Verification +failed/m)
    expect(stdout).toMatch(/^Plaintext message +skipped$/m)
    // It refused the request, and so it got it.
    expect(stdout).toMatch(/\n\nReached, but the way or the reply is at fault\n/)
  })

  it('says that the verification fails where a hop answers by itself', async () => {
    const gone = await listen(
      createServer((_request, response) => response.writeHead(302, { Location: 'https://x.cn/' }).end()),
    )
    expect((await probe(gone, 'a')).stdout).toMatch(/\n\nThe verification fails: /)
  })

  it.each([
    [['--token', 'a'], '--url'],
    [['--url', 'http://127.0.0.1:1/wx'], '--token'],
    [['--url', 'wx.example.com', '--token', 'a'], '--url'],
    [['--url', 'http://127.0.0.1:1/wx', '--token', 'a', '--aes-key', AES_KEY], '--app-id'],
    [
      ['--url', 'http://127.0.0.1:1/wx', '--token', 'a', '--aes-key', 'short', '--app-id', 'wx1'],
      '--aes-key',
    ],
  ])('refuses %j', async (args, named) => {
    const result = await runInProcess(['probe', ...args])
    expect(isUsageError(result)).toBe(true)
    expect(result.stderr).toContain(named)
  })
})
