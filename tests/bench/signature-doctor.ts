/**
 * Measures the signature doctor on a signature that no known mistake explains, the slowest case: every mistake and
 * every pair of mistakes is tried. It should stay below 50 ms. Run it with `node tests/bench/signature-doctor.ts`.
 */
import { diagnoseSignature } from '../../src-core/diagnosis/signature/doctor.ts'
import type { SignatureCase } from '../../src-core/diagnosis/signature/doctor.ts'

const WRONG = '0123456789abcdef0123456789abcdef01234567'
const query = {
  timestamp: '1714036504',
  nonce: '486452656',
  echostr: '4375120948345356249',
  signature: WRONG,
  msg_signature: WRONG,
}
const token = 'Weixin2025Demo'
const encrypt = 'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5'.repeat(8)
const otherAccounts = Array.from({ length: 10 }, (_, i) => ({ name: `account ${i}`, token: `Token${i}` }))

const CASES: Record<string, SignatureCase> = {
  'signature, one account': { checked: 'signature', token, query },
  'signature, eleven accounts': { checked: 'signature', token, query, otherAccounts },
  'msg_signature, 512 characters of Encrypt, eleven accounts': {
    checked: 'msg_signature',
    token,
    query,
    encrypt,
    plaintext: '<xml></xml>'.repeat(30),
    otherAccounts,
  },
  'msg_signature, a megabyte of Encrypt': {
    checked: 'msg_signature',
    token,
    query,
    encrypt: encrypt.repeat(2048),
  },
}

for (const [name, request] of Object.entries(CASES)) {
  const times = Array.from({ length: 30 }, () => {
    const start = performance.now()
    diagnoseSignature(request)
    return performance.now() - start
  }).toSorted((a, b) => a - b)
  const [median, worst] = [times[15]!, times.at(-1)!].map((time) => time.toFixed(1))
  console.log(`${name}: median ${median} ms, worst ${worst} ms`)
}
