import type { Hop, HopWords } from './hop.ts'

/**
 * The meaning of a status on a web server's own page. The page says the status itself, since an alarm shows the page
 * alone.
 */
const STATUSES: Readonly<Record<string, HopWords>> = {
  '400': {
    detail: {
      zh: '它读不懂或不接受请求，没有往后端送：明文请求发到了 HTTPS 端口，Host 不对，请求头太大，或者它要求客户端证书。',
      en: 'It could not read the request, or did not take it, and sent nothing on: plain HTTP on an HTTPS port, a wrong Host, headers that are too large, or a certificate of the client that it demands.',
    },
    fix: {
      zh: '核对地址里的 http 和 https、端口和域名。',
      en: 'Compare scheme, port and name of the address.',
    },
  },
  '403': {
    detail: {
      zh: '它自己拒绝了请求，没有往后端送：目录没有首页文件，deny 或 IP 规则，或文件权限不够。',
      en: 'It refused the request itself and sent nothing on: a folder without an index file, a deny or IP rule, or file permissions.',
    },
    fix: {
      zh: '看它的 error.log；核对这个路径的 location、root 和访问规则。',
      en: 'Look into its error.log; compare location, root and access rules of this path.',
    },
  },
  '404': {
    detail: {
      zh: '它没有把这个路径转给后端，而是当成静态文件去找，没有找到。',
      en: 'It did not pass this path on but looked for a file of that name, and there is none.',
    },
    fix: {
      zh: '核对这个域名和路径的站点、location、proxy_pass 或 rewrite（伪静态）规则。',
      en: 'Compare site, location, proxy_pass and rewrite rules for this name and path.',
    },
  },
  '405': {
    detail: {
      zh: '这个路径在它那里是静态文件，静态文件不接受 POST；请求没有到后端。',
      en: 'To it the path is a static file, which takes no POST; nothing reached the backend.',
    },
    fix: {
      zh: '给这个路径配置 proxy_pass 或 fastcgi_pass，不要落到静态文件的 location。',
      en: 'Give this path a proxy_pass or fastcgi_pass, so that it does not fall to the static files.',
    },
  },
  '413': {
    detail: {
      zh: '请求体超过了它的上限，请求没有到后端。',
      en: 'The body is larger than it takes, and nothing reached the backend.',
    },
    fix: {
      zh: '调大上限：nginx 是 client_max_body_size，Apache 是 LimitRequestBody。',
      en: 'Raise the limit: client_max_body_size in nginx, LimitRequestBody in Apache.',
    },
  },
  '429': {
    detail: { zh: '它按频率规则挡住了请求。', en: 'A rate limit of its own stopped the request.' },
    fix: { zh: '给微信的推送放宽 limit_req。', en: 'Widen limit_req for WeChat’s pushes.' },
  },
  '500': {
    detail: {
      zh: '是它自己的配置出错（循环重写、脚本或 .htaccess 的错误），原因不在页面里。',
      en: 'Its own configuration failed (a rewrite loop, a script, .htaccess); the page does not say why.',
    },
    fix: { zh: '看它的 error.log。', en: 'Look into its error.log.' },
  },
  '502': {
    detail: {
      zh: '它连不上后端，或后端中途断开：后端没有启动，端口不对，PHP-FPM 停了，或进程崩溃。',
      en: 'It could not connect to the backend, or the backend hung up: not running, another port, PHP-FPM down, or a crash.',
    },
    fix: {
      zh: '看它的 error.log（connect() failed、upstream prematurely closed）；核对 proxy_pass 或 fastcgi_pass 的地址。',
      en: 'Look into its error.log (connect() failed, upstream prematurely closed); compare the address in proxy_pass or fastcgi_pass.',
    },
  },
  '503': {
    detail: {
      zh: '它没有可用的后端，或限流规则挡住了请求。',
      en: 'It has no backend at hand, or a limit stopped the request.',
    },
    fix: {
      zh: '看后端是否在运行，以及它的 error.log（limiting requests）。',
      en: 'See whether the backend runs, and look into its error.log (limiting requests).',
    },
  },
  '504': {
    detail: {
      zh: '它把请求交给了后端，没有等到响应。微信只等 5 秒，早已断开。',
      en: 'It passed the request on and waited in vain. WeChat waits 5 seconds and had hung up long before.',
    },
    fix: {
      zh: '让后端先立即回复 success，再异步处理；看它卡在哪里。',
      en: 'Let the backend reply success at once and do the work later; see where it hangs.',
    },
  },
}

const OTHER: HopWords = {
  detail: {
    zh: '这是它自带的错误页，不是后端的响应。',
    en: 'This is its built-in error page, not a response of the backend.',
  },
  fix: { zh: '看它的 error.log。', en: 'Look into its error.log.' },
}

const byStatus = (match: RegExpExecArray): HopWords => STATUSES[match[2] ?? ''] ?? OTHER

/** Errors of the HTTP stack of Windows, which answers before IIS or any program does. */
const HTTP_SYS: HopWords = {
  detail: {
    zh: '请求停在了 Windows 的 HTTP 层（HTTP.sys）：没有站点绑定这个域名，或应用池停了。',
    en: 'The request ended in Windows’ HTTP layer (HTTP.sys): no site is bound to this name, or the application pool has stopped.',
  },
  fix: {
    zh: '在 IIS 里核对站点的绑定（主机名、端口）和应用池；隧道要改写 Host，或用 --host-header。',
    en: 'Check bindings (host name, port) and application pool in IIS; let the tunnel rewrite Host (--host-header).',
  },
}

