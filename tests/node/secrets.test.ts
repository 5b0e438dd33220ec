import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeSettings } from '../../src-core/contract/settings-notices.ts'
import type { SecretBox } from '../../src-core/ports.ts'
import { createTemporaryFolder, startWorkbench } from './running-workbench.ts'
import { runCli, signedUrl, startCli, startServe } from './terminal/running-cli.ts'

/** Nothing like them occurs by chance. */
const SECRETS = {
  token: 'tokenTokenToken0123456789Zz',
  aesKey: 'kEyOfNow0kEyOfNow1kEyOfNow2kEyOfNow3kEyOfN0',
  previousAesKey: 'kEyOfOld0kEyOfOld1kEyOfOld2kEyOfOld3kEyOfO0',
}
const MESSAGE =
  '<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1395658920</CreateTime>' +
  '<MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>'

function turn(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0xff))
}

/** Acts like a keychain: its output tells nothing of its input. */
const box: SecretBox = {
  kind: 'keychain',
  seal: (plain) => turn(Buffer.from(plain, 'utf8')).toString('base64'),
  open: (sealed) => turn(Buffer.from(sealed, 'base64')).toString('utf8'),
}

/**
 * Receives, refuses, answers and fails in as many ways as there are, and returns everything that a screen or script
 * gets.
 */
async function goThroughAll(dataDir: string, secrets?: SecretBox): Promise<string> {
  const workbench = await startWorkbench({ dataDir, secrets })
  const { id, path } = await workbench.account()
  await workbench.call('account.update', {
    id,
    change: {
      ...SECRETS,
      mode: 'safe',
      appId: 'wx5823bf96d3bd56c7',
      policy: { kind: 'fixed', reply: { type: 'text', content: '收到' } },
    },
  })
  const told: unknown[] = []
  workbench.subscribe((event) => {
    if (event.type !== 'accounts.changed') told.push(event)
  })
  const other = await workbench.call('account.create', {})
  for (const mode of ['safe', 'compatible', 'plaintext'] as const) {
    await workbench.call('account.update', { id, change: { mode } })
    await workbench.call('message.send', { account: id, type: 'text' })
  }
  const origin = workbench.responder().origin
  const right = await workbench.signedUrl({ encrypt_type: 'aes', msg_signature: '0'.repeat(40) }, id)
  const sealed = MESSAGE.replace('<MsgId>', '<Encrypt>YQ==</Encrypt><MsgId>')
  for (const [url, body] of [
    [`${origin}${path}?signature=${'0'.repeat(40)}&timestamp=1&nonce=2`, MESSAGE],
    [right.replace(path, other.path), MESSAGE],
    [right, sealed],
    [await workbench.signedUrl({}, id), sealed],
    [await workbench.signedUrl({}, id), '<xml><'],
    [`${origin}${path}`, ''],
  ] as const) {
    const answer = await fetch(url, { method: 'POST', body })
    told.push(answer.status, await answer.text())
  }
  const { items } = await workbench.call('exchange.list', { limit: 100 })
  expect(items.length).toBeGreaterThan(8)
  for (const item of items) {
    told.push(item, await workbench.call('exchange.get', { id: item.id }))
    told.push((await workbench.call('exchange.open', { id: item.id })).layers)
  }
  for (const [name, input] of [
    ['account.update', { id, change: { token: '' } }],
    ['account.update', { id, change: { path: other.path } }],
    ['account.update', { id: 'nobody', change: SECRETS }],
  ] as const) {
    told.push(await workbench.dispatch(name, input))
  }
  told.push(workbench.reported.map(String))
  await workbench.close()
  return JSON.stringify(told)
}

function readAll(folder: string): { name: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => ({ name, text: readFileSync(join(parentPath, name), 'latin1') }))
}

function secretsIn(text: string): string[] {
  return Object.entries(SECRETS).flatMap(([name, value]) => (text.includes(value) ? [name] : []))
}

