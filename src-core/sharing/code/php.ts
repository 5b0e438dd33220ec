import { COMMENTS, splitText } from './code-writer.ts'
import type { CodeWriter } from './code-writer.ts'

export const PHP: CodeWriter = {
  run: {
    request: { file: 'request.php', command: 'php request.php' },
    handler: { file: 'handler.php', command: 'WECHAT_TOKEN=... php -S 127.0.0.1:8080 handler.php' },
  },

  writeRequest: ({ method, secure, host, port, target, headers, body, base64 }) => `\
<?php

$url = ${quote(`${secure ? 'https' : 'http'}://${host}:${port}${target}`)};
$headers = [
${headers.map(([name, value]) => `    ${quote(`${name}: ${value}`)},`).join('\n')}
];
$body = ${
    base64 === undefined ? splitText(body).map(quote).join('\n    . ') : `base64_decode(${quote(base64)})`
  };

$options = [
    'method' => ${quote(method)},
    'header' => $headers,
    'protocol_version' => 1.1,
    'timeout' => 5,
    'ignore_errors' => true,
    'follow_location' => 0,
];
if ($body !== '') {
    $options['content'] = $body;
}
$reply = file_get_contents($url, false, stream_context_create(['http' => $options]));
echo implode("\\n", $http_response_header ?? []), "\\n\\n", $reply;
`,

  writeHandler: (language) => `\
<?php

$token = getenv('WECHAT_TOKEN');
if (!is_string($token) || $token === '') {
    throw new RuntimeException('WECHAT_TOKEN is not set');
}

// ${COMMENTS.signature[language]}
function isSigned(string $received, string ...$parts): bool
{
    $parts[] = $GLOBALS['token'];
    sort($parts, SORT_STRING);
    return hash_equals(sha1(implode('', $parts)), $received);
}

// ${COMMENTS.decrypt[language]}
function decrypt(string $encrypt): ?string
{
    $key = base64_decode(getenv('WECHAT_AES_KEY') . '=');
    $padded = openssl_decrypt($encrypt, 'aes-256-cbc', $key, OPENSSL_ZERO_PADDING, substr($key, 0, 16));
    if (!is_string($padded) || strlen($padded) < 32) {
        return null;
    }
    $plain = substr($padded, 0, -ord($padded[-1]));
    $length = unpack('N', substr($plain, 16, 4))[1];
    $appId = getenv('WECHAT_APP_ID');
    if (is_string($appId) && $appId !== '' && substr($plain, 20 + $length) !== $appId) {
        return null;
    }
    return substr($plain, 20, $length);
}

function reply(): ?string
{
    $query = fn (string $name): string => is_string($_GET[$name] ?? null) ? $_GET[$name] : '';
    if (!isSigned($query('signature'), $query('timestamp'), $query('nonce'))) {
        return null;
    }
    if ($_SERVER['REQUEST_METHOD'] === 'GET') {
        return $query('echostr');
    }
    $message = file_get_contents('php://input');
    if ($query('encrypt_type') === 'aes') {
        preg_match('/<Encrypt>(?:<!\\[CDATA\\[)?([^\\]<]+)/', $message, $found);
        $encrypt = $found[1] ?? '';
        if (!isSigned($query('msg_signature'), $query('timestamp'), $query('nonce'), $encrypt)) {
            return null;
        }
        $message = decrypt($encrypt);
        if ($message === null) {
            return null;
        }
    }
    // ${COMMENTS.message[language]}
    error_log($message);
    // ${COMMENTS.reply[language]}
    return 'success';
}

$text = reply();
http_response_code($text === null ? 401 : 200);
header('Content-Type: text/plain; charset=utf-8');
echo $text ?? '';
`,
}

/** A string literal of PHP. */
function quote(text: string): string {
  const escaped = text
    .replaceAll(/[\\"$]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\r', String.raw`\r`)
    .replaceAll('\t', String.raw`\t`)
    // oxlint-disable-next-line no-control-regex -- they are to be seen
    .replaceAll(/[\u0000-\u001f\u007f]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`)
  return `"${escaped}"`
}
