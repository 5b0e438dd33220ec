import { describe, expect, it } from 'vitest'
import { sign } from '../../../src-core/wechat/signature.ts'
import { CRYPTO_VECTORS } from '../../core/wechat/cipher/crypto-vectors.ts'
import { runInProcess } from './in-process.ts'
import { isUsageError, runCli } from './running-cli.ts'

const ZH = { LC_ALL: 'zh_CN.UTF-8' }
const TOKEN = 'pamtest'
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const APP_ID = 'wxb11529c136998cb6'
const given = ['--token', TOKEN, '--aes-key', AES_KEY, '--app-id', APP_ID]
const REPLY = '<xml><Content><![CDATA[你好，😀]]></Content></xml>\n'

const vectors = CRYPTO_VECTORS.filter(({ op }) => op === 'decrypt').map((vector) => ({
  ...vector,
  envelope: vector.envelope ?? `<xml><Encrypt><![CDATA[${vector.encrypt}]]></Encrypt></xml>`,
}))

describe('decrypt', () => {
  it.each(vectors)('agrees with $id', async (vector) => {
    const { code, stdout, stderr } = await runInProcess(
      [
        'decrypt',
        `--token=${vector.token}`,
        `--aes-key=${vector.aesKey}`,
        `--app-id=${vector.appid}`,
        `--msg-signature=${vector.msg_signature}`,
        `--timestamp=${vector.timestamp}`,
        `--nonce=${vector.nonce}`,
      ],
      { input: vector.envelope },
    )
    if (vector.expect.ok) {
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: vector.expect.plaintext, stderr: '' })
      return
    }
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^-\d+: [^\n]+\n$/)
    expect(stderr.split(':')[0]).toBe(String(vector.expect.code))
  })

  const right = vectors.find(({ id }) => id === 'easywechat-decrypt')!
  const { encrypt, msg_signature, timestamp, nonce } = right

  it('needs no signature where none is given', async () => {
    const { code, stdout } = await runInProcess(['decrypt', ...given], { input: right.envelope })
    expect([code, stdout]).toEqual([0, right.expect.plaintext])
  })

  it('finds Encrypt wherever it stands', async () => {
    const input = `<xml><A/><b><c>1</c><Encrypt>\n ${right.encrypt}\n</Encrypt></b></xml>`
    const { code, stdout } = await runInProcess(['decrypt', ...given], { input })
    expect([code, stdout]).toEqual([0, right.expect.plaintext])
  })

  it.each([
    ['no XML', 'hello', '-40002'],
    ['nothing', '', '-40002'],
    ['no Encrypt', '<xml><Content>1</Content></xml>', '-40002'],
    ['an empty Encrypt', '<xml><Encrypt/></xml>', '-40002'],
    ['a reply whose own signature differs', createReplyEnvelope('0'.repeat(40)), '-40001'],
  ])('fails with one line on stderr: %s', async (_name, input, official) => {
    for (const env of [{}, ZH]) {
      const { code, stdout, stderr } = await runInProcess(['decrypt', ...given], { input, env })
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/^-\d+: [^\n]+\n$/)
      expect(stderr.startsWith(`${official}: `)).toBe(true)
    }
  })

  it('takes a reply whose own signature fits', async () => {
    const own = { timestamp: '1', nonce: '2' }
    const input = createReplyEnvelope(sign({ token: TOKEN, ...own, encrypt: right.encrypt }))
    expect(await runInProcess(['decrypt', ...given], { input })).toMatchObject({ code: 0, stderr: '' })
  })

  const query = ['--timestamp', timestamp, '--nonce', nonce]
  const plainSignature = sign({ token: TOKEN, timestamp, nonce })

  it.each([
    [
      'the plain signature',
      ['--msg-signature', plainSignature, ...query],
      '-40001',
      /with Encrypt left out/,
      /这个值是 signature，只有.*三项/,
    ],
    [
      'another token',
      ['--token', 'other', '--msg-signature', msg_signature, ...query],
      '-40001',
      /token/,
      /Token/,
    ],
    [
      'a part of a signature',
      ['--msg-signature', msg_signature.slice(4), ...query],
      '-40001',
      /Nearly every digit is right/,
      /几乎每一位都对/,
    ],
    [
      'another key',
      ['--aes-key', 'B'.repeat(43)],
      '-40007',
      /the one saved in the console now/,
      /后台现在保存的/,
    ],
    [
      'another receiver',
      ['--app-id', 'wx0000000000000000'],
      '-40005',
      /wxb11529c136998cb6/,
      /wxb11529c136998cb6/,
    ],
    [
      'two keys of which none fits',
      ['--aes-key', 'B'.repeat(43), '--previous-aes-key', 'C'.repeat(43)],
      '-40007',
      /previous key was tried/,
      /上一个密钥也试过/,
    ],
  ])('says in one line what is wrong, and what to do: %s', async (_name, args, official, en, zh) => {
    for (const [env, words] of [
      [{}, en],
      [ZH, zh],
    ] as const) {
      const { code, stdout, stderr } = await runInProcess(['decrypt', ...given, ...args], {
        input: right.envelope,
        env,
      })
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/^-\d+: [^\n]+\n$/)
      expect(stderr.startsWith(`${official}: `)).toBe(true)
      expect(stderr).toMatch(words)
    }
  })

  it('checks the signature that was given, and not the one in the envelope', async () => {
    const own = { timestamp: '1', nonce: '2' }
    const input = createReplyEnvelope(sign({ token: TOKEN, ...own, encrypt }))
    const asked = ['--msg-signature', 'f'.repeat(40), '--timestamp', '1', '--nonce', '2']
    const { code, stderr } = await runInProcess(['decrypt', ...given, ...asked], { input })
    expect([code, Number.parseInt(stderr)]).toEqual([1, -40001])
  })

  it('opens with the previous key, and says so', async () => {
    const args = ['--aes-key', 'B'.repeat(43), '--previous-aes-key', AES_KEY]
    expect(await runInProcess(['decrypt', ...given, ...args], { input: right.envelope })).toEqual({
      code: 0,
      stdout: right.expect.plaintext,
      stderr: 'it was opened with the previous EncodingAESKey\n',
    })
  })

  it.each([
    ['a JSON envelope', JSON.stringify({ ToUserName: 'gh_1', Encrypt: encrypt })],
    ['a JSON envelope under a root', JSON.stringify({ xml: { Encrypt: encrypt } })],
    ['the text of Encrypt alone', `${encrypt}\n`],
    ['blanks around CDATA', `<xml><Encrypt> <![CDATA[${encrypt}]]> </Encrypt></xml>`],
  ])('opens %s', async (_name, input) => {
    const result = await runInProcess(['decrypt', ...given, '--msg-signature', msg_signature, ...query], {
      input,
    })
    expect(result).toEqual({ code: 0, stdout: right.expect.plaintext, stderr: '' })
  })

  it.each([
    ['JSON that is cut off', '{"Encrypt":"abc', -40002],
    ['JSON without Encrypt', '{"Content":"1"}', -40002],
    ['JSON whose Encrypt is no text', '{"Encrypt":[]}', -40002],
  ])('refuses %s', async (_name, input, official) => {
    const { code, stderr } = await runInProcess(['decrypt', ...given], { input })
    expect([code, Number.parseInt(stderr)]).toEqual([1, official])
  })

  it('warns of plain fields that were changed beside Encrypt', async () => {
    const input = `<xml><Content>another</Content><Encrypt>${encrypt}</Encrypt></xml>`
    const { code, stderr } = await runInProcess(['decrypt', ...given], { input })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^crypt\.compatible-differs {2}warning {2}[^\n]*Content {2}\[inferred\]\n$/)
  })

  it('gives everything as JSON, but never a secret', async () => {
    const args = ['decrypt', ...given, '--msg-signature', plainSignature, ...query, '--json']
    const { code, stdout, stderr } = await runInProcess(args, { input: right.envelope })
    expect([code, stderr]).toEqual([1, ''])
    expect(JSON.parse(stdout)).toMatchObject({
      problem: null,
      signature: { ok: false, received: plainSignature, expected: msg_signature },
      key: 0,
      failure: null,
      receiver: APP_ID,
      message: right.expect.plaintext,
      findings: [{ code: 'crypt.signature', severity: 'error' }, { severity: 'info' }, { severity: 'info' }],
    })
    expect(stdout).not.toContain(AES_KEY)
    expect(stdout).not.toContain(`"${TOKEN}"`)
  })

  function createReplyEnvelope(signature: string): string {
    return `<xml><Encrypt>${encrypt}</Encrypt><MsgSignature>${signature}</MsgSignature><TimeStamp>1</TimeStamp><Nonce>2</Nonce></xml>`
  }
})

