import type { Failed, FailureTexts } from './failed.ts'

/**
 * Explains why a TLS connection failed; null if the code is none of TLS. Node checks certificates as strictly as WeChat
 * most likely does; no official page says which authorities and versions WeChat takes.
 */
export function explainTls(failed: Failed): FailureTexts | null {
  if (!failed.isSecure) return null
  const found = CAUSES.find(([pattern]) => pattern.test(failed.code))
  return found ? { evidence: 'inferred', ...found[1](failed) } : null
}

/** OpenSSL's and Node's codes; the words differ between versions of OpenSSL. */
const CAUSES: [pattern: RegExp, explain: (failed: Failed) => FailureTexts][] = [
  [/^DEPTH_ZERO_SELF_SIGNED_CERT$/, () => SELF_SIGNED],
  [/^SELF_SIGNED_CERT_IN_CHAIN$/, () => PRIVATE_AUTHORITY],
  [/^UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?)$/, () => INCOMPLETE_CHAIN],
  [/^CERT_HAS_EXPIRED$/, () => EXPIRED],
  [/^CERT_NOT_YET_VALID$/, () => NOT_YET_VALID],
  [/^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, explainWrongName],
  [/^UNSPECIFIED$/, () => WEAK_CERTIFICATE],
  [/^CERT_|^INVALID_(?:CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^CRL_/, () => REFUSED_CERTIFICATE],
  [
    /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|BAD_RECORD_TYPE|RECORD_LAYER_FAILURE/,
    explainPlain,
  ],
  [
    /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|NO_PROTOCOLS_AVAILABLE|WRONG_SSL_VERSION|VERSION_TOO_LOW/,
    () => OLD_VERSION,
  ],
  [/UNRECOGNIZED_NAME/, explainSni],
  [/KEY_TOO_SMALL|MD_TOO_WEAK|BAD_ECPOINT/, () => WEAK_KEY],
  [/CERTIFICATE_REQUIRED|BAD_CERTIFICATE/, () => CLIENT_CERTIFICATE],
  [
    /HANDSHAKE_FAILURE|NO_SHARED_CIPHER|NO_CIPHERS|INSUFFICIENT_SECURITY|INTERNAL_ERROR|ACCESS_DENIED/,
    explainHandshake,
  ],
  [/^(?:ERR_SSL_|EPROTO$|ERR_TLS_)/, explainOther],
]

const SELF_SIGNED: FailureTexts = {
  why: { zh: '证书是自签名的', en: 'its certificate is self-signed' },
  detail: {
    zh: '自签名的证书没有公共机构担保，微信不信任；在浏览器里点「继续访问」对微信不起作用。',
    en: 'No public authority vouches for a self-signed certificate, and WeChat does not trust it; what you accepted in a browser does not count.',
  },
  fix: {
    zh: '换成公共机构签发的证书（Let’s Encrypt 或云厂商的免费证书），或者先用 http（80 端口）。',
    en: 'Get a certificate from a public authority (Let’s Encrypt, or a free one of your cloud), or use http on port 80 for now.',
  },
  evidence: 'observed',
}

const PRIVATE_AUTHORITY: FailureTexts = {
  why: {
    zh: '证书链的根证书不是公共机构的',
    en: 'the certificate comes from an authority that is not public',
  },
  detail: {
    zh: '证书由内部的 CA 签发，或者路上的代理、抓包工具、杀毒软件换掉了证书；微信只信任公共机构。',
    en: 'It was issued by a private CA, or a proxy, capture tool or virus scanner on the way put its own in place; WeChat trusts public authorities.',
  },
  fix: {
    zh: '换成公共机构签发的证书；关掉这台机器上的抓包代理再试。',
    en: 'Get a certificate from a public authority; switch capture proxies on this machine off and try again.',
  },
}

