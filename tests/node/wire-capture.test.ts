import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { listen } from './backend-server.ts'
import { startWorkbench } from './running-workbench.ts'

interface Capture {
  id: string
  token: string
  aesKey: string
  appid: string
  timestamp: string
  nonce: string
  encrypt: string
  envelope?: string
  msg_signature: string
  computed: { plaintext: string; randomPrefixHex: string }
}

const captures = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../fixtures/vectors/crypto/crypto.json'), 'utf8'),
) as Capture[]
const SAFE = captures.find(({ id }) => id === 'senparc-safe-mode-corrected')!
const COMPATIBLE = captures.find(({ id }) => id === 'senparc-compatible-mode')!

/** The head of a push as published captures have it; the order of the headers is a choice of ours. */
const headOf = (query: string, version: string, host: string, body: string) =>
  [
    `POST /wx?${query} HTTP/${version}`,
    `Host: ${host}`,
    'User-Agent: Mozilla/4.0',
    'Accept: */*',
    'Content-Type: text/xml',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Pragma: no-cache',
    'Connection: close',
    '',
    '',
  ].join('\r\n')

/** The names of a query in the order of the official example. */
function queryOf(
  { token, timestamp, nonce, msg_signature }: Capture,
  openid: string,
  isSealed: boolean,
): string {
  const signature = createHash('sha1').update([token, timestamp, nonce].toSorted().join('')).digest('hex')
  const plain = `signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&openid=${openid}`
  return isSealed ? `${plain}&encrypt_type=aes&msg_signature=${msg_signature}` : plain
}

const read = (xml: string, name: string) => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^\\]<]*)`).exec(xml)![1]!

it.each([
  ['plaintext', SAFE, SAFE.computed.plaintext, '1.1'],
  ['plaintext', SAFE, SAFE.computed.plaintext, '1.0'],
  ['compatible', COMPATIBLE, COMPATIBLE.envelope!, '1.1'],
  [
    'safe',
    SAFE,
    `<xml>\n    <ToUserName><![CDATA[gh_a96a4a619366]]></ToUserName>\n    <Encrypt><![CDATA[${SAFE.encrypt}]]></Encrypt>\n</xml>`,
    '1.1',
  ],
] as const)('what goes out in %s mode is what was captured, byte for byte', async (...row) => {
  const [mode, capture, body, version] = row
  const came: Buffer[] = []
  const server = createServer((socket) => {
    socket.on('data', (bytes) => {
      came.push(bytes)
      if (Buffer.concat(came).includes('</xml>'))
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nsuccess')
    })
  })
  const origin = await listen(server)
  const { call, account } = await startWorkbench()
  const { id } = await account()
  const { token, aesKey, appid: appId, timestamp, nonce, computed } = capture
  await call('account.update', { id, change: { token, aesKey, appId, mode } })
  const { plaintext } = computed
  const names = ['ToUserName', 'FromUserName', 'CreateTime', 'Content', 'MsgId']
  const { ended } = await call('message.send', {
    account: id,
    target: { kind: 'url', url: `${origin}/wx` },
    type: 'text',
    set: Object.fromEntries(names.map((name) => [name, read(plaintext, name)])),
    version,
    sealing: { timestamp, nonce, random16: Buffer.from(computed.randomPrefixHex, 'hex').toString('latin1') },
  })
  expect(ended).toBe('taken')
  const query = queryOf(capture, read(plaintext, 'FromUserName'), mode !== 'plaintext')
  expect(Buffer.concat(came).toString()).toBe(headOf(query, version, new URL(origin).host, body) + body)
})
