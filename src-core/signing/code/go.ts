import { COMMENTS, quoteDouble } from './code-writer.ts'
import type { CodeWriter } from './code-writer.ts'

export const writeGo: CodeWriter = (token, language) => `\
package wechat

import (
	"crypto/sha1"
	"crypto/subtle"
	"encoding/hex"
${token === null ? '\t"os"\n' : ''}\
	"sort"
	"strings"
)

// ${COMMENTS.token[language]}
var token = ${token === null ? 'os.Getenv("WECHAT_TOKEN")' : quoteDouble(token)}

// ${COMMENTS.check[language]}
func IsFromWeChat(signature, timestamp, nonce, encrypt string) bool {
	if token == "" {
		panic("WECHAT_TOKEN is not set")
	}
	parts := []string{token, timestamp, nonce, encrypt}
	sort.Strings(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	expected := hex.EncodeToString(sum[:])
	return subtle.ConstantTimeCompare([]byte(expected), []byte(signature)) == 1
}
`