const INCOMPLETE_CHAIN: FailureTexts = {
  why: {
    zh: '证书链不完整，缺少中间证书',
    en: 'its certificate chain is incomplete: an intermediate certificate is missing',
  },
  detail: {
    zh: '服务器只发了自己的证书，没有发签发它的中间证书。浏览器会自己下载缺的那张，所以看起来正常；微信不会。如果证书来自内部的 CA，也是这个错误。',
    en: 'The server sends its own certificate without the intermediate that issued it. Browsers fetch the missing one, so all looks well there; WeChat does not. A certificate of a private CA ends in the same error.',
  },
  fix: {
    zh: '配置完整的证书链：Nginx 的 ssl_certificate 用 fullchain.pem，或把中间证书接在自己的证书后面；再用 openssl s_client -connect 核对。',
    en: 'Configure the whole chain: ssl_certificate with fullchain.pem in nginx, or the intermediate appended to your certificate; check with openssl s_client -connect.',
  },
}

const EXPIRED: FailureTexts = {
  why: { zh: '证书已经过期', en: 'its certificate has expired' },
  detail: {
    zh: '服务器发来的证书（或它的中间证书）过了有效期，微信不信任。续期之后没有重新加载也会这样。',
    en: 'The certificate, or the intermediate sent with it, is past its time, and WeChat does not trust it. One that was renewed and not reloaded looks the same.',
  },
  fix: {
    zh: '续期证书并重新加载服务（nginx -s reload）；也看看这台机器的时钟对不对。',
    en: 'Renew the certificate and reload the server (nginx -s reload); check this machine’s clock as well.',
  },
}

const NOT_YET_VALID: FailureTexts = {
  why: { zh: '证书还没有到生效时间', en: 'its certificate is not valid yet' },
  detail: {
    zh: '证书的开始时间在将来：签发的时候时钟不对，或者这台机器的时钟慢了。',
    en: 'It begins in the future: the clock was off when it was issued, or this machine’s clock is slow.',
  },
  fix: {
    zh: '校准两边的时钟，必要时重新签发证书。',
    en: 'Set both clocks right, and issue the certificate anew if need be.',
  },
}

function explainWrongName({ host, names }: Failed): FailureTexts {
  const shown = names.slice(0, 8)
  const dots = names.length > shown.length ? ' …' : ''
  const has =
    shown.length > 0
      ? { zh: `证书上的名字是：${shown.join('、')}${dots}`, en: `It names ${shown.join(', ')}${dots}` }
      : { zh: '证书上没有可用的名字', en: 'It has no name that counts' }
  return {
    why: { zh: `证书不是给 ${host} 的`, en: `its certificate is not for ${host}` },
    detail: {
      zh: `${has.zh}；域名对不上，微信不信任。通配符只管一级：*.a.com 不含 a.com，也不含 x.y.a.com。`,
      en: `${has.en}; the name does not match, and WeChat does not trust it. A wildcard covers one level: *.a.com is neither a.com nor x.y.a.com.`,
    },
    fix: {
      zh: '给这个域名签发证书，或者把地址改成证书上有的域名；一个 IP 上有多个站点时，检查默认站点是不是接走了它。',
      en: 'Get a certificate for this name, or use a name that it has; where one IP serves several sites, see whether the default site took the request.',
    },
  }
}

const REFUSED_CERTIFICATE: FailureTexts = {
  why: { zh: '证书没有通过检查', en: 'its certificate was refused' },
  detail: {
    zh: '证书被吊销、用途不对，或者签名有误，微信也不会信任它。',
    en: 'It was revoked, is for another purpose, or its signature is wrong; WeChat would not trust it either.',
  },
  fix: {
    zh: '换一张公共机构签发的服务器证书。',
    en: 'Get a server certificate from a public authority.',
  },
}

function explainPlain({ host, port }: Failed): FailureTexts {
  return {
    why: { zh: `用 https 访问了 http 的端口 ${port}`, en: `https was spoken to an http port, ${port}` },
    detail: {
      zh: `${host}:${port} 回的不是 TLS，多半是普通的 http。`,
      en: `${host}:${port} does not respond in TLS; most likely it speaks plain http.`,
    },
    fix: {
      zh: '把地址改成 http://，或者给这个端口配置证书（Nginx：listen 443 ssl）。',
      en: 'Change the address to http://, or give the port a certificate (nginx: listen 443 ssl).',
    },
  }
}

