import type { ArrivalRows } from './kind.ts'

export const SERVER_CHECKS = {
  'server.network-check': {
    station: 'server',
    title: { zh: '先让微信自己检测网络', en: 'Let WeChat test the network itself first' },
    why: {
      zh: '官方接口会从微信那边解析你的域名，再 ping 每个 IP。ping 不通不一定有问题：很多服务器不响应 ping。',
      en: 'An official API resolves your name from WeChat’s side and pings each address. A lost ping proves nothing: many servers do not respond to ping.',
    },
    find: {
      zh: '运行下面的命令（access_token 是公众号的），看 dns 里有没有 IP，是不是你的。',
      en: 'Run this with the account’s access_token, and see whether dns has addresses, and whether they are yours.',
    },
    command:
      'curl -d \'{"action":"all","check_operator":"DEFAULT"}\' \'https://api.weixin.qq.com/cgi-bin/callback/check?access_token=ACCESS_TOKEN\'',
    evidence: 'official',
    page: 'https://developers.weixin.qq.com/doc/service/api/base/api_callbackcheck.html',
    sources: [],
  },
  'server.firewall': {
    station: 'server',
    title: { zh: '防火墙或安全组没有放行', en: 'A firewall lets nobody in' },
    why: {
      zh: '云服务器的安全组和系统自己的防火墙是两层，都要放行；只放行名单的，要把微信的地址加进去。',
      en: 'The cloud’s security group and the system’s own firewall are two layers, and both must let it in; an allow-list needs WeChat’s addresses.',
    },
    find: {
      zh: '用手机流量访问 URL；只放行名单的，用下面的接口取得微信服务器的 IP，逐个核对。',
      en: 'Open the URL over a mobile network; for an allow-list, ask the API below for WeChat’s addresses and compare.',
    },
    command: "curl 'https://api.weixin.qq.com/cgi-bin/getcallbackip?access_token=ACCESS_TOKEN'",
    evidence: 'official',
    page: 'https://developers.weixin.qq.com/doc/service/en/api/base/api_getcallbackip.html',
    sources: ['zhayujie/bot-on-anything#271'],
  },
  'server.waf': {
    station: 'server',
    title: { zh: 'WAF 或 CDN 把微信当成机器人', en: 'A WAF or CDN takes WeChat for a bot' },
    why: {
      zh: '微信的请求是 HTTP/1.0，User-Agent 只有 Mozilla/4.0，没有 Cookie，也不会做验证码；有人的 WAF 直接断开了它。',
      en: 'WeChat speaks HTTP/1.0, calls itself Mozilla/4.0, has no cookies and solves no challenge; somebody’s WAF simply hung up on it.',
    },
    find: {
      zh: '运行下面的命令，与浏览器访问的结果比较。不一样时，在 WAF 里放行这条路径，或暂时关掉人机验证。',
      en: 'Run this and compare with what a browser gets. If they differ, let this path through the WAF, or switch the challenge off.',
    },
    command: "curl -i --http1.0 -A 'Mozilla/4.0' 'https://example.com{path}'",
    evidence: 'observed',
    page: null,
    sources: ['chaitin/SafeLine#1171'],
  },
  'server.certificate': {
    station: 'server',
    title: {
      zh: 'HTTPS 证书不完整、过期或域名不符',
      en: 'The certificate is incomplete, expired or for another name',
    },
    why: {
      zh: '浏览器会自己补上缺少的中间证书，微信不会；常见的现象是换成 http 就能通过。',
      en: 'Browsers fetch a missing intermediate certificate, WeChat does not; typically the same address works over http.',
    },
    find: {
      zh: '运行下面的命令，最后应有 Verify return code: 0 (ok)。不是的话，在服务器上配置完整的证书链（fullchain）。',
      en: 'Run this; it should end with Verify return code: 0 (ok). If not, give the server the full chain (fullchain).',
    },
    command: 'openssl s_client -connect example.com:443 -servername example.com </dev/null',
    evidence: 'observed',
    page: null,
    sources: ['https://developers.weixin.qq.com/community/personal/oCJUswxkmarrMgIgU-14ge117MFg/question'],
  },
  'server.overseas': {
    station: 'server',
    title: { zh: '服务器在境外', en: 'The server is outside mainland China' },
    why: {
      zh: '微信到境外服务器的线路可能不通或太慢；有人用解析到境外的域名时，后台提示 token 验证失败。',
      en: 'The line from WeChat to a server abroad may be broken or too slow; with a name that resolves abroad somebody’s console said that the token failed.',
    },
    find: {
      zh: '查一下域名解析到的 IP 在哪里；换成境内的服务器或隧道节点，再提交一次。',
      en: 'See where the address of the name is; take a server or a tunnel node in mainland China, and submit once more.',
    },
    evidence: 'observed',
    page: null,
    sources: ['LuhangRui/qw-wechat-vercel#1'],
  },
  'server.home-line': {
    station: 'server',
    title: { zh: '家用宽带封了 80 和 443 端口', en: 'The home line blocks ports 80 and 443' },
    why: {
      zh: '有公网 IP 也没有用，运营商通常不放行这两个端口。',
      en: 'A public address does not help: providers mostly block these two ports.',
    },
    find: {
      zh: '用手机流量访问 http:// 加你的公网 IP；不通就用隧道，或放到云服务器上。',
      en: 'Open http:// and your public address over a mobile network; if that fails, use a tunnel or a cloud server.',
    },
    evidence: 'observed',
    page: null,
    sources: ['zhayujie/bot-on-anything#46'],
  },
} as const satisfies ArrivalRows
