import { COMMENTS } from './code-writer.ts'
import type { CodeWriter } from './code-writer.ts'

export const writePhp: CodeWriter = (token, language) => `\
<?php

// ${COMMENTS.token[language]}
define('WECHAT_TOKEN', ${token === null ? "getenv('WECHAT_TOKEN')" : quoteSingle(token)});
if (!is_string(WECHAT_TOKEN) || WECHAT_TOKEN === '') {
    throw new RuntimeException('WECHAT_TOKEN is not set');
}

// ${COMMENTS.check[language]}
function isFromWeChat(string $signature, string $timestamp, string $nonce, string $encrypt = ''): bool
{
    $parts = [WECHAT_TOKEN, $timestamp, $nonce, $encrypt];
    sort($parts, SORT_STRING);
    return hash_equals(sha1(implode('', $parts)), $signature);
}
`

/** Between single quotes PHP knows two escapes. */
function quoteSingle(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`
}
