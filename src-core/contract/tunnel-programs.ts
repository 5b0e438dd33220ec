import type { Bilingual } from './text.ts'

/** The programs that the workbench can start, in the order in which they are offered. */
export const tunnelPrograms = [
  'cloudflared',
  'ngrok',
  'cpolar',
  'natapp',
  'frpc',
  'ssh',
  'tailscale',
  'localtunnel',
  'bore',
] as const
export type TunnelProgram = (typeof tunnelPrograms)[number]

/**
 * The only values that a person can give to a program. There are no free arguments: they would make the control channel
 * a shell (`ssh -o ProxyCommand=…`). Nor can a value be an option, since none begins with `-`.
 */
export type TunnelFieldKind = 'host' | 'label' | 'name' | 'user' | 'port' | 'region' | 'origin' | 'file'

export interface TunnelField {
  kind: TunnelFieldKind
  /** The program cannot be started without it. */
  required?: true
  label: Bilingual
  example: string
}

export interface TunnelProgramRow {
  /** As its makers write it. */
  name: string
  /** The maker's page that says how to install it. */
  page: string
  /** Something to know before it is chosen. */
  warning?: Bilingual
  /** The responder's port has to be given in its own configuration: it is not told at the start. */
  portInConfig?: true
  fields: Readonly<Record<string, TunnelField>>
}

const CONFIG = {
  kind: 'file',
  label: { zh: '配置文件', en: 'Configuration file' },
  example: '/home/me/tunnel.yml',
} as const satisfies TunnelField

/** For programs whose address stands only in their own configuration or on a server of one's own. */
const PUBLIC_ORIGIN = {
  kind: 'origin',
  required: true,
  label: { zh: '隧道的公网地址', en: 'Address of the tunnel' },
  example: 'https://wx.example.com',
} as const satisfies TunnelField

export const TUNNEL_PROGRAMS = {
  cloudflared: {
    name: 'cloudflared',
    page: 'https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/downloads/',
    fields: {
      // Without a name it opens a quick tunnel, which gets a new address at each start.
      tunnel: { kind: 'name', label: { zh: '隧道名称', en: 'Name of the tunnel' }, example: 'wx' },
      hostname: {
        kind: 'host',
        label: { zh: '隧道的域名', en: 'Host name of the tunnel' },
        example: 'wx.example.com',
      },
      config: CONFIG,
    },
  },
  ngrok: {
    name: 'ngrok',
    page: 'https://ngrok.com/download',
    fields: {
      domain: { kind: 'host', label: { zh: '域名', en: 'Domain' }, example: 'example.ngrok.app' },
      config: CONFIG,
    },
  },
  cpolar: {
    name: 'cpolar',
    page: 'https://www.cpolar.com/download',
    fields: {
      subdomain: { kind: 'label', label: { zh: '二级子域名', en: 'Subdomain' }, example: 'mywx' },
      hostname: { kind: 'host', label: { zh: '自定义域名', en: 'Own domain' }, example: 'wx.example.com' },
      region: { kind: 'region', label: { zh: '地区', en: 'Region' }, example: 'cn_top' },
      config: CONFIG,
    },
  },
  natapp: {
    name: 'NATAPP',
    page: 'https://natapp.cn/#download',
    portInConfig: true,
    fields: {
      // The authtoken stands in this file, and the local port at the tunnel's page of natapp.cn.
      config: { ...CONFIG, required: true, example: '/home/me/natapp/config.ini' },
    },
  },
  frpc: {
    name: 'frp',
    page: 'https://gofrp.org/',
    portInConfig: true,
    fields: {
      config: { ...CONFIG, required: true, example: '/home/me/frpc.toml' },
      address: PUBLIC_ORIGIN,
    },
  },
  ssh: {
    name: 'ssh -R',
    page: 'https://man.openbsd.org/ssh',
    fields: {
      host: {
        kind: 'host',
        required: true,
        label: { zh: '服务器', en: 'Server' },
        example: 'server.example.com',
      },
      user: { kind: 'user', label: { zh: '用户名', en: 'User name' }, example: 'me' },
      port: { kind: 'port', label: { zh: 'SSH 端口', en: 'SSH port' }, example: '22' },
      remotePort: {
        kind: 'port',
        required: true,
        label: { zh: '服务器上的端口', en: 'Port on the server' },
        example: '8080',
      },
      bind: {
        kind: 'host',
        label: { zh: '服务器监听的地址', en: 'Address it listens at' },
        example: 'localhost',
      },
      address: PUBLIC_ORIGIN,
    },
  },
  tailscale: { name: 'Tailscale Funnel', page: 'https://tailscale.com/kb/1223/funnel', fields: {} },
  localtunnel: {
    name: 'localtunnel',
    page: 'https://github.com/localtunnel/localtunnel',
    fields: {
      subdomain: { kind: 'label', label: { zh: '子域名', en: 'Subdomain' }, example: 'mywx' },
      host: {
        kind: 'origin',
        label: { zh: '服务端地址', en: 'Address of the server' },
        example: 'https://localtunnel.me',
      },
    },
  },
  bore: {
    name: 'bore',
    page: 'https://github.com/ekzhang/bore',
    warning: {
      zh: 'bore 给出的不是 80 或 443 端口，微信不会访问；要接微信请换一个隧道，或在服务器上再用 nginx 转一道。',
      en: 'bore gives a port other than 80 and 443, which WeChat does not call; use another tunnel for WeChat, or put nginx in front on the server.',
    },
    fields: {
      server: { kind: 'host', label: { zh: '服务端', en: 'Server' }, example: 'bore.pub' },
    },
  },
} as const satisfies Record<TunnelProgram, TunnelProgramRow>

