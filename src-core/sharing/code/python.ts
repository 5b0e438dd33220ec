import { COMMENTS, quoteDouble, splitText } from './code-writer.ts'
import type { CodeWriter } from './code-writer.ts'

export const PYTHON: CodeWriter = {
  run: {
    request: { file: 'request.py', command: 'python3 request.py' },
    handler: { file: 'handler.py', command: 'WECHAT_TOKEN=... python3 handler.py' },
  },

  writeRequest: ({ method, secure, host, port, target, headers, body, base64 }) => `\
${base64 === undefined ? '' : 'import base64\n'}\
import http.client
import sys

HEADERS = [
${headers.map(([name, value]) => `    (${quoteDouble(name)}, ${quoteDouble(value)}),`).join('\n')}
]
BODY = ${
    base64 === undefined
      ? `(\n${splitText(body)
          .map((piece) => `    ${quoteDouble(piece)}`)
          .join('\n')}\n).encode()`
      : `base64.b64decode(${quoteDouble(base64)})`
  }

connection = http.client.${secure ? 'HTTPSConnection' : 'HTTPConnection'}(${quoteDouble(host)}, ${port}, timeout=5)
connection.putrequest(${quoteDouble(method)}, ${quoteDouble(target)}, skip_accept_encoding=True)
for name, value in HEADERS:
    connection.putheader(name, value.encode("latin-1"))
if BODY:
    connection.putheader("Content-Length", str(len(BODY)))
connection.endheaders(BODY)
reply = connection.getresponse()
print(reply.status, reply.reason)
print(reply.headers)
sys.stdout.flush()
sys.stdout.buffer.write(reply.read())
`,

  writeHandler: (language) => `\
import base64
import hashlib
import hmac
import os
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

TOKEN = os.environ["WECHAT_TOKEN"]
AES_KEY = os.environ.get("WECHAT_AES_KEY", "")
APP_ID = os.environ.get("WECHAT_APP_ID", "")


# ${COMMENTS.signature[language]}
def is_signed(received: str, *parts: str) -> bool:
    joined = b"".join(sorted(part.encode() for part in (TOKEN, *parts)))
    return hmac.compare_digest(hashlib.sha1(joined).hexdigest().encode(), received.encode())


# ${COMMENTS.decrypt[language]}
def decrypt(encrypt: str) -> str:
    key = base64.b64decode(AES_KEY + "=")
    decryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).decryptor()
    padded = decryptor.update(base64.b64decode(encrypt)) + decryptor.finalize()
    plain = padded[: -padded[-1]]
    end = 20 + int.from_bytes(plain[16:20], "big")
    if APP_ID and plain[end:].decode() != APP_ID:
        raise ValueError("another AppID")
    return plain[20:end].decode()


class Handler(BaseHTTPRequestHandler):
    def reply(self, text: "str | None") -> None:
        body = (text or "").encode()
        self.send_response(401 if text is None else 200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def read_query(self) -> "dict[str, str] | None":
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        signed = is_signed(query.get("signature", ""), query.get("timestamp", ""), query.get("nonce", ""))
        return query if signed else None

    def do_GET(self) -> None:
        query = self.read_query()
        self.reply(None if query is None else query.get("echostr", ""))

    def do_POST(self) -> None:
        query = self.read_query()
        length = int(self.headers.get("Content-Length", "0"))
        if query is None or length > 1024 * 1024:
            return self.reply(None)
        message = self.rfile.read(length).decode()
        if query.get("encrypt_type") == "aes":
            found = re.search(r"<Encrypt>(?:<!\\[CDATA\\[)?([^\\]<]+)", message)
            encrypt = found.group(1) if found else ""
            if not is_signed(query.get("msg_signature", ""), query["timestamp"], query["nonce"], encrypt):
                return self.reply(None)
            try:
                message = decrypt(encrypt)
            except (ValueError, IndexError):
                return self.reply(None)
        # ${COMMENTS.message[language]}
        print(message, flush=True)
        # ${COMMENTS.reply[language]}
        self.reply("success")


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Handler).serve_forever()
`,
}