const OLD_VERSION: FailureTexts = {
  why: { zh: 'TLS 版本太旧或对不上', en: 'there is no TLS version in common' },
  detail: {
    zh: '对方只支持 TLS 1.2 以下的版本，这里至少用 1.2；微信接受哪些版本没有公开的说法，多半也不接受旧版本。',
    en: 'The other side has versions below TLS 1.2 only, and 1.2 is the least spoken here. No official page names WeChat’s versions; most likely it refuses the old ones, too.',
  },
  fix: {
    zh: '打开 TLS 1.2 和 1.3（Nginx：ssl_protocols TLSv1.2 TLSv1.3），升级旧的 OpenSSL、JDK 或 IIS。',
    en: 'Switch TLS 1.2 and 1.3 on (nginx: ssl_protocols TLSv1.2 TLSv1.3), and update an old OpenSSL, JDK or IIS.',
  },
}

function explainSni({ host }: Failed): FailureTexts {
  return {
    why: { zh: `服务器上没有 ${host} 这个站点`, en: `the server has no site named ${host}` },
    detail: {
      zh: '握手时报的域名（SNI）它不认识：证书或站点没有配置到这台服务器，或者域名解析到了别的机器。',
      en: 'It does not know the name given in the handshake (SNI): site or certificate are not set up there, or the name leads to another machine.',
    },
    fix: {
      zh: '给这个域名配置站点和证书；核对域名解析到的 IP。',
      en: 'Set up site and certificate for this name; check the IP that it leads to.',
    },
  }
}

const WEAK_KEY: FailureTexts = {
  why: { zh: '证书或握手的密钥太弱', en: 'a key of its certificate or handshake is too weak' },
  detail: {
    zh: '密钥太短，或者用了 SHA-1 这类过时的签名，现在的客户端不接受。',
    en: 'It is too short, or signed by something outdated such as SHA-1, and clients of today refuse it.',
  },
  fix: {
    zh: '换一张 2048 位 RSA 或 ECDSA 的证书，更新 DH 参数。',
    en: 'Get a certificate with RSA of 2048 bits or ECDSA, and newer DH parameters.',
  },
}

/** Node’s name for every reason that it has no name for. */
const WEAK_CERTIFICATE: FailureTexts = {
  why: { zh: '证书没有通过检查', en: 'its certificate was refused' },
  detail: {
    zh: '没有说出原因：多半是密钥太短（RSA 不到 2048 位），或者用了 SHA-1 这类过时的签名。',
    en: 'No reason is given: most likely its key is too short (RSA below 2048 bits), or it is signed by something outdated such as SHA-1.',
  },
  fix: WEAK_KEY.fix,
}

const CLIENT_CERTIFICATE: FailureTexts = {
  why: { zh: '服务器要求客户端证书', en: 'the server demands a client certificate' },
  detail: {
    zh: '服务器开了双向认证，而推送里没有它要的客户端证书。',
    en: 'It wants mutual authentication, and a push has no such certificate to show.',
  },
  fix: {
    zh: '对这个地址关掉客户端证书校验（Nginx：ssl_verify_client off）。',
    en: 'Switch the check of client certificates off for this address (nginx: ssl_verify_client off).',
  },
}

function explainHandshake({ host }: Failed): FailureTexts {
  return {
    why: { zh: 'TLS 握手被服务器拒绝', en: 'the server refused the TLS handshake' },
    detail: {
      zh: `两边没有共同的加密套件，服务器没有 ${host} 的证书（CDN 上还没配置好的域名常见），或者它要求客户端证书。`,
      en: `The two sides have no cipher in common, the server has no certificate for ${host}, as with a name that is not set up at the CDN yet, or it demands a certificate of the client.`,
    },
    fix: {
      zh: '检查证书是否配置到这个域名，打开常用的加密套件（如 ECDHE + AES-GCM）。',
      en: 'See that the certificate is set up for this name, and switch the usual ciphers on (ECDHE with AES-GCM).',
    },
  }
}

function explainOther({ message }: Failed): FailureTexts {
  return {
    why: { zh: 'TLS 握手失败', en: 'the TLS handshake failed' },
    detail: {
      zh: `握手没有成功：${message}`,
      en: `The handshake did not succeed: ${message}`,
    },
    fix: {
      zh: '用 openssl s_client -connect 查看证书和协议；核对端口和协议（http 或 https）。',
      en: 'Look at certificate and protocol with openssl s_client -connect; check port and scheme (http or https).',
    },
  }
}
