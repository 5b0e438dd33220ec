import type { HttpRequest } from '../../../src-core/ports/http.ts'
import { writeEnvelope } from '../../../src-core/exchange/envelope.ts'
import { decryptWithKeys } from '../../../src-core/wechat/cipher/keys.ts'
import { encryptMessage } from '../../../src-core/wechat/cipher/encrypt.ts'
import { sign } from '../../../src-core/wechat/signature.ts'
import { AES_KEY, APP_ID, keyOf, TOKEN } from './scripted.ts'
import type { Scripted, ScriptedAnswer } from './scripted.ts'

/** A message as the backend below has read it. */
export interface Read {
  /** Decrypted. */
  xml: string
  query: URLSearchParams
  request: HttpRequest
  field(name: string): string
  /** Writes a reply, encrypted if the message was. */
  reply(content: string, to?: string): string
}

export interface GoodOptions {
  verify?(echostr: string, query: URLSearchParams): ScriptedAnswer
  /** By default every text gets a reply, and all else `success`. */
  handle?(read: Read): ScriptedAnswer
  /** Tells whether a request is genuine. */
  isGenuine?(query: URLSearchParams): boolean
  /** Fails to open a message that is padded with more bytes. */
  paddingMost?: number
}

const key = keyOf(AES_KEY)

export function isSigned(query: URLSearchParams, token = TOKEN): boolean {
  const [timestamp = '', nonce = ''] = [query.get('timestamp') ?? '', query.get('nonce') ?? '']
  return timestamp !== '' && query.get('signature') === sign({ token, timestamp, nonce })
}

/** Answers texts, and acknowledges the rest. */
export function answerText({ field, reply }: Read): string {
  return field('MsgType') === 'text' ? reply('收到') : 'success'
}

/** A backend as it should be: tests change one thing about it. */
export function createGoodBackend({
  verify = (echostr) => echostr,
  handle = answerText,
  isGenuine = isSigned,
  paddingMost = 32,
}: GoodOptions = {}): Scripted {
  return (request, query) => {
    if (!isGenuine(query)) return { status: 401, body: 'invalid signature' }
    if (request.method === 'GET') return verify(query.get('echostr') ?? '', query)
    const text = Buffer.from(request.body).toString()
    const isSealed = query.get('encrypt_type') === 'aes'
    const opened = isSealed ? open(text, query, paddingMost) : text
    if (opened === null || !opened.trimStart().startsWith('<xml>'))
      return { status: 400, body: 'bad request' }
    return handle(read(opened, request, query, isSealed))
  }
}

function open(text: string, query: URLSearchParams, paddingMost: number): string | null {
  const encrypt = /<Encrypt>(?:<!\[CDATA\[)?([^<\]]*)/.exec(text)?.[1] ?? ''
  const [timestamp = '', nonce = ''] = [query.get('timestamp') ?? '', query.get('nonce') ?? '']
  if (query.get('msg_signature') !== sign({ token: TOKEN, timestamp, nonce, encrypt })) return null
  const { failure, layers } = decryptWithKeys({ encrypt, appId: APP_ID }, [key])
  const message = layers.find(({ name }) => name === 'message')
  const padding = layers.find(({ name }) => name === 'padding')?.bytes.length ?? 0
  return failure || !message || padding > paddingMost ? null : Buffer.from(message.bytes).toString()
}

function read(xml: string, request: HttpRequest, query: URLSearchParams, isSealed: boolean): Read {
  const field = (name: string): string => {
    const found = new RegExp(`<${name}>\\s*(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?\\s*</${name}>`).exec(
      xml,
    )
    return found?.[1] ?? ''
  }
  const reply = (content: string, to = field('FromUserName')): string => {
    const plain = `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${field('ToUserName')}]]></FromUserName><CreateTime>1764000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content></xml>`
    if (!isSealed) return plain
    const encrypt = encryptMessage({
      message: plain,
      key,
      appId: APP_ID,
      random16: Buffer.from('0123456789abcdef'),
    })
    return writeEnvelope({ encrypt, token: TOKEN, timestamp: '1764000000', nonce: '123456789' })
  }
  return { xml, query, request, field, reply }
}
