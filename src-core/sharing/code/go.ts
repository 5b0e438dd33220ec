import { COMMENTS, quoteDouble, splitText } from './code-writer.ts'
import type { CodeWriter } from './code-writer.ts'

export const GO: CodeWriter = {
  run: {
    request: { file: 'request.go', command: 'go run request.go' },
    handler: { file: 'handler.go', command: 'WECHAT_TOKEN=... go run handler.go' },
  },

  writeRequest: ({ method, secure, host, port, target, headers, body, base64 }) => `\
package main

import (
${base64 === undefined ? '' : '\t"encoding/base64"\n'}\
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

const url = ${quoteDouble(`${secure ? 'https' : 'http'}://${host}:${port}${target}`)}

var headers = [][2]string{
${headers.map(([name, value]) => `\t{${quoteDouble(name)}, ${quoteDouble(value)}},`).join('\n')}
}

func main() {
	body := ${
    base64 === undefined
      ? splitText(body).map(quoteDouble).join(' +\n\t\t')
      : `decode(${quoteDouble(base64)})`
  }
	request, err := http.NewRequest(${quoteDouble(method)}, url, strings.NewReader(body))
	check(err)
	for _, header := range headers {
		request.Header[header[0]] = append(request.Header[header[0]], header[1])
	}
	client := http.Client{
		Timeout:   5 * time.Second,
		Transport: &http.Transport{DisableCompression: true},
	}
	reply, err := client.Do(request)
	check(err)
	defer reply.Body.Close()
	fmt.Println(reply.Status, reply.Header)
	_, err = io.Copy(os.Stdout, reply.Body)
	check(err)
}
${
  base64 === undefined
    ? ''
    : `
func decode(text string) string {
	bytes, err := base64.StdEncoding.DecodeString(text)
	check(err)
	return string(bytes)
}
`
}
func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
`,

  writeHandler: (language) => `\
package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha1"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"regexp"
	"sort"
	"strings"
)

var token, aesKey, appID = os.Getenv("WECHAT_TOKEN"), os.Getenv("WECHAT_AES_KEY"), os.Getenv("WECHAT_APP_ID")
var envelope = regexp.MustCompile(\`<Encrypt>(?:<!\\[CDATA\\[)?([^\\]<]+)\`)

// ${COMMENTS.signature[language]}
func isSigned(received string, parts ...string) bool {
	parts = append(parts, token)
	sort.Strings(parts)
	sum := sha1.Sum([]byte(strings.Join(parts, "")))
	return subtle.ConstantTimeCompare([]byte(hex.EncodeToString(sum[:])), []byte(received)) == 1
}

// ${COMMENTS.decrypt[language]}
func decrypt(encrypt string) (string, error) {
	key, err := base64.StdEncoding.DecodeString(aesKey + "=")
	if err != nil {
		return "", err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return "", err
	}
	plain, err := base64.StdEncoding.DecodeString(encrypt)
	if err != nil || len(plain) < 32 || len(plain)%aes.BlockSize != 0 {
		return "", errors.New("no ciphertext")
	}
	cipher.NewCBCDecrypter(block, key[:aes.BlockSize]).CryptBlocks(plain, plain)
	padding := int(plain[len(plain)-1])
	if padding > len(plain)-20 {
		return "", errors.New("another key")
	}
	plain = plain[:len(plain)-padding]
	length := int64(binary.BigEndian.Uint32(plain[16:20]))
	if 20+length > int64(len(plain)) {
		return "", errors.New("another key")
	}
	if appID != "" && !bytes.Equal(plain[20+length:], []byte(appID)) {
		return "", errors.New("another AppID")
	}
	return string(plain[20 : 20+length]), nil
}

func handle(reply http.ResponseWriter, request *http.Request) {
	query := request.URL.Query()
	timestamp, nonce := query.Get("timestamp"), query.Get("nonce")
	refuse := func() { http.Error(reply, "", http.StatusUnauthorized) }
	if !isSigned(query.Get("signature"), timestamp, nonce) {
		refuse()
		return
	}
	reply.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if request.Method == http.MethodGet {
		io.WriteString(reply, query.Get("echostr"))
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(reply, request.Body, 1<<20))
	if err != nil {
		refuse()
		return
	}
	message := string(body)
	if query.Get("encrypt_type") == "aes" {
		encrypt := ""
		if found := envelope.FindStringSubmatch(message); found != nil {
			encrypt = found[1]
		}
		if !isSigned(query.Get("msg_signature"), timestamp, nonce, encrypt) {
			refuse()
			return
		}
		if message, err = decrypt(encrypt); err != nil {
			refuse()
			return
		}
	}
	// ${COMMENTS.message[language]}
	fmt.Println(message)
	// ${COMMENTS.reply[language]}
	io.WriteString(reply, "success")
}

func main() {
	if token == "" {
		log.Fatal("WECHAT_TOKEN is not set")
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	http.HandleFunc("/", handle)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}
`,
}
