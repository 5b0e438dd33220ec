import { COMMENTS, quoteDouble, splitText } from './code-writer.ts'
import type { CodeWriter } from './code-writer.ts'

const IMPORT_HTTP = "import { request } from 'node:http'"
const IMPORT_HTTPS = "import { request } from 'node:https'"
const IMPORT_SERVER =
  "import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'\n" +
  "import { createServer } from 'node:http'"

export const NODE: CodeWriter = {
  run: {
    request: { file: 'request.mjs', command: 'node request.mjs' },
    handler: { file: 'handler.mjs', command: 'WECHAT_TOKEN=... node handler.mjs' },
  },

  writeRequest: ({ method, secure, host, port, target, headers, body, base64 }) => `\
${secure ? IMPORT_HTTPS : IMPORT_HTTP}

const headers = [
${headers.map(([name, value]) => `  [${quoteDouble(name)}, ${quoteDouble(value)}],`).join('\n')}
]
const body = ${
    base64 === undefined
      ? `Buffer.from([\n${splitText(body)
          .map((piece) => `  ${quoteDouble(piece)},`)
          .join('\n')}\n].join(''))`
      : `Buffer.from(${quoteDouble(base64)}, 'base64')`
  }

const sent = request({
  host: ${quoteDouble(host)},
  port: ${port},
  method: ${quoteDouble(method)},
  path: ${quoteDouble(target)},
})
for (const [name, value] of headers) sent.appendHeader(name, value)
if (body.length > 0) sent.setHeader('Content-Length', body.length)
sent.on('response', async (reply) => {
  console.log(reply.statusCode, reply.headers)
  for await (const piece of reply) process.stdout.write(piece)
})
sent.end(body)
`,

  writeHandler: (language) => `\
${IMPORT_SERVER}

const { WECHAT_TOKEN: token, WECHAT_AES_KEY: aesKey = '', WECHAT_APP_ID: appId, PORT = '8080' } = process.env
if (!token) throw new Error('WECHAT_TOKEN is not set')

// ${COMMENTS.signature[language]}
function isSigned(received, ...parts) {
  const sorted = [token, ...parts].map((part) => Buffer.from(part ?? '')).sort(Buffer.compare)
  const expected = Buffer.from(createHash('sha1').update(Buffer.concat(sorted)).digest('hex'))
  const given = Buffer.from(received ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

// ${COMMENTS.decrypt[language]}
function decrypt(encrypt) {
  const key = Buffer.from(aesKey + '=', 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(encrypt, 'base64'), decipher.final()])
  const plain = padded.subarray(0, padded.length - padded.at(-1))
  const end = 20 + plain.readUInt32BE(16)
  if (appId && plain.subarray(end).toString() !== appId) throw new Error('another AppID')
  return plain.subarray(20, end).toString()
}

async function readBody(request) {
  const pieces = []
  let length = 0
  for await (const piece of request) {
    length += piece.length
    if (length > 1024 * 1024) throw new Error('the body is too large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

async function reply(request) {
  const query = new URL(request.url, 'http://localhost').searchParams
  const [timestamp, nonce] = [query.get('timestamp'), query.get('nonce')]
  if (!isSigned(query.get('signature'), timestamp, nonce)) return null
  if (request.method === 'GET') return query.get('echostr') ?? ''
  let message = await readBody(request)
  if (query.get('encrypt_type') === 'aes') {
    const encrypt = /<Encrypt>(?:<!\\[CDATA\\[)?([^\\]<]+)/.exec(message)?.[1] ?? ''
    if (!isSigned(query.get('msg_signature'), timestamp, nonce, encrypt)) return null
    message = decrypt(encrypt)
  }
  // ${COMMENTS.message[language]}
  console.log(message)
  // ${COMMENTS.reply[language]}
  return 'success'
}

createServer(async (request, response) => {
  const text = await reply(request).catch(() => null)
  response.writeHead(text === null ? 401 : 200, { 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(text ?? '')
}).listen(Number(PORT), '127.0.0.1')
`,
}
