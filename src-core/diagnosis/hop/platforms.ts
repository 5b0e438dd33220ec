import type { Hop, HopWords } from './hop.ts'

const NOT_RUNNING: HopWords = {
  detail: {
    zh: '平台的入口收到了请求，却没有可以接它的实例：服务没有部署、已停止，或没有监听平台给的端口。',
    en: 'The platform’s entrance has no instance to take the request: nothing is deployed, it has stopped, or it does not listen on the port that the platform gives it.',
  },
  fix: {
    zh: '在平台的控制台看部署状态和日志，确认监听的是环境变量 PORT 的端口，域名绑定的是这个服务。',
    en: 'See deployment and logs in the platform’s console; listen on the port in PORT, and see that the name belongs to this service.',
  },
}

const CRASHED: HopWords = {
  detail: {
    zh: '请求到了你的函数，函数抛出了异常、崩溃或超时，响应由平台代写。',
    en: 'Your function was called and threw, crashed or ran out of time; the platform wrote the response.',
  },
  fix: {
    zh: '在平台的日志里看这次调用的异常。',
    en: 'Read the exception of this call in the platform’s log.',
  },
}

const NO_ROUTE: HopWords = {
  detail: {
    zh: '平台的入口没有匹配这个域名或路径的规则，请求没有到后端。',
    en: 'The platform’s entrance has no rule for this name or path, and nothing reached the backend.',
  },
  fix: {
    zh: '在平台的控制台核对域名和访问路径（触发路径）是否指向这个服务。',
    en: 'Check in the platform’s console that name and path lead to this service.',
  },
}

const vercel = ([code]: RegExpExecArray): HopWords => (code.startsWith('FUNCTION') ? CRASHED : NOT_RUNNING)

/** Hosting platforms whose entrance answers if no instance does. */
export const PLATFORMS: readonly Hop[] = [
  {
    kind: 'edge',
    name: { zh: '云开发的 HTTP 访问服务', en: 'CloudBase’s HTTP access' },
    source: 'https://docs.cloudbase.net/en/error-code/service',
    signs: [
      {
        body: /^\s*\{(?=[^]*"requestId")[^]*?(?<shown>"code"\s*:\s*"(?:INVALID_PATH|INVALID_HOST|INVALID_ENV|INVALID_ENV_ID|ENV_FEATURE_NOT_CONFIGURED)")/i,
        words: NO_ROUTE,
      },
      {
        body: /^\s*\{(?=[^]*"requestId")[^]*?(?<shown>"code"\s*:\s*"(?:SERVICE_FORBIDDEN|ENV_ABNORMAL|ENV_NOT_READY)")/i,
        words: NOT_RUNNING,
      },
    ],
  },
  {
    kind: 'edge',
    name: { zh: 'Vercel', en: 'Vercel' },
    source: 'https://vercel.com/docs/errors',
    signs: [{ header: { name: 'X-Vercel-Error', value: /^[A-Z_]+/ }, words: vercel }],
  },
  {
    kind: 'edge',
    name: { zh: 'Railway', en: 'Railway' },
    source: 'https://docs.railway.com/reference/errors/application-failed-to-respond',
    signs: [
      { header: { name: 'X-Railway-Fallback', value: /^true$/ }, words: NOT_RUNNING },
      {
        header: { name: 'Server', value: /^railway-edge$/ },
        body: /^\s*\{[^]*?(?<shown>Application failed to respond)/,
        words: NOT_RUNNING,
      },
    ],
  },
  {
    kind: 'edge',
    name: { zh: 'Render', en: 'Render' },
    source: 'https://community.render.com/',
    signs: [{ header: { name: 'x-render-routing', value: /no-server|error|suspend/ }, words: NOT_RUNNING }],
  },
  {
    kind: 'edge',
    name: { zh: 'Heroku', en: 'Heroku' },
    source: 'https://devcenter.heroku.com/articles/error-codes',
    signs: [{ body: /(?<shown>herokucdn\.com\/error-pages\/[\w-]+\.html)/, words: NOT_RUNNING }],
  },
  {
    kind: 'edge',
    name: { zh: '阿里云函数计算', en: 'Alibaba Cloud’s Function Compute' },
    source: 'https://help.aliyun.com/zh/functioncompute/',
    signs: [{ header: { name: 'X-Fc-Error-Type', value: /\w+Error/ }, words: CRASHED }],
  },
  {
    kind: 'edge',
    name: { zh: 'Azure App Service', en: 'Azure App Service' },
    source: 'https://learn.microsoft.com/azure/app-service/',
    signs: [{ body: /^\s*<[^]*?(?<shown>404 Web Site not found)/, words: NOT_RUNNING }],
  },
  {
    kind: 'edge',
    name: { zh: 'AWS API Gateway', en: 'AWS API Gateway' },
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html',
    signs: [
      {
        header: {
          name: 'x-amzn-ErrorType',
          value: /^(?:MissingAuthenticationToken|Forbidden|AccessDenied)\w*/,
        },
        words: NO_ROUTE,
      },
      { header: { name: 'x-amzn-ErrorType', value: /^InternalServerError\w*/ }, words: CRASHED },
    ],
  },
]
