import type { Hop, HopWords } from './hop.ts'

const LOCAL_PORT_CLOSED: HopWords = {
  detail: {
    zh: '隧道是通的，客户端却连不上本机的端口：后端没有启动，或隧道指向了别的端口。',
    en: 'The tunnel is up, and its client cannot connect to the local port: the backend is not running, or the tunnel points to another port.',
  },
  fix: {
    zh: '启动后端，核对隧道命令里的地址和端口（容器里的 localhost 不是宿主机）。',
    en: 'Start the backend, and compare the address and port in the tunnel’s command (localhost in a container is not the host).',
  },
}

const CLIENT_OFFLINE: HopWords = {
  detail: {
    zh: '这个域名下没有在线的隧道：客户端没有运行或已经断开，或者重启后换了域名。请求没有到后端。',
    en: 'No tunnel is online under this name: its client is not running or has lost its connection, or got another name when it was restarted. Nothing reached the backend.',
  },
  fix: {
    zh: '重新启动隧道客户端，把它现在显示的域名填进公众号后台。',
    en: 'Start the tunnel’s client again, and register the name that it shows now.',
  },
}

const INTERSTITIAL: HopWords = {
  detail: {
    zh: '免费隧道对看起来像浏览器的请求先给一个提示页，要人点过才放行；微信和程序都不会去点。请求没有到后端。',
    en: 'Free tunnels show a page first to what looks like a browser and let it pass once somebody has clicked; neither WeChat nor a program does. Nothing reached the backend.',
  },
  fix: {
    zh: '换成没有提示页的域名（付费或自己的域名），或换一种隧道。',
    en: 'Use a name without that page (a paid one or your own), or another tunnel.',
  },
}

const RATE: HopWords = {
  detail: {
    zh: '隧道账号的请求数或流量用完了，请求没有到后端。',
    en: 'The tunnel’s account has used up its requests or traffic, and nothing reached the backend.',
  },
  fix: {
    zh: '到隧道服务的后台查看用量；等额度恢复，升级，或换一种隧道。',
    en: 'See the usage in the console of the tunnel; wait, upgrade, or use another tunnel.',
  },
}

const AUTH: HopWords = {
  detail: {
    zh: '隧道要求先登录或验证，没有放行；微信不会登录。请求没有到后端。',
    en: 'The tunnel asks for a login or a check first, which WeChat cannot pass. Nothing reached the backend.',
  },
  fix: {
    zh: '给隧道账号配置好 authtoken，去掉隧道上的登录、OAuth 或 IP 限制。',
    en: 'Give the tunnel its authtoken, and take logins, OAuth and IP rules off the tunnel.',
  },
}

const BROKEN_UPSTREAM: HopWords = {
  detail: {
    zh: '隧道连上了本机的端口，得到的却不是完整的 HTTP 响应：端口上的程序用的是 HTTPS 或别的协议，或者中途断开了。',
    en: 'The tunnel reached the local port and got no complete HTTP response: the program there speaks HTTPS or something else, or hung up midway.',
  },
  fix: {
    zh: '在本机用 curl 访问同一端口；程序只开 HTTPS 时，隧道也要指向 https://。',
    en: 'Try the same port with curl on that machine; if the program speaks HTTPS only, point the tunnel to https://.',
  },
}

const OTHER_NGROK: HopWords = {
  detail: {
    zh: '带有错误码的响应是 ngrok 自己写的，后端的响应不带这个头。',
    en: 'ngrok itself wrote the response with this code; the backend’s own responses do not have it.',
  },
  fix: {
    zh: '在 ngrok 的错误码页面（ngrok.com/docs/errors）查这个码。',
    en: 'Look the code up at ngrok.com/docs/errors.',
  },
}

/** Source: https://ngrok.com/docs/errors/ */
const NGROK: Readonly<Record<string, HopWords>> = {
  '3200': CLIENT_OFFLINE,
  '8012': LOCAL_PORT_CLOSED,
  '3004': BROKEN_UPSTREAM,
  '6024': INTERSTITIAL,
  '702': RATE,
  '718': RATE,
  '720': RATE,
  '727': RATE,
  '734': RATE,
  '3403': AUTH,
  '4018': AUTH,
}

const ngrok = ([, code = '']: RegExpExecArray) => NGROK[code] ?? OTHER_NGROK