describe('encrypt', () => {
  it('gives an envelope that decrypt opens, to the last byte', async () => {
    const { code, stdout, stderr } = await runCli(
      ['encrypt', ...given, '--timestamp', '1411034505', '--nonce', '0042'],
      { input: REPLY },
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const [, encrypt = '', signature] =
      /^<xml><Encrypt><!\[CDATA\[([^\]]+)\]\]><\/Encrypt><MsgSignature><!\[CDATA\[([0-9a-f]{40})\]\]><\/MsgSignature><TimeStamp>1411034505<\/TimeStamp><Nonce><!\[CDATA\[0042\]\]><\/Nonce><\/xml>\n$/.exec(
        stdout,
      ) ?? []
    expect(signature).toBe(sign({ token: TOKEN, timestamp: '1411034505', nonce: '0042', encrypt }))
    expect(await runCli(['decrypt', ...given], { input: stdout })).toEqual({
      code: 0,
      stdout: REPLY,
      stderr: '',
    })
  })

  it('takes the time and a nonce of its own, and other random bytes each time', async () => {
    const outputs = [
      await runInProcess(['encrypt', ...given], { input: REPLY }),
      await runInProcess(['encrypt', ...given], { input: REPLY }),
    ].map(({ stdout }) => stdout)
    for (const stdout of outputs) {
      expect(stdout).toMatch(/<TimeStamp>\d{10}<\/TimeStamp><Nonce><!\[CDATA\[\d{9,10}\]\]>/)
    }
    const encrypts = outputs.map((stdout) => /<Encrypt>(.+)<\/Encrypt>/.exec(stdout)?.[1])
    expect(new Set(encrypts).size).toBe(2)
  })

  it.each([
    ['a key that is too short', [...given, '--aes-key', 'short'], REPLY, '-40004: '],
    ['nothing to encrypt', given, '', '-40006: '],
  ])('fails with one line on stderr: %s', async (_name, args, input, start) => {
    const { code, stdout, stderr } = await runInProcess(['encrypt', ...args], { input, env: ZH })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^-\d+: [^\n]+\n$/)
    expect(stderr.startsWith(start)).toBe(true)
  })
})

describe('wrong usage', () => {
  const without = (name: string) => given.toSpliced(given.indexOf(name), 2)
  it.each([
    ['decrypt', without('--token'), '--token'],
    ['decrypt', without('--aes-key'), '--aes-key'],
    ['decrypt', without('--app-id'), '--app-id'],
    ['decrypt', [...given, '--msg-signature', 'x', '--nonce', '1'], '--timestamp'],
    ['decrypt', [...given, '--timestamp', '1', '--nonce', '1'], '--msg-signature'],
    ['decrypt', [...given, '--msg-signature', ''], '--msg-signature'],
    ['decrypt', [...given, 'envelope.xml'], 'envelope.xml'],
    ['encrypt', without('--token'), '--token'],
    ['encrypt', without('--aes-key'), '--aes-key'],
    ['encrypt', without('--app-id'), '--app-id'],
    ['encrypt', [...given, '--timestamp', 'now'], '--timestamp'],
    ['encrypt', [...given, '--msg-signature', 'x'], '--msg-signature'],
  ])('%s %j exits with 2 and names %s', async (command, args, named) => {
    const result = await runInProcess([command, ...args])
    expect(result).toSatisfy(isUsageError)
    expect(result.stderr).toContain(named)
  })
})
