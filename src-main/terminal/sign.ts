import type { Finding } from '../../src-core/contract/exchange.ts'
import { createSignatureParts, explainSignature, isSameSignature } from '../../src-core/wechat/signature.ts'
import type { SignatureInput } from '../../src-core/wechat/signature.ts'
import { TOKEN } from './account-options.ts'
import { createCommand } from './command.ts'
import type { CommandTable } from './command-table.ts'
import { oneLine } from './one-line.ts'

const SIGN = {
  name: 'sign',
  summary: { zh: '计算、讲解或核对签名', en: 'compute, explain or verify a signature' },
  options: {
    token: { ...TOKEN, required: true },
    timestamp: {
      kind: 'text',
      value: 'SECONDS',
      required: true,
      text: { zh: 'URL 里的 timestamp', en: 'timestamp of the URL' },
    },
    nonce: {
      kind: 'text',
      value: 'NONCE',
      required: true,
      text: { zh: 'URL 里的 nonce', en: 'nonce of the URL' },
    },
    encrypt: {
      kind: 'text',
      value: 'CIPHERTEXT',
      text: {
        zh: 'XML 里的 Encrypt；给了就算 msg_signature，不给则算 signature',
        en: 'Encrypt of the XML: with it msg_signature is computed, without it signature',
      },
    },
    explain: {
      kind: 'flag',
      text: { zh: '逐步讲解：各部分、排序、拼接、SHA-1', en: 'show each step: parts, sorted, joined, SHA-1' },
    },
    verify: {
      kind: 'text',
      value: 'SIGNATURE',
      // An empty signature is one that a sender omitted; the check fails.
      mayBeEmpty: true,
      text: {
        zh: '收到的签名，与算出的比较，不同时退出码为 1',
        en: 'the signature received, to compare; the exit code is 1 where it differs',
      },
    },
    json: {
      kind: 'flag',
      text: {
        zh: '输出一个 JSON 对象：算出的和收到的签名，是否相符，不符的原因',
        en: 'print one JSON object: both signatures, whether they fit, and why not',
      },
    },
  },
  exclusive: [
    ['explain', 'verify'],
    ['explain', 'json'],
  ],
} as const satisfies CommandTable

export const signCommand = createCommand(SIGN, async (values, { stdout, stderr, language }) => {
  const { timestamp, nonce, encrypt, verify: received } = values
  const token = values.token.value
  const input = { token, timestamp, nonce, ...(encrypt !== undefined && { encrypt }) }
  const steps = explainSignature(createSignatureParts(input))
  if (values.explain) {
    const words = { zh: ['各部分', '排序', '拼接', 'SHA-1'], en: ['parts', 'sorted', 'joined', 'SHA-1'] }[
      language
    ]
    stdout.write(`${words[0]}: ${steps.parts.map(({ name, value }) => `${name}=${value}`).join('  ')}\n`)
    stdout.write(`${words[1]}: ${steps.sorted.map(({ value }) => value).join('  ')}\n`)
    stdout.write(`${words[2]}: ${steps.joined}\n${words[3]}: ${steps.digest}\n`)
    return 0
  }
  const ok = received === undefined || isSameSignature(steps.digest, received)
  const findings = ok ? [] : await diagnose(input, received)
  if (values.json) {
    stdout.write(`${JSON.stringify({ expected: steps.digest, received: received ?? null, ok, findings })}\n`)
    return ok ? 0 : 1
  }
  stdout.write(`${steps.digest}\n`)
  if (ok) return 0
  stderr.write(
    language === 'zh'
      ? `签名不符：收到 ${oneLine(received) || '空'}，应为 ${steps.digest}\n`
      : `the signature differs: received ${oneLine(received) || 'nothing'}, expected ${steps.digest}\n`,
  )
  for (const { fix } of findings) stderr.write(`${oneLine(fix[language])}\n`)
  return 1
})

/** Names the mistake that gives the received signature. Loads the doctor only here: most scripts only sign. */
async function diagnose(input: SignatureInput, received: string): Promise<Finding[]> {
  const { diagnoseExplained, explainSignatures } = await import('../../src-core/signing/signing.ts')
  const given = input.encrypt === undefined ? { received } : { receivedMsg: received }
  const { signature, msgSignature } = explainSignatures({ ...input, ...given }, [])
  return msgSignature
    ? diagnoseExplained('msg_signature', msgSignature)
    : diagnoseExplained('signature', signature)
}