const NOT_STARTED: HopWords = {
  detail: {
    zh: 'IIS 启动不了 ASP.NET Core 应用，请求没有到你的代码。',
    en: 'IIS cannot start the ASP.NET Core application, and nothing reached your code.',
  },
  fix: {
    zh: '打开 web.config 的 stdoutLogEnabled，看日志和事件查看器；确认装了对应版本的 Hosting Bundle。',
    en: 'Switch stdoutLogEnabled in web.config on and read that log and the event viewer; install the Hosting Bundle of the right version.',
  },
}

/** Web servers that stand before the backend or run it. Each writes its built-in pages in a form of its own. */
export const WEB_SERVERS: readonly Hop[] = [
  {
    kind: 'proxy',
    name: { zh: 'nginx', en: 'nginx' },
    source: 'https://github.com/nginx/nginx/blob/master/src/http/ngx_http_special_response.c',
    signs: [
      {
        // The whole page, so that a page of the backend that mentions nginx is not taken for it. Its headline is the
        // title, or, under a title with the reason, the plain phrase of the status.
        body: /^\s*<html>\s*<head><title>(?<title>([45]\d\d) [^<]*)<\/title><\/head>\s*<body[^>]*>\s*<center><h1>(?:\1|\2 [^<]*)<\/h1><\/center>\s*(?:<center>[^<]*<\/center>\s*)?<hr><center>(?<shown>(?:nginx|openresty|tengine)[^<]*)<\/center>/i,
        words: byStatus,
      },
    ],
  },
  {
    kind: 'proxy',
    name: { zh: 'Tengine', en: 'Tengine' },
    source: 'https://github.com/alibaba/tengine/blob/master/src/http/ngx_http_special_response.c',
    signs: [
      {
        body: /^\s*(?:<!doctype[^>]*>\s*)?<html>\s*<head><title>(?<title>([45]\d\d) [^<]*)<\/title><\/head>\s*<body[^>]*>\s*(?:<center>)?<h1>\1<\/h1>[^]*?<hr\/>(?<shown>Powered by Tengine[^<]*)</i,
        words: byStatus,
      },
    ],
  },
  {
    kind: 'proxy',
    name: { zh: '宝塔面板的默认站点', en: 'The default site of the BT panel' },
    source: 'https://www.bt.cn/bbs/portal.php',
    signs: [
      {
        body: /^\s*<[^]*?(?<shown>您的请求在 ?Web ?服务器中没有找到对应的站点)/,
        words: {
          detail: {
            zh: '没有站点绑定这个域名或 IP，请求落到了默认站点，没有到后端。',
            en: 'No site is bound to this name or address, and the default site took the request; nothing reached the backend.',
          },
          fix: {
            zh: '在面板里把域名绑定到站点（反向代理或项目），然后重载 Web 服务。',
            en: 'Bind the name to a site (a reverse proxy or a project) in the panel, and reload the web server.',
          },
        },
      },
    ],
  },
  {
    kind: 'proxy',
    name: { zh: 'Apache', en: 'Apache' },
    source: 'https://github.com/apache/httpd/blob/trunk/modules/http/http_protocol.c',
    signs: [
      {
        body: /^\s*<!DOCTYPE HTML PUBLIC "-\/\/IETF\/\/DTD HTML 2\.0\/\/EN">\s*<html><head>\s*<title>(?<title>([45]\d\d) [^<]*)<\/title>\s*<\/head><body>\s*<h1>[^<]*<\/h1>[^]*?<address>(?<shown>Apache[^<]*)<\/address>/i,
        words: byStatus,
      },
      {
        // `ServerSignature Off` takes the last line away.
        body: /^\s*<!DOCTYPE HTML PUBLIC "-\/\/IETF\/\/DTD HTML 2\.0\/\/EN">\s*<html><head>\s*<title>(?<title>([45]\d\d) [^<]*)<\/title>\s*<\/head><body>\s*<h1>[^<]*<\/h1>\s*<p>(?<shown>The (?:proxy server|requested URL|server (?:encountered|is temporarily))|You don't have permission|This is)/i,
        words: byStatus,
      },
    ],
  },
  {
    kind: 'proxy',
    name: { zh: 'IIS', en: 'IIS' },
    source: 'https://learn.microsoft.com/aspnet/core/host-and-deploy/azure-iis-errors-reference',
    signs: [
      { body: /(?<shown>HTTP Error (?:502\.5|500\.3\d)\b[^<]*)/, words: NOT_STARTED },
      {
        body: /<h2>(?<shown>(502|503|504) - [^<]*acting as a gateway or proxy[^<]*)<\/h2>/,
        words: byStatus,
      },
      {
        body: /<h2>(?<shown>(403|404|405|500) - [^<]+)<\/h2>\s*<h3>/,
        words: byStatus,
      },
      { body: /<h[23]>(?<shown>HTTP (?:Error|错误) ([45]\d\d)\.\d+ - [^<]*)/, words: byStatus },
      { body: /<h2>(?<shown>Bad Request - Invalid Hostname)<\/h2>/, words: HTTP_SYS },
      { body: /<h2>(?<shown>Service Unavailable)<\/h2>\s*<hr><p>HTTP Error 503\./, words: HTTP_SYS },
    ],
  },
]
