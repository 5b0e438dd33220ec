import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../../../src-core/contract/exchange.ts'
import { sign } from '../../../src-core/wechat/signature.ts'
import { startBackend } from '../backend-server.ts'
import { createTemporaryFolder, startWorkbench } from '../running-workbench.ts'
import { runInProcess } from './in-process.ts'
import type { CommandResult } from './in-process.ts'
import { isUsageError, TOKEN } from './running-cli.ts'

/** Sends a message to a backend, and returns the exchange as a file, the backend, and how to act on both. */
async function sendOne(...args: string[]) {
  const { origin, seen } = await startBackend((response) => void response.end('success'))
  const folder = createTemporaryFolder()
  const url = `${origin}/wx?shop=1`
  const sent = await runInProcess(['send', '--url', url, '--token', TOKEN, '--json', ...args])
  const file = join(folder, 'sent.json')
  writeFileSync(file, sent.stdout)
  const exchange = (JSON.parse(sent.stdout) as { exchange: Exchange }).exchange
  return { origin, seen, folder, file, exchange }
}

/** One line on stderr that names what is wrong. */
function expectRefusal(result: CommandResult, word: string): void {
  expect(isUsageError(result)).toBe(true)
  expect(result.stderr).toContain(word)
}

describe('mpscope replay', () => {
  it('sends an exchange of a file again, byte for byte, to where it went', async () => {
    const { seen, file } = await sendOne('--set', 'Content=a]]>b')
    const { code, stdout } = await runInProcess(['replay', file, '--times', '2'])
    expect([code, stdout]).toEqual([0, 'success\nsuccess\n'])
    expect(seen).toHaveLength(3)
    for (const again of seen.slice(1)) expect(again).toEqual(seen[0])
  })

  it('signs it anew, as another message with another content if it is told to', async () => {
    const { seen, file, folder } = await sendOne()
    const text = join(folder, 'text.xml')
    writeFileSync(text, '<xml><MsgType>text</MsgType><MsgId>20000000000000001</MsgId></xml>')
    const args = ['--sign-anew', '--new-message', '--file', text, '--token', TOKEN]
    const { code } = await runInProcess(['replay', file, ...args])
    expect(code).toBe(0)
    const [first, second] = seen.map(({ target }) => new URL(target, 'http://a').searchParams)
    expect(second!.get('shop')).toBe('1')
    expect(second!.get('nonce')).not.toBe(first!.get('nonce'))
    const [timestamp, nonce] = [second!.get('timestamp')!, second!.get('nonce')!]
    expect(second!.get('signature')).toBe(sign({ token: TOKEN, timestamp, nonce }))
    expect(seen[1]!.body.toString()).toMatch(/^<xml><MsgType>text<\/MsgType><MsgId>2\d{16}<\/MsgId><\/xml>$/)
    expect(seen[1]!.body.toString()).not.toContain('20000000000000001')
  })

  it('changes fields of it, and signs that', async () => {
    const { seen, file } = await sendOne('--event', 'CLICK', '--set', 'EventKey=a')
    const set = ['--set', 'EventKey=1 < 2', '--set', 'FromUserName=oAnother']
    const { code } = await runInProcess(['replay', file, ...set, '--token', TOKEN])
    expect(code).toBe(0)
    const [first, second] = seen.map(({ body }) => body.toString())
    expect(second).toBe(
      first!
        .replace('[a]', '[1 < 2]')
        .replace(/(<FromUserName><!\[CDATA\[)[^\]]*/, (_all, before: string) => `${before}oAnother`),
    )
    const query = new URL(seen[1]!.target, 'http://a').searchParams
    expect(query.get('openid')).toBe('oAnother')
    expect(query.get('timestamp')).not.toBeNull()
  })

  it('changes a field of the file that takes its place', async () => {
    const { seen, file, folder } = await sendOne()
    const text = join(folder, 'text.xml')
    writeFileSync(text, '<xml><MsgType>text</MsgType><Mine>1</Mine></xml>')
    await runInProcess(['replay', file, '--file', text, '--set', 'Mine=2', '--token', TOKEN])
    expect(seen[1]!.body.toString()).toBe('<xml><MsgType>text</MsgType><Mine>2</Mine></xml>')
  })

  it.each([
    ['JSON', '{"MsgType":"text","Content":"a"}', 'JSON'],
    ['broken XML', '<xml>\n<Content>a</xml>', 'line 2'],
  ])('changes no field of %s', async (_name, message, word) => {
    const { file, folder, seen } = await sendOne()
    const text = join(folder, 'text')
    writeFileSync(text, message)
    const set = ['--file', text, '--set', 'Content=b', '--token', TOKEN]
    expectRefusal(await runInProcess(['replay', file, ...set]), word)
    expect(seen).toHaveLength(1)
  })

  it('finds an exchange in the history, and sends it to any address', async () => {
    const dataDir = createTemporaryFolder()
    const workbench = await startWorkbench({ dataDir })
    const { id: account } = await workbench.account()
    const { exchange } = await workbench.call('message.send', { account, type: 'text' })
    const { body } = await workbench.call('exchange.get', { id: exchange! }).then(({ request }) => request)
    await workbench.close()
    const { origin, seen } = await startBackend((response) => void response.end('success'))
    const data = ['--data', dataDir]
    expectRefusal(await runInProcess(['replay', exchange!, ...data]), '--url')
    const { code } = await runInProcess(['replay', exchange!, ...data, '--url', `${origin}/other`])
    expect(code).toBe(0)
    expect(seen[0]!.target).toMatch(/^\/other\?signature=/)
    expect(seen[0]!.body.toString()).toBe(body)
  })

  it.each([
    ['without a token to sign with', ['--sign-anew'], '--token'],
    ['another message as it is', ['--as-is', '--new-message', '--token', TOKEN], '--new-message'],
    ['another content as it is', ['--as-is', '--set', 'Content=b', '--token', TOKEN], '--set'],
    ['a field that is none of it', ['--set', 'Contnet=b', '--token', TOKEN], '--set Contnet'],
    ['a field without a value', ['--set', 'Content', '--token', TOKEN], 'Field=value'],
  ])('refuses %s', async (_name, args, word) => {
    const { file, seen } = await sendOne()
    expectRefusal(await runInProcess(['replay', file, ...args]), word)
    expect(seen).toHaveLength(1)
  })

  it('refuses to send what was kept only in part, and what is no exchange', async () => {
    const { file, folder, exchange, seen } = await sendOne()
    const { request } = exchange
    writeFileSync(file, JSON.stringify({ ...exchange, request: { ...request, bodyBytes: 100_000 } }))
    expectRefusal(await runInProcess(['replay', file]), '--file')
    expectRefusal(await runInProcess(['replay', file, '--set', 'Content=b', '--token', TOKEN]), '--file')
    const sealed = { ...exchange, mode: 'safe', message: null, encryption: { key: null } }
    writeFileSync(file, JSON.stringify(sealed))
    expectRefusal(await runInProcess(['replay', file, '--sign-anew', '--token', TOKEN]), '--file')
    writeFileSync(file, '{"id":"a"}\nnot json')
    expectRefusal(await runInProcess(['replay', file]), file)
    const nowhere = await runInProcess(['replay', 'none', '--data', folder])
    expectRefusal(nowhere, folder)
    expect(seen).toHaveLength(1)
  })
})

describe('mpscope compare', () => {
  it('says nothing of what always differs, unless it is asked to', async () => {
    const { file, folder } = await sendOne()
    const again = join(folder, 'again.json')
    const replayed = await runInProcess(['replay', file, '--sign-anew', '--token', TOKEN, '--json'])
    writeFileSync(again, replayed.stdout)
    expect(await runInProcess(['compare', file, again])).toMatchObject({ code: 0 })
    const all = await runInProcess(['compare', file, again, '--all'])
    expect(all.code).toBe(1)
    expect(all.stdout).toMatch(/ {2}nonce\n {4}- \d+\n {4}\+ \d+\n/)
  })

  it('shows each field that differs, the left one first', async () => {
    const { file, folder, exchange } = await sendOne('--set', 'Content=你好')
    const other = join(folder, 'other.json')
    const { response } = exchange
    const changed = { ...exchange, response: { ...response, status: 500 } }
    writeFileSync(other, JSON.stringify(changed).replaceAll('你好', '再见'))
    const { code, stdout } = await runInProcess(['compare', file, other])
    expect(code).toBe(1)
    expect(stdout).toContain('  Content\n    - 你好\n    + 再见\n')
    expect(stdout).toContain('  status\n    - 200\n    + 500\n')
    const json = await runInProcess(['compare', file, other, '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ left: exchange.id })
  })
})
