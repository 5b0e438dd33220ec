import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { makeSignature } from '../../src-core/signing/making.ts'
import { sign } from '../../src-core/wechat/signature.ts'

const signed = { timestamp: '1714036504', nonce: '486452656' }
const TOKEN = 'Weixin2025'

function make(order: Partial<Parameters<typeof makeSignature>[0]>) {
  return makeSignature({ token: TOKEN, tokenInCode: false, ...signed, ...order }, [], 'http://127.0.0.1:1')
}

/** Runs the made program of Node with a call of its function, and returns what that prints. */
function run(call: string, { token, code = make({}).code.node.zh }: { token?: string; code?: string } = {}) {
  const program = `${code}\nprocess.stdout.write(String(${call}))`
  const env = { ...process.env, WECHAT_TOKEN: token }
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    env,
    encoding: 'utf8',
    timeout: 20_000,
  })
  return stdout || (stderr.match(/^Error: .*/m)?.[0] ?? stderr)
}

function callOf(
  signature: string,
  { timestamp, nonce, encrypt }: Record<string, string | undefined>,
): string {
  const given = [signature, timestamp, nonce, ...(encrypt === undefined ? [] : [encrypt])]
  return `isFromWeChat(${given.map((value) => JSON.stringify(value)).join(', ')})`
}

describe('the verifying code of Node', () => {
  test.each([
    ['the golden one of the official page', 'AAAAA', { timestamp: '1714036504', nonce: '1514711492' }],
    ['a token that sorts first', '0', signed],
    ['letters of both cases', 'aB', { ...signed, nonce: 'Ab' }],
    ['characters whose order in UTF-16 is another one', 'a\u{1F600}', { ...signed, nonce: 'a\uFFFD' }],
    ['with Encrypt', TOKEN, { ...signed, encrypt: 'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6=' }],
  ])('takes a right signature, and no other: %s', (_, token, parts) => {
    const right = sign({ token, ...parts })
    expect(run(callOf(right, parts), { token })).toBe('true')
    expect(
      run(
        callOf(
          right.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
          parts,
        ),
        { token },
      ),
    ).toBe('false')
    expect(run(callOf(right.slice(1), parts), { token })).toBe('false')
    expect(run(callOf(right, parts), { token: `${token}x` })).toBe('false')
  })

  test('says false of a request without parameters, and stops without a token', () => {
    expect(run('isFromWeChat()', { token: TOKEN })).toBe('false')
    expect(run(callOf(sign({ token: '', ...signed }), signed), { token: '' })).toBe(
      'Error: WECHAT_TOKEN is not set',
    )
  })

  test('runs with the token in it', () => {
    const token = 'a"b\\c\'d`${e}'
    const code = make({ token, tokenInCode: true }).code.node.en
    expect(run(callOf(sign({ token, ...signed }), signed), { code })).toBe('true')
  })
})

describe('the cURL command', () => {
  test.each([
    ['a verification', { echostr: 'it\'s $HOME `id` "x" !! \\' }],
    ['a message', {}],
    ['an encrypted message', { encrypt: 'A\'B"C$D`E' }],
    ['an address with brackets', { address: "http://[::1]/a'b$(id)[1-3]" }],
  ])('reaches curl in a POSIX shell as it was meant: %s', (_, order) => {
    const { url, curl } = make(order).request!
    const script = `curl() { printf '%s\\0' "$@"; }\n${curl}`
    const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8', timeout: 20_000 })
    const words = stdout.split('\0').slice(0, -1)
    expect(words.slice(0, 3)).toEqual(['-i', '--max-time', '5'])
    expect(words.find((word) => word.startsWith('http'))).toBe(url)
    if ('echostr' in order) {
      expect(words).toHaveLength(4)
      expect(new URL(url).searchParams.get('echostr')).toBe(order.echostr)
    } else {
      expect(words.slice(-4, -1)).toEqual(['-H', 'Content-Type: text/xml', '--data-raw'])
      expect(words.at(-1)).toMatch(/^<xml>\s*<ToUserName>[^]*<\/xml>$/)
      if ('encrypt' in order) expect(words.at(-1)).toContain(order.encrypt)
    }
    expect(words.includes('--globoff')).toBe('address' in order)
  })
})