export type TunnelFieldName<Program extends TunnelProgram> =
  keyof (typeof TUNNEL_PROGRAMS)[Program]['fields'] & string

/** The values for one program. A field that is left out has none. */
export type TunnelValues<Program extends TunnelProgram = TunnelProgram> = {
  [Name in TunnelFieldName<Program>]?: string | undefined
}

/** The longest value of a field. */
export const TUNNEL_VALUE_MAX = 255

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?'
const HOST = `${NAME}(?:\\.${NAME})*`
const PORT = '(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])'

/**
 * None of them takes a `-` in front, a blank, a control character, or a character that means something to a shell.
 * Whatever is added has to keep to that: the values become arguments.
 */
const FIELD_KINDS: Record<TunnelFieldKind, { pattern: RegExp; text: Bilingual }> = {
  host: {
    pattern: new RegExp(`^${HOST}$`),
    text: {
      zh: '填域名或 IPv4 地址：字母、数字、点和连字符，不带 http://',
      en: 'Give a host name or an IPv4 address: letters, digits, dots and hyphens, without http://',
    },
  },
  label: {
    pattern: new RegExp(`^${NAME}$`),
    text: {
      zh: '只填域名最前面的一段：字母、数字和连字符。',
      en: 'Give only the first part of the name: letters, digits and hyphens.',
    },
  },
  name: {
    pattern: /^[A-Za-z0-9][\w.-]*$/,
    text: {
      zh: '以字母或数字开头，只用字母、数字和 . _ -',
      en: 'Begin with a letter or a digit; use letters, digits and . _ - only.',
    },
  },
  user: {
    pattern: /^[A-Za-z0-9_][\w.-]*$/,
    text: {
      zh: '用户名只用字母、数字和 . _ -',
      en: 'A user name has letters, digits and . _ - only.',
    },
  },
  port: {
    pattern: new RegExp(`^${PORT}$`),
    text: { zh: '端口是 1 到 65535 的整数。', en: 'A port is a whole number from 1 to 65535.' },
  },
  region: {
    pattern: /^[A-Za-z][\w-]*$/,
    text: {
      zh: '填地区的代号，例如 cn_top：字母、数字、下划线和连字符。',
      en: 'Give the code of the region, such as cn_top: letters, digits, underscores and hyphens.',
    },
  },
  origin: {
    pattern: new RegExp(`^https?://${HOST}(?::${PORT})?/?$`),
    text: {
      zh: '填 http:// 或 https:// 开头的地址，不带路径，例如 https://wx.example.com',
      en: 'Give an address with http:// or https:// and without a path, such as https://wx.example.com',
    },
  },
  file: {
    // `/home/me/frpc.toml` or `C:\frp\frpc.toml`. A name in front of a network's share (`\\server`) would be called up.
    pattern: /^(?:\/|[A-Za-z]:[\\/](?![\\/]))[\p{L}\p{N}._~+@,\\/-]+$/u,
    text: {
      zh: '填完整的路径，例如 /home/me/frpc.toml 或 C:\\frp\\frpc.toml；路径里不能有空格、引号等字符。',
      en: 'Give the whole path, such as /home/me/frpc.toml or C:\\frp\\frpc.toml; it cannot have blanks, quotes and the like.',
    },
  },
}

/** Returns what is wrong with a value, or null if it can be used. An empty one is to be left out instead. */
export function checkTunnelValue(kind: TunnelFieldKind, value: string): Bilingual | null {
  const { pattern, text } = FIELD_KINDS[kind]
  return value.length <= TUNNEL_VALUE_MAX && pattern.test(value) ? null : text
}
