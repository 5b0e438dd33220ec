import { markAppId } from '../app-id-mark.ts'
import type { Bilingual } from '../text.ts'
import { cleanValue } from './dirt.ts'
import type { FieldNote } from './kind.ts'

/** A whole address without a name and a password: this is no place for secrets. */
const SERVER_URL = /^https?:\/\/[^\s#/?@]+([/?][^\s#]*)?$/i

/** Returns whether it is an address of a server, whole and without a password: `URL` reads it. */
export function isServerUrl(text: string): boolean {
  return SERVER_URL.test(text) && URL.canParse(text)
}

/** The networks that WeChat cannot reach from outside. */
const PRIVATE =
  /^(localhost|.*\.(localhost|local|lan|internal)|(0|127|10|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))(\.\d+)+|\[(::1?|::ffff:.*|f[cd].*|fe80.*)\])\.?$/i

/** Returns whether a host, as `URL` gives it, is this computer or one inside a network. */
export function isPrivateHost(hostname: string): boolean {
  return PRIVATE.test(hostname)
}

/** Checks the address of a developer's own server. What it calls wrong is not saved. */
export function checkBackendUrl(value: string): FieldNote[] {
  return check(value, 'http', (url) => url)
}

/**
 * Checks the address that the console gets: what WeChat must be able to reach, with the account's path.
 *
 * @see https://developers.weixin.qq.com/doc/service/guide/dev/push/
 */
export function checkPublicUrl(value: string, { path }: { path: string }): FieldNote[] {
  const notes = check(value, 'https', (url) => withPath(url, path))
  if (notes.length > 0 || value === '') return notes
  return judgePublic(new URL(value), value, path)
}

function check(value: string, scheme: 'http' | 'https', complete: (url: string) => string): FieldNote[] {
  const { clean, notes } = cleanValue(value, { zh: '地址', en: 'address' })
  const found = judgeForm(clean, scheme, complete)
  const [first] = notes
  if (!first) return found ? [found] : []
  const mended = found ? found.mend?.value : complete(clean)
  const { mend, ...dirt } = first
  return [mended !== undefined && mend ? { ...dirt, mend: { ...mend, value: mended } } : dirt]
}

function judgeForm(url: string, scheme: string, complete: (url: string) => string): FieldNote | null {
  if (url === '' || isServerUrl(url)) return null
  const other = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase()
  if (other === undefined) {
    const whole = addScheme(url, scheme)
    return create(
      'no-scheme',
      {
        zh: '地址以 http:// 或 https:// 开头。',
        en: 'An address begins with http:// or https://.',
      },
      whole === null ? null : complete(whole),
      { zh: `补上 ${scheme}://`, en: `Add ${scheme}://` },
      // `h`, `http:` and so on are on the way.
      /^h?t{0,2}p?s?:?\/?$/i.test(url),
    )
  }
  if (other !== 'http' && other !== 'https') {
    return create('scheme', {
      zh: '协议只能是 http 或 https。',
      en: 'The scheme has to be http or https.',
    })
  }
  const [bare = ''] = url.split('#', 1)
  if (bare !== url && isServerUrl(bare)) {
    return create(
      'fragment',
      {
        zh: '# 之后的部分不会发送给服务器。',
        en: 'What follows the # is never sent to a server.',
      },
      complete(bare),
      { zh: '去掉 # 之后的部分', en: 'Remove it' },
    )
  }
  if (/^https?:\/\/[^/?#]*@/i.test(url)) {
    return create('user', {
      zh: '地址里不能带用户名和密码。',
      en: 'There is no place for a user name and a password in it.',
    })
  }
  return create(
    'form',
    {
      zh: '这不是一个完整的地址，请检查域名、端口和空格。',
      en: 'This is not a complete address: check the name, the port and any blanks.',
    },
    null,
    null,
    /^https?:\/\/$/i.test(url),
  )
}

function judgePublic(url: URL, value: string, path: string): FieldNote[] {
  if (/^\.|\.\./.test(url.hostname)) {
    return [
      create('host', {
        zh: '域名里多了一个点，这样的域名不存在。',
        en: 'The name has a dot too many: there is no such host.',
      }),
    ]
  }
  // Before the port: whoever enters a local address needs another address, and no other port.
  if (isPrivateHost(url.hostname) || !/[.\]]/.test(url.hostname)) {
    return [
      create('private', {
        zh: '这是本机或内网的地址，微信从公网访问不到；请填隧道给出的公网地址。',
        en: 'This address is inside your network, where WeChat cannot reach it; give the public one that the tunnel shows.',
      }),
    ]
  }
  if (url.port !== '') {
    return [
      create('port', {
        zh: '微信只访问 http 的 80 端口和 https 的 443 端口，别的端口到不了。',
        en: 'WeChat calls port 80 for http and port 443 for https, and no other.',
      }),
    ]
  }
  const notes: FieldNote[] = []
  if (/^[\d.]+$|^\[/.test(url.hostname)) {
    notes.push({
      code: 'bare-ip',
      severity: 'unusual',
      text: {
        zh: '填的是 IP：有人填 IP 时微信的验证没有来，换成域名就好了。',
        en: 'This is an IP address: with one, WeChat’s verification did not come for somebody; a name cured it.',
      },
    })
  }
  if (url.pathname !== path && markAppId(url.pathname) !== path) {
    const isMissing = url.pathname === '/'
    notes.push({
      code: isMissing ? 'no-path' : 'other-path',
      severity: 'unusual',
      text: isMissing
        ? {
            zh: `少了路径：这个账号只收 ${path} 上的请求，别的路径返回 404。`,
            en: `The path is missing: this account receives at ${path}, and other paths get 404.`,
          }
        : {
            zh: `路径与账号的 ${path} 不同：隧道不改写路径的话，会返回 404。`,
            en: `The path is not the account’s, ${path}: unless the tunnel rewrites it, the response is 404.`,
          },
      mend: {
        label: isMissing
          ? { zh: `补上 ${path}`, en: `Add ${path}` }
          : { zh: `改成 ${path}`, en: `Make it ${path}` },
        value: withPath(value, path, true),
      },
      ...(isMissing && { unfinished: true }),
    })
  }
  return notes
}

function addScheme(text: string, scheme: string): string | null {
  // `https//…` and `https:/…` have the scheme, and lack a sign of it.
  const [begun = '', name] = /^(?:(https?)(?::\/?|\/\/?))?\/*/i.exec(text) ?? []
  const rest = text.slice(begun.length)
  // `:8080/wx` and `8080/wx` mean this machine.
  const host = /^:?\d{2,5}(\/|$)/.test(rest) ? `127.0.0.1:${rest.replace(/^:/, '')}` : rest
  const whole = `${name?.toLowerCase() ?? scheme}://${host}`
  return isServerUrl(whole) && /^[\w[-]/.test(host) && /[.:\]]|^localhost/i.test(host) ? whole : null
}

/** Gives the path to an address that has none; or, if it is to be replaced, to any. */
function withPath(url: string, path: string, replaces = false): string {
  if (!URL.canParse(url)) return url
  const { pathname, search } = new URL(url)
  if (pathname !== '/' && !replaces) return url
  const [origin = ''] = /^https?:\/\/[^/?#]+/i.exec(url) ?? []
  return origin + path + search
}

function create(
  code: string,
  text: Bilingual,
  mended: string | null = null,
  label: Bilingual | null = null,
  isUnfinished = false,
): FieldNote {
  return {
    code,
    severity: 'wrong',
    text,
    ...(mended !== null && label && { mend: { label, value: mended } }),
    ...(isUnfinished && { unfinished: true }),
  }
}
