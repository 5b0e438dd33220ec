import type { Finding } from '../../contract/exchange.ts'
import { checkPublicUrl } from '../../contract/field-check/addresses.ts'
import type { FieldNote } from '../../contract/field-check/kind.ts'
import type { Bilingual } from '../../contract/text.ts'
import { createFinding } from '../finding.ts'

/** Judges a public URL as the console and WeChat would take it. `path` is the account's, or the URL's own. */
export function judgeAddress(url: string, path: string): Finding[] {
  const { hostname = '', port = '' } = URL.canParse(url) ? new URL(url) : {}
  return checkPublicUrl(url, { path }).map((note) => createAddressFinding(note, { hostname, port }))
}

function createAddressFinding(
  { code, severity, text, mend }: FieldNote,
  { hostname, port }: { hostname: string; port: string },
): Finding {
  if (code === 'port') {
    return createFinding('url.port', {
      title: { zh: `地址的端口是 ${port}`, en: `The port of the address is ${port}` },
      detail: text,
      fix: {
        zh: '让隧道或反向代理给出不带端口的地址，再填到公众号后台。',
        en: 'Let the tunnel or the proxy give an address without a port, and register that.',
      },
    })
  }
  return createFinding('url.address', {
    ...(severity === 'unusual' && { severity: 'warning' }),
    title: TITLES[code]?.(hostname) ?? OTHER_TITLE,
    detail: text,
    fix: mend
      ? { zh: `${mend.label.zh}：${mend.value}`, en: `${mend.label.en}: ${mend.value}` }
      : {
          zh: '填一个从公网能访问的完整地址，例如 https://wx.example.com/wx。',
          en: 'Give the whole address that is reached from the public network, as in https://wx.example.com/wx.',
        },
  })
}

const OTHER_TITLE: Bilingual = { zh: '这个地址微信不会接受', en: 'WeChat would not take this address' }

const TITLES: Readonly<Record<string, (host: string) => Bilingual>> = {
  private: (host) => ({
    zh: `地址的主机是 ${host}`,
    en: `The host of the address is ${host}`,
  }),
  'bare-ip': (host) => ({
    zh: `填的是 IP 地址 ${host}，不是域名`,
    en: `${host} is an IP address, not a name`,
  }),
  'no-path': () => ({ zh: '地址里少了账号的路径', en: 'The account’s path is missing' }),
  'other-path': () => ({ zh: '地址的路径与账号的不同', en: 'The path is not the account’s' }),
}
