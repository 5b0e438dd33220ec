import { COMMENTS, quoteDouble } from './code-writer.ts'
import type { CodeWriter } from './code-writer.ts'

export const writePython: CodeWriter = (token, language) => `\
import hashlib
import hmac
${token === null ? 'import os\n' : ''}\

# ${COMMENTS.token[language]}
TOKEN = ${token === null ? 'os.environ["WECHAT_TOKEN"]' : quoteDouble(token)}
if not TOKEN:
    raise RuntimeError("WECHAT_TOKEN is not set")


# ${COMMENTS.check[language]}
def is_from_wechat(signature: str, timestamp: str, nonce: str, encrypt: str = "") -> bool:
    parts = sorted(part.encode() for part in (TOKEN, timestamp, nonce, encrypt))
    expected = hashlib.sha1(b"".join(parts)).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode())
`