/** Tunnels that lead from a public name to a developer's machine. */
export const TUNNELS: readonly Hop[] = [
  {
    kind: 'tunnel',
    name: { zh: 'ngrok', en: 'ngrok' },
    source: 'https://ngrok.com/docs/errors/',
    signs: [
      { header: { name: 'Ngrok-Error-Code', value: /^ERR_NGROK_(\d+)/ }, words: ngrok },
      // To programs it writes plain text, whose last line is the code.
      {
        body: /(?:^|\n)(?<shown>ERR_NGROK_(\d+))\s*$/,
        words: (match) => NGROK[match[2] ?? ''] ?? OTHER_NGROK,
      },
      // In an alarm or a pasted body there are no headers.
      {
        body: /^\s*<!doctype html[^]*?(?<shown>ERR_NGROK_(\d+))/i,
        words: (match) => NGROK[match[2] ?? ''] ?? OTHER_NGROK,
      },
    ],
  },
  {
    kind: 'tunnel',
    name: { zh: 'frp', en: 'frp' },
    source: 'https://github.com/fatedier/frp/blob/dev/pkg/util/vhost/resource.go',
    signs: [
      {
        body: /<p>The server is powered by <a href="https:\/\/github\.com\/fatedier\/frp">frp<\/a>\.<\/p>\s*<p><em>(?<shown>Faithfully yours, frp\.)/,
        words: {
          detail: {
            zh: 'frps 只在三种情况下回这一页：没有代理登记这个域名，frpc 不在线，或 frpc 连不上本机的端口。请求没有到后端。',
            en: 'frps writes this page in three cases: no proxy has this name, frpc is offline, or frpc cannot connect to the local port. Nothing reached the backend.',
          },
          fix: {
            zh: '看 frpc 的日志；核对 customDomains（或 subdomain）和 localPort，确认后端已经启动。',
            en: 'Look into frpc’s log; compare customDomains (or subdomain) and localPort, and see that the backend is running.',
          },
        },
      },
      { header: { name: 'Server', value: /^frp\// }, status: [404], words: CLIENT_OFFLINE },
    ],
  },
  {
    kind: 'tunnel',
    name: { zh: 'Cloudflare Tunnel', en: 'Cloudflare Tunnel' },
    source: 'https://github.com/orchidfiles/ungate/issues/28',
    signs: [
      {
        // The page, the JSON or the plain text, which Cloudflare alone writes.
        body: /^\s*(?:(?<shown>error code: 1033)\s*$|\{(?=[^]*"cloudflare_error":\s*true)[^]*"error_code":\s*1033\b|<[^]*?<title>[^<]*Cloudflare Tunnel error[^<]*<\/title>)/i,
        words: {
          detail: {
            zh: '错误 1033：这个域名指向一条隧道，而 cloudflared 没有连上 Cloudflare。请求没有到后端。',
            en: 'Error 1033: the name leads to a tunnel, and cloudflared is not connected. Nothing reached the backend.',
          },
          fix: {
            zh: '启动 cloudflared 并看它的日志；trycloudflare.com 的临时域名每次启动都会变。',
            en: 'Start cloudflared and look into its log; a name under trycloudflare.com changes with every start.',
          },
        },
      },
    ],
  },
  {
    kind: 'tunnel',
    name: { zh: 'localtunnel', en: 'localtunnel' },
    source: 'https://github.com/TheBoroer/localtunnel-server/blob/master/server.js',
    signs: [
      { header: { name: 'X-Localtunnel-Status', value: /Tunnel Unavailable/i }, words: CLIENT_OFFLINE },
      { body: /^503 - Tunnel Unavailable\s*$/, words: CLIENT_OFFLINE },
      { status: [429], body: /^Tunnel is busy, try again later\s*$/, words: RATE },
      { body: /^\s*<(?:!doctype|html)[^]*?(?<shown>bypass-tunnel-reminder)/i, words: INTERSTITIAL },
    ],
  },
  {
    kind: 'tunnel',
    name: { zh: 'nps', en: 'nps' },
    source: 'https://github.com/ehang-io/nps/blob/master/web/static/page/error.html',
    signs: [
      {
        body: /^\s*<[^]*?(?<shown>404 not found,power by <a href="\/\/[^"]*">(?:nps|ehang\.io)<\/a>)/,
        words: CLIENT_OFFLINE,
      },
    ],
  },
  {
    kind: 'tunnel',
    // ngrok 1 and the services that grew out of it.
    name: { zh: '服务器（ngrok 1 一系）', en: 'a server of the ngrok 1 family' },
    source: 'https://github.com/abhishekkrthakur/colabcode/issues/25',
    signs: [
      { body: /^Tunnel \S+ not found\s*$/, words: CLIENT_OFFLINE },
      {
        body: /<h2>Tunnel \S+ unavailable<\/h2>\s*<p>(?<shown>Unable to initiate connection to)/,
        words: LOCAL_PORT_CLOSED,
      },
    ],
  },
]
