import type { Hop, HopWords } from './hop.ts'

const NO_INSTANCE: HopWords = {
  detail: {
    zh: '代理没有可用的后端实例：后端没有启动，健康检查没有通过，或地址填错。请求没有到后端。',
    en: 'The proxy has no backend to send to: it is not running, fails its health check, or has another address. Nothing reached it.',
  },
  fix: {
    zh: '启动后端，核对代理里的后端地址、端口和健康检查的路径。',
    en: 'Start the backend, and compare its address, port and health check in the proxy.',
  },
}

const BROKEN: HopWords = {
  detail: {
    zh: '代理连不上后端，或后端的响应不完整、看不懂：进程崩溃、中途断开，或端口上是别的协议。',
    en: 'The proxy could not connect, or the backend’s response was broken: it crashed, hung up midway, or speaks another protocol on that port.',
  },
  fix: {
    zh: '看后端是否在运行、有没有崩溃，核对代理里的端口和协议（http 或 https）。',
    en: 'See whether the backend runs or has crashed, and compare port and scheme (http or https) in the proxy.',
  },
}

const SLOW: HopWords = {
  detail: {
    zh: '代理连上了后端，但没有等到响应。微信只等 5 秒，通常比代理更早断开。',
    en: 'The proxy reached the backend and waited in vain. WeChat waits 5 seconds, mostly less than the proxy.',
  },
  fix: {
    zh: '让后端先立即回复 success，再异步处理；看它卡在哪里（数据库、外部接口、死锁）。',
    en: 'Let the backend reply success at once and do the work later; see where it hangs (database, another API, a lock).',
  },
}

const NO_ROUTE: HopWords = {
  detail: {
    zh: '代理没有匹配这个域名和路径的规则，请求没有到后端。',
    en: 'The proxy has no rule for this name and path, and nothing reached the backend.',
  },
  fix: {
    zh: '核对代理的路由规则：域名、路径前缀、方法。',
    en: 'Compare the proxy’s routes: name, path prefix, method.',
  },
}

const DENIED: HopWords = {
  detail: {
    zh: '代理按自己的访问规则拒绝了请求，请求没有到后端。',
    en: 'A rule of the proxy’s refused the request, and nothing reached the backend.',
  },
  fix: {
    zh: '在代理的访问规则里放行这个路径。',
    en: 'Let this path through in the proxy’s access rules.',
  },
}

/** Proxies and gateways that stand before the backend. */
export const PROXIES: readonly Hop[] = [
  {
    kind: 'proxy',
    name: { zh: 'HAProxy', en: 'HAProxy' },
    source: 'https://github.com/haproxy/haproxy/blob/master/src/http.c',
    signs: [
      {
        body: /<h1>503 Service Unavailable<\/h1>\s*(?<shown>No server is available to handle this request\.)/,
        words: NO_INSTANCE,
      },
      {
        body: /<h1>502 Bad Gateway<\/h1>\s*(?<shown>The server returned an invalid or incomplete response\.)/,
        words: BROKEN,
      },
      {
        body: /<h1>504 Gateway Time-?out<\/h1>\s*(?<shown>The server didn't respond in time\.)/,
        words: SLOW,
      },
      {
        body: /<h1>403 Forbidden<\/h1>\s*(?<shown>Request forbidden by administrative rules\.)/,
        words: DENIED,
      },
    ],
  },
  {
    kind: 'proxy',
    name: { zh: 'Envoy（Istio）', en: 'Envoy (Istio)' },
    source: 'https://github.com/envoyproxy/envoy/blob/main/source/common/http/utility.cc',
    signs: [
      { body: /^(?<shown>upstream connect error or disconnect\/reset before headers)/, words: BROKEN },
      { body: /^no healthy upstream\s*$/, words: NO_INSTANCE },
      { body: /^upstream request timeout\s*$/, words: SLOW },
      { body: /^RBAC: access denied\s*$/, words: DENIED },
    ],
  },
  {
    kind: 'proxy',
    name: { zh: 'Traefik', en: 'Traefik' },
    source: 'https://github.com/traefik/traefik/blob/master/pkg/server/service/loadbalancer/wrr/wrr.go',
    // Its 404 is Go's own `404 page not found`, which backends in Go answer with as well.
    signs: [{ status: [503], body: /^no available server\s*$/, words: NO_INSTANCE }],
  },
  {
    kind: 'proxy',
    name: { zh: 'Kong', en: 'Kong' },
    source: 'https://github.com/Kong/kong/blob/master/kong/error_handlers.lua',
    signs: [
      { body: /^\s*\{[^]*(?<shown>"no Route matched with those values")/, words: NO_ROUTE },
      {
        body: /^\s*\{[^]*(?<shown>"(?:failure to get a peer from the ring-balancer|name resolution failed)")/,
        words: NO_INSTANCE,
      },
      {
        body: /^\s*\{[^]*(?<shown>"An invalid response was received from the upstream server")/,
        words: BROKEN,
      },
    ],
  },
  {
    kind: 'proxy',
    name: { zh: 'APISIX', en: 'APISIX' },
    source: 'https://github.com/apache/apisix/blob/master/apisix/init.lua',
    signs: [
      { status: [404], body: /^\s*\{\s*"error_msg"\s*:\s*(?<shown>"404 Route Not Found")/, words: NO_ROUTE },
    ],
  },
  {
    kind: 'proxy',
    name: { zh: 'Spring Cloud Gateway', en: 'Spring Cloud Gateway' },
    source: 'https://github.com/spring-cloud/spring-cloud-gateway',
    signs: [{ status: [503], body: /(?<shown>Unable to find instance for [\w.-]+)/, words: NO_INSTANCE }],
  },
  {
    kind: 'proxy',
    name: { zh: 'Kubernetes Ingress', en: 'The Kubernetes ingress' },
    source: 'https://github.com/kubernetes/ingress-nginx',
    signs: [{ status: [404], body: /^default backend - 404\s*$/, words: NO_ROUTE }],
  },
  {
    kind: 'proxy',
    name: { zh: 'Caddy', en: 'Caddy' },
    source: 'https://caddyserver.com/docs/caddyfile/directives/reverse_proxy',
    // Its own errors have no body; `Server` alone is on what passes through as well.
    signs: [
      { header: { name: 'Server', value: /^Caddy$/ }, status: [502], body: /^$/, words: BROKEN },
      { header: { name: 'Server', value: /^Caddy$/ }, status: [503], body: /^$/, words: NO_INSTANCE },
      { header: { name: 'Server', value: /^Caddy$/ }, status: [504], body: /^$/, words: SLOW },
    ],
  },
  {
    kind: 'proxy',
    name: { zh: 'AWS 负载均衡', en: 'The AWS load balancer' },
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html',
    signs: [
      { header: { name: 'Server', value: /^awselb\// }, status: [502], words: BROKEN },
      { header: { name: 'Server', value: /^awselb\// }, status: [503], words: NO_INSTANCE },
      { header: { name: 'Server', value: /^awselb\// }, status: [504], words: SLOW },
      { header: { name: 'Server', value: /^awselb\// }, status: [403, 404], words: NO_ROUTE },
    ],
  },
]
