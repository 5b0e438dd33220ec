import { addressOf, quote } from './curl.ts'
import type { CopiedRequest } from '../copied-request.ts'

/** A message that somebody else signs: its address without what WeChat adds, and its text, decrypted. */
export interface UnsignedPush {
  request: CopiedRequest
  openId: string
  /** The account's `gh_…`, which stands beside Encrypt. */
  originalId: string
  message: string
  isEncrypted: boolean
}

/**
 * Writes a shell script that signs a push when it is run, and encrypts it if it came encrypted. Token, key and AppID come
 * from the environment of whoever runs it: none of them is ever in the text. It needs curl and openssl.
 */
export function writeCurlWithToken({
  request,
  openId,
  originalId,
  message,
  isEncrypted,
}: UnsignedPush): string {
  const address = addressOf(request)
  const url = `${address}${address.includes('?') ? '&' : '?'}`
  const type = request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'text/xml'
  return `\
token=\${WECHAT_TOKEN:?}
timestamp=$(date +%s)
nonce=$(openssl rand -hex 5)
sign() {
  printf '%s\\n' "$token" "$timestamp" "$nonce" "$@" | LC_ALL=C sort | tr -d '\\n' | openssl sha1 -r | cut -c 1-40
}
message=${quote(message)}
query="signature=$(sign)&timestamp=$timestamp&nonce=$nonce&openid="${quote(encodeURIComponent(openId))}
${isEncrypted ? writeSealing(originalId) : 'body=$message'}
curl -i --max-time 5 --globoff \\
  -H ${quote(`Content-Type: ${type}`)} \\
  --data-raw "$body" \\
  ${quote(url)}"$query"
`
}

/** 16 random bytes, 4 bytes of length, the message, the AppID, padded to 32 bytes; AES-256-CBC. */
function writeSealing(originalId: string): string {
  return `\
app=\${WECHAT_APP_ID:?}
key=$(printf '%s=' "\${WECHAT_AES_KEY:?}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
hex() { od -An -v -tx1 | tr -d ' \\n'; }
inside=$(printf %s "$message" | hex)
plain=$(openssl rand -hex 8 | tr -d '\\n' | hex)$(printf '%08x' $((\${#inside} / 2)))$inside$(printf %s "$app" | hex)
pad=$((32 - \${#plain} / 2 % 32))
i=0
while [ $i -lt $pad ]; do plain=$plain$(printf '%02x' $pad); i=$((i + 1)); done
bytes() { while read -r byte; do printf "\\\\$(printf '%03o' "0x$byte")"; done; }
encrypt=$(printf %s "$plain" | fold -w 2 | { cat; echo; } | bytes |
  openssl enc -aes-256-cbc -nopad -K "$key" -iv "$(printf %s "$key" | cut -c 1-32)" | openssl base64 -A)
query="$query&encrypt_type=aes&msg_signature=$(sign "$encrypt")"
body="<xml><ToUserName><![CDATA["${quote(originalId)}"]]></ToUserName><Encrypt><![CDATA[$encrypt]]></Encrypt></xml>"`
}
