import { buffer } from 'node:stream/consumers'
import type { Finding } from '../../src-core/contract/exchange.ts'
import type { Bilingual } from '../../src-core/contract/text.ts'
import { openPasted } from '../../src-core/signing/enciphering.ts'
import type { Opening } from '../../src-core/signing/enciphering.ts'
import { AES_KEY, APP_ID, PREVIOUS_AES_KEY, TOKEN } from './account-options.ts'
import { createCommand } from './command.ts'
import type { CommandTable, Values } from './command-table.ts'
import { describeFinding } from './finding-text.ts'
import { oneLine } from './one-line.ts'
import type { Terminal } from './terminal.ts'

const DECRYPT = {
  name: 'decrypt',
  summary: {
    zh: '解密一条消息或回复，先核对签名',
    en: 'decrypt a message or reply, once its signature fits',
  },
  stdin: {
    value: 'envelope.xml',
    text: {
      zh: '加密的消息或回复，XML 或 JSON，或者单独一段 Encrypt',
      en: 'the encrypted message or reply, as XML or JSON, or the text of Encrypt alone',
    },
  },
  options: {
    token: { ...TOKEN, required: true },
    'aes-key': { ...AES_KEY, required: true },
    'previous-aes-key': PREVIOUS_AES_KEY,
    'app-id': { ...APP_ID, required: true },
    'msg-signature': {
      kind: 'text',
      value: 'SIGNATURE',
      text: {
        zh: '消息 URL 里的 msg_signature；不给则核对 XML 里自带的签名，没有就不核对',
        en: 'msg_signature of the message’s URL; without it the signature in the XML is verified, if there is one',
      },
    },
    timestamp: {
      kind: 'text',
      value: 'SECONDS',
      text: { zh: '同一 URL 里的 timestamp', en: 'timestamp of the same URL' },
    },
    nonce: { kind: 'text', value: 'NONCE', text: { zh: '同一 URL 里的 nonce', en: 'nonce of the same URL' } },
    json: {
      kind: 'flag',
      text: {
        zh: '输出一个 JSON 对象：签名是否相符，用的哪个密钥，内容和诊断',
        en: 'print one JSON object: whether the signature fits, which key did, the content, the findings',
      },
    },
  },
  // If one of them were missing, the requested check would silently not take place.
  together: [['msg-signature', 'timestamp', 'nonce']],
} as const satisfies CommandTable

export const decryptCommand = createCommand(DECRYPT, async (values, terminal) => {
  const input = await buffer(terminal.stdin)
  const opened = openGiven(values, input.toString())
  if (values.json) terminal.stdout.write(`${JSON.stringify(createReport(opened))}\n`)
  else print(opened, terminal)
  return isOpen(opened) ? 0 : 1
})

function openGiven(values: Values<typeof DECRYPT>, text: string): Opening {
  const opened = openPasted(
    {
      text,
      token: values.token.value,
      aesKey: values['aes-key'].value,
      previousAesKey: values['previous-aes-key']?.value,
      appId: values['app-id'],
      signed: readGivenSignature(values),
    },
    [],
    true,
  )
  const isEmpty = text.trim() === '' && opened.problem === null
  return isEmpty ? { ...opened, problem: NOTHING_TO_DECRYPT } : opened
}

/** Tells whether there is a message that may be believed: its signature fits, or none was there to check. */
function isOpen({ problem, decryption, msgSignature }: Opening): boolean {
  return problem === null && msgSignature?.ok !== false && decryption !== null && decryption.failure === null
}

/** Leaves out the steps of the signature, which show the token. */
function createReport({ problem, decryption, msgSignature, findings }: Opening) {
  return {
    problem,
    signature: msgSignature && {
      ok: msgSignature.ok,
      received: msgSignature.received,
      expected: msgSignature.steps.digest,
      cause: msgSignature.cause,
    },
    /** 0 is the current key, 1 the previous one. */
    key: decryption?.keyIndex ?? null,
    failure: decryption?.failure ?? null,
    receiver: decryption?.receiver ?? null,
    message: decryption?.message ? Buffer.from(decryption.message).toString() : null,
    findings,
  }
}

/** Writes the message to stdout, or the first reason why there is none to stderr. */
function print(opened: Opening, { stdout, stderr, language }: Terminal): void {
  const { problem, decryption, findings } = opened
  if (!isOpen(opened)) {
    const fault = findings.find(({ severity }) => severity === 'error')
    const text = problem ?? (fault && joinTexts(fault.detail, fault.fix)) ?? NOTHING_TO_DECRYPT
    stderr.write(`${findOfficial(opened, fault)}: ${oneLine(text[language])}\n`)
    return
  }
  stdout.write(decryption?.message ?? '')
  const warnings = findings.filter(({ severity }) => severity !== 'info')
  for (const one of warnings) stderr.write(`${describeFinding(one, language)}\n`)
  if (decryption?.keyIndex === 1) stderr.write(`${PREVIOUS_KEY[language]}\n`)
}

/** Returns the number that the official WXBizMsgCrypt has for the fault. */
function findOfficial({ problem, decryption }: Opening, fault: Finding | undefined): number {
  if (problem !== null || !fault) return -40002
  if (fault.code === 'crypt.signature') return -40001
  return fault.code === 'crypt.key-shape' ? -40004 : (decryption?.failure?.official ?? -40002)
}

function joinTexts(...texts: Bilingual[]): Bilingual {
  return { zh: texts.map(({ zh }) => zh).join(''), en: texts.map(({ en }) => en).join(' ') }
}

function readGivenSignature(values: Values<typeof DECRYPT>) {
  const { 'msg-signature': msgSignature, timestamp, nonce } = values
  if (msgSignature === undefined || timestamp === undefined || nonce === undefined) return undefined
  return { msgSignature, timestamp, nonce }
}

const NOTHING_TO_DECRYPT: Bilingual = {
  zh: '输入是空的，没有什么可以解密。',
  en: 'The input is empty, so there is nothing to decrypt.',
}

const PREVIOUS_KEY: Bilingual = {
  zh: '是用上一个 EncodingAESKey 解开的',
  en: 'it was opened with the previous EncodingAESKey',
}
