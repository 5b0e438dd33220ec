import { PUSH_PAGE } from '../official-pages.ts'
import type { ArrivalRows } from './kind.ts'

export const ADDRESS_CHECKS = {
  'address.verification': {
    station: 'address',
    title: { zh: '公网地址通不过验证', en: 'The public address fails a verification' },
    why: {
      zh: '微信要求原样返回 echostr；中途的跳转、提示页和拦截页都会换掉它。',
      en: 'WeChat wants echostr back unchanged; a redirect, a warning or a block page on the way replaces it.',
    },
    find: {
      zh: '把 Token 写进 token.txt，像微信那样验证公网地址，会说出哪里变了。',
      en: 'Put the token into token.txt and verify the public address as WeChat does; it says what was changed.',
    },
    command: "{program} send --url 'https://example.com{path}' --token-file token.txt --verify",
    evidence: 'official',
    page: PUSH_PAGE,
    sources: [],
  },
  'address.port': {
    station: 'address',
    title: { zh: '协议或端口不对', en: 'Another scheme or port' },
    why: {
      zh: '微信只访问 http 的 80 端口和 https 的 443 端口。',
      en: 'WeChat calls port 80 for http and port 443 for https, and no other.',
    },
    find: {
      zh: 'URL 以 http:// 或 https:// 开头，域名后面没有端口号。',
      en: 'The URL begins with http:// or https:// and has no port behind the name.',
    },
    evidence: 'official',
    page: PUSH_PAGE,
    sources: [],
  },
  'address.path': {
    station: 'address',
    title: { zh: 'URL 里的路径不是账号的路径', en: 'The path is not the account’s' },
    why: {
      zh: '应答器只收账号路径上的请求，别的路径返回 404；大小写和末尾的 / 也算。',
      en: 'The responder takes requests at an account’s path and returns 404 elsewhere; letter case and a / at the end count.',
    },
    find: {
      zh: '与「账号」面板里的路径逐字核对。列表里有「未知路径」的行，就是填错了。',
      en: 'Compare it letter by letter with the path under Account. A row “Unknown path” in the list means that it is wrong.',
    },
    evidence: 'observed',
    page: null,
    sources: [],
  },
  'address.redirect': {
    station: 'address',
    title: { zh: '这个地址会跳转', en: 'The address redirects' },
    why: {
      zh: '从 http 跳到 https，或在末尾加 /，都会让请求到不了：有人的日志里，微信收到 301 之后没有再来。',
      en: 'From http to https, or to the same path with a /: in a public log WeChat got the 301 and never came to the new address.',
    },
    find: {
      zh: '运行下面的命令。状态是 301、302、307 或 308 时，把 URL 改成 Location 里的地址。',
      en: 'Run this. Where the status is 301, 302, 307 or 308, fill in the address in Location instead.',
    },
    command: "curl -i 'https://example.com{path}'",
    evidence: 'observed',
    page: null,
    sources: ['zhayujie/bot-on-anything#116'],
  },
  'address.private': {
    station: 'address',
    title: { zh: '填了内网地址或 localhost', en: 'An address inside your network, or localhost' },
    why: {
      zh: '微信从公网来，127.0.0.0/8、10.0.0.0/8、172.16.0.0/12 和 192.168.0.0/16 它都到不了。',
      en: 'WeChat comes from the internet; it cannot reach 127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.',
    },
    find: {
      zh: '用公共的 DNS 解析域名，结果应该是公网 IP。',
      en: 'Resolve the name with a public DNS server; the result has to be a public address.',
    },
    command: 'nslookup example.com 223.5.5.5',
    evidence: 'observed',
    page: null,
    sources: ['Wizzercn/NutzWk#73'],
  },
  'address.bare-ip': {
    station: 'address',
    title: { zh: '填的是 IP，没有用域名', en: 'An IP address instead of a name' },
    why: {
      zh: '有人填 IP 时浏览器和调试工具都能通过，微信的验证却不来，换成域名就好了。',
      en: 'With an IP address browser and debugger got through for somebody, and WeChat’s verification did not; a name cured it.',
    },
    find: {
      zh: '换成域名再提交一次。',
      en: 'Fill in a name and submit once more.',
    },
    evidence: 'observed',
    page: null,
    sources: ['zhayujie/CowAgent#2524'],
  },
  'address.ipv6-only': {
    station: 'address',
    title: { zh: '域名只有 IPv6 地址', en: 'The name has IPv6 only' },
    why: {
      zh: '没有查到微信支持 IPv6 回调的官方说法，见过的请求都来自 IPv4。',
      en: 'No official page was found that promises pushes over IPv6, and those that were seen came over IPv4.',
    },
    find: {
      zh: '运行下面的命令，应该至少有一条 A 记录。',
      en: 'Run this; there should be one A record at least.',
    },
    command: 'nslookup -type=A example.com',
    evidence: 'inferred',
    page: null,
    sources: [],
  },
  'address.filing': {
    station: 'address',
    title: { zh: '域名没有备案', en: 'The name has no 备案 (ICP filing)' },
    why: {
      zh: '国内的云服务商会拦下没有备案的域名，微信看到的是拦截页。微信自己是否要求备案，没有查到官方说法：有人用没有备案的隧道域名也收得到。',
      en: 'Hosts in mainland China block names without a filing, and WeChat gets their page. Whether WeChat itself asks for one no official page says: tunnels without it worked for somebody.',
    },
    find: {
      zh: '在 beian.miit.gov.cn 查询域名；用手机流量打开网址，看是不是云服务商的拦截页。',
      en: 'Look the name up at beian.miit.gov.cn, and open the address over a mobile network to see whether the host’s page comes.',
    },
    evidence: 'inferred',
    page: null,
    sources: ['binarywang/WxJava#2316'],
  },
  'address.blocked': {
    station: 'address',
    title: { zh: '域名被微信屏蔽', en: 'WeChat blocks the name' },
    why: {
      zh: '公共的隧道域名有人滥用，可能被微信停止访问；请求因此不来，只是推断。',
      en: 'Names of public tunnels are abused, and WeChat may stop visiting them; that pushes stop as well is inferred.',
    },
    find: {
      zh: '把网址发给自己，在微信里打开；如果提示「已停止访问该网页」，换一个域名。',
      en: 'Send yourself the address and open it in WeChat; if it says 已停止访问该网页, use another name.',
    },
    evidence: 'inferred',
    page: null,
    sources: [],
  },
} as const satisfies ArrivalRows
