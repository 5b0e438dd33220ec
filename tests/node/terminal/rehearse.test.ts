import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RehearsalResult } from '../../../src-core/contract/rehearsal.ts'
import { startBackend } from '../backend-server.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { runInProcess } from './in-process.ts'
import { isUsageError, TOKEN } from './running-cli.ts'

const account = (origin: string) => ['--url', `${origin}/wx`, '--token', TOKEN]

it('exits with 0 if all is as expected, and says what the user gets', async () => {
  const { origin } = await startBackend((response) => void response.end('success'))
  const { code, stdout } = await runInProcess(['rehearse', 'leave', ...account(origin)])
  expect(code).toBe(0)
  expect(stdout).toContain('✓ 1. Unfollows')
  expect(stdout).toContain('success; the user sees nothing')
})

it('exits with 1 and names the expectation and its page if something is not as expected', async () => {
  const { origin, seen } = await startBackend((response) => void response.end('success'))
  const env = { LC_ALL: 'zh_CN.UTF-8' }
  const { code, stdout } = await runInProcess(['rehearse', 'release', ...account(origin)], { env })
  expect(code).toBe(1)
  expect(stdout).toContain('✗ 1. 返回普通文本消息')
  expect(stdout).toContain('TESTCOMPONENT_MSG_TYPE_TEXT_callback')
  expect(stdout).toContain('releases_instructions.html')
  expect(seen).toHaveLength(3)
})

it('plays a collection in a file, encrypted if there is a key, and prints one JSON object', async () => {
  const { origin, seen } = await startBackend((response) => void response.end(''))
  const file = join(createTemporaryFolder(), 'mine.md')
  const message = '<xml><FromUserName>o</FromUserName><MsgType>text</MsgType></xml>'
  writeFileSync(file, `## 一\n\n\`\`\`xml\n${message}\n\`\`\`\n\n## 二\n\n没有消息\n`)
  const keys = ['--aes-key', 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', '--app-id', 'wx5823bf96d3bd56c7']
  const args = ['rehearse', '--file', file, ...account(origin), ...keys, '--json']
  const { code, stdout, stderr } = await runInProcess(args)
  expect(code).toBe(0)
  const { id, steps, ended } = JSON.parse(stdout) as RehearsalResult
  expect({ id, states: steps.map(({ state }) => state), ended }).toEqual({
    id: 'collection:mine',
    states: ['met'],
    ended: 'done',
  })
  expect(stderr).toContain(`${file}:7:1`)
  expect(seen.map(({ body }) => body.toString().includes('<Encrypt>'))).toEqual([true])
})

it('lists what there is without a backend', async () => {
  const { code, stdout } = await runInProcess(['rehearse', '--list'])
  expect(code).toBe(0)
  for (const name of ['first', 'leave', 'slow', 'release'])
    expect(stdout).toMatch(new RegExp(`^${name}  `, 'm'))
})

it.each([
  [['rehearse', '--url', 'http://127.0.0.1:1/', '--token', TOKEN], '--list'],
  [['rehearse', 'none'], 'none'],
  [['rehearse', 'slow', '--token', TOKEN], '--url'],
  [['rehearse', 'slow', '--url', 'http://127.0.0.1:1/'], '--token'],
  [['rehearse', 'slow', '--url', 'http://127.0.0.1:1/', '--token', TOKEN, '--mode', 'safe'], '--aes-key'],
])('refuses %j', async (args, word) => {
  const result = await runInProcess(args)
  expect(isUsageError(result)).toBe(true)
  expect(result.stderr).toContain(word)
})