describe('tokens and keys', () => {
  it('are in nothing that a screen or a script gets of exchanges, events and errors', async () => {
    expect(secretsIn(await goThroughAll(createTemporaryFolder()))).toEqual([])
  })

  it('stand in no file where there is a keychain, and are there again after a restart', async () => {
    const dataDir = createTemporaryFolder()
    await goThroughAll(dataDir, box)
    for (const { name, text } of readAll(dataDir)) expect([name, secretsIn(text)]).toEqual([name, []])
    const again = await startWorkbench({ dataDir, secrets: box })
    expect(await again.account()).toMatchObject(SECRETS)
  })

  it('stand in the settings and nowhere else where there is none', async () => {
    const dataDir = createTemporaryFolder()
    await goThroughAll(dataDir)
    const found = readAll(dataDir).filter(({ text }) => secretsIn(text).length > 0)
    expect(found.map(({ name }) => name)).toEqual(['settings.json'])
    expect(secretsIn(found[0]!.text)).toEqual(Object.keys(SECRETS))
  })

  it('stay as they are when another shell without the keychain saves the settings', async () => {
    const dataDir = createTemporaryFolder()
    await goThroughAll(dataDir, box)
    const other = await startWorkbench({ dataDir })
    const { id, aesKey, token } = await other.account()
    expect([token, aesKey]).toEqual(['', ''])
    await other.call('account.update', { id, change: { name: '改名' } })
    await other.close()
    expect(await (await startWorkbench({ dataDir, secrets: box })).account()).toMatchObject({
      ...SECRETS,
      name: '改名',
    })
  })

  it('can be taken out again', async () => {
    const dataDir = createTemporaryFolder()
    await goThroughAll(dataDir, box)
    const workbench = await startWorkbench({ dataDir, secrets: box })
    const { id } = await workbench.account()
    await workbench.call('account.update', { id, change: { aesKey: '', previousAesKey: '' } })
    await workbench.close()
    const again = await startWorkbench({ dataDir, secrets: box })
    expect(await again.account()).toMatchObject({ token: SECRETS.token, aesKey: '', previousAesKey: '' })
  })

  it('are in nothing that serve prints for people', async () => {
    const child = startCli([
      'serve',
      '--ephemeral',
      '--port',
      '0',
      '--control-port',
      '0',
      '--token',
      SECRETS.token,
    ])
    const output: string[] = []
    for await (const chunk of child.stdout) {
      output.push(String(chunk))
      if (output.join('').includes('Ctrl+C')) child.kill('SIGTERM')
    }
    expect(output.join('')).toMatch(/#ticket=/)
    expect(secretsIn(output.join(''))).toEqual([])
  })

  it('are in nothing that serve says of settings that are damaged, cannot be read or conflict', async () => {
    const dataDir = createTemporaryFolder()
    // JSON.parse would repeat the first words of this, and a schema the value that it refuses.
    const halves = [
      `${SECRETS.token} ${SECRETS.aesKey}`,
      JSON.stringify({ version: 1, tokens: { default: SECRETS.token }, aesKeys: SECRETS.aesKey }),
      JSON.stringify({ version: 1, accounts: [{ id: 'default', token: SECRETS.token }], tokens: {} }),
    ]
    const told: unknown[] = []
    for (const text of halves) {
      writeFileSync(join(dataDir, 'settings.json'), text)
      const workbench = await startWorkbench({ dataDir })
      const other = await startWorkbench({ dataDir })
      workbench.subscribe((event) => {
        if (event.type === 'settings.changed') told.push(event, describeSettings(event.settings))
      })
      const { settings } = await workbench.call('workbench.snapshot', {})
      told.push(settings, describeSettings(settings), workbench.reported.map(String))
      const { id } = await workbench.account()
      const conflict = workbench.next('settings.changed')
      await workbench.call('account.update', { id, change: { token: SECRETS.token } })
      await other.call('account.update', {
        id,
        change: { token: `${SECRETS.token}2`, aesKey: SECRETS.aesKey },
      })
      await conflict
      await Promise.all([workbench.close(), other.close()])
    }
    expect(told.length).toBeGreaterThan(8)
    expect(secretsIn(JSON.stringify(told))).toEqual([])
  })

  it('given by file or environment are in nothing that serve prints', async () => {
    const file = join(createTemporaryFolder(), 'token')
    writeFileSync(file, SECRETS.token)
    const serve = await startServe(['--ephemeral', '--port', '0', '--token-file', file], {
      MPSCOPE_AES_KEY: SECRETS.aesKey,
    })
    expect(
      (await fetch(signedUrl(serve.ready.responder, SECRETS.token), { method: 'POST', body: MESSAGE }))
        .status,
    ).toBe(200)
    const line = await serve.nextLine()
    expect(secretsIn(JSON.stringify(serve.ready) + line + serve.complaints())).toEqual([])
    expect(serve.complaints()).toBe('')
  })

  it.each<[string[], string]>([
    [['decrypt', '--token', SECRETS.token, '--aes-key', `${SECRETS.aesKey}x`, '--app-id', 'wx1'], MESSAGE],
    [['decrypt', '--token', SECRETS.token, '--aes-key', SECRETS.aesKey, '--app-id', 'wx1'], MESSAGE],
    [['send', '--url', 'http://127.0.0.1:1/', '--token', SECRETS.token, '--mode', 'safe'], ''],
    [
      [
        'send',
        '--url',
        'http://127.0.0.1:1/',
        '--token',
        SECRETS.token,
        '--mode',
        'safe',
        '--aes-key',
        SECRETS.aesKey,
        '--app-id',
        'wx1',
        '--json',
      ],
      '',
    ],
    [['serve', '--aes-key', `${SECRETS.aesKey}=`, '--token', SECRETS.token], ''],
  ])('are in nothing that the terminal prints: case %#', async (args, stdin) => {
    const { stdout, stderr } = await runCli(args, { input: stdin })
    expect(secretsIn(stdout + stderr)).toEqual([])
  })
})
