import type { Cause } from './cause.ts'

const CSRF_TITLE = { zh: 'CSRF 校验挡住了请求', en: 'The CSRF check refused it' }
const CSRF_DETAIL = {
  zh: '微信的推送里没有网页表单的 CSRF 令牌，框架把它当成了伪造的提交。',
  en: 'A push of WeChat carries no CSRF token of a form, so the framework took it for a forged one.',
}

function csrf(words: RegExp | null, fix: Cause['fix'], status?: readonly number[]): Cause {
  return { words, refused: true, title: CSRF_TITLE, detail: CSRF_DETAIL, fix, ...(status && { status }) }
}

const EVERY_CSRF_FIX = {
  zh: '把这条路由从 CSRF 校验里排除：Laravel 写进 validateCsrfTokens 的 except，Django 加 @csrf_exempt，Spring 用 ignoringRequestMatchers。',
  en: 'Exempt the route: except in Laravel’s validateCsrfTokens, @csrf_exempt in Django, ignoringRequestMatchers in Spring.',
}

/** The checks of the frameworks against forged forms: each framework by its own words, the rest last. */
const CSRF: readonly Cause[] = [
  csrf(/CSRF verification failed/i, {
    zh: '给这个视图加 @csrf_exempt（类视图用 method_decorator）。',
    en: 'Put @csrf_exempt on this view (method_decorator on a class).',
  }),
  csrf(/The CSRF (?:session )?tokens? (?:is|are|do not|has)[^<]{0,60}/, {
    zh: 'Flask-WTF：给这个视图加 @csrf.exempt。',
    en: 'Flask-WTF: put @csrf.exempt on this view.',
  }),
  csrf(/ActionController::InvalidAuthenticityToken|Can't verify CSRF token authenticity/, {
    zh: 'Rails：在这个控制器里写 skip_before_action :verify_authenticity_token。',
    en: 'Rails: put skip_before_action :verify_authenticity_token into this controller.',
  }),
  csrf(
    /Page Expired|CSRF token mismatch|TokenMismatchException/i,
    {
      zh: 'Laravel：把这个路径写进 validateCsrfTokens 的 except（旧版是 VerifyCsrfToken 的 $except），或放到 routes/api.php。',
      en: 'Laravel: put the path into except of validateCsrfTokens ($except of VerifyCsrfToken before 11), or the route into routes/api.php.',
    },
    [419, 500, 403, 400],
  ),
  csrf(/Unable to verify your data submission|您提交的数据无法被验证/, {
    zh: 'Yii2：在这个控制器里写 public $enableCsrfValidation = false。',
    en: 'Yii2: put public $enableCsrfValidation = false into this controller.',
  }),
  csrf(/The action you (?:have )?requested is not allowed/, {
    zh: 'CodeIgniter：把这个路径写进 csrf_exclude_uris（CI 4 在 Filters 里用 except 排除）。',
    en: 'CodeIgniter: put the path into csrf_exclude_uris (CI 4: except in Filters).',
  }),
  csrf(/AntiforgeryValidationException|anti-?forgery (?:token|cookie)[^<]{0,60}/i, {
    zh: 'ASP.NET：给这个 Action 加 [IgnoreAntiforgeryToken]（MVC 5 去掉 [ValidateAntiForgeryToken]）。',
    en: 'ASP.NET: put [IgnoreAntiforgeryToken] on this action (MVC 5: remove [ValidateAntiForgeryToken]).',
  }),
  csrf(/invalid csrf token|missing csrf token|EBADCSRFTOKEN/i, {
    zh: 'Express、Koa、Egg：让这个路径绕过 csrf 中间件（Egg 用 config.security.csrf.ignore）。',
    en: 'Express, Koa, Egg: take this path past the csrf middleware (config.security.csrf.ignore in Egg).',
  }),
  csrf(/Could not verify the provided CSRF token|Invalid CSRF Token '[^']*' was found/i, {
    zh: 'Spring Security：csrf 里用 ignoringRequestMatchers 排除这个路径。',
    en: 'Spring Security: exempt the path with ignoringRequestMatchers in csrf.',
  }),
  // 419 is Laravel's own and means nothing else.
  csrf(null, EVERY_CSRF_FIX, [419]),
  csrf(/csrf|xsrf|token\s?mismatch|page expired/i, EVERY_CSRF_FIX, [400, 403, 422]),
]

/** Spring Security does not say which of its checks it was. */
const SPRING_SECURITY: Cause = {
  words: /"timestamp"\s*:[^{}]{1,60}"status"\s*:\s*403\s*,\s*"error"\s*:\s*"Forbidden"/,
  status: [403],
  refused: true,
  title: { zh: 'Spring Security 拒绝了请求', en: 'Spring Security refused it' },
  detail: {
    zh: '多半是 CSRF 校验（POST 没有令牌），或这个路径没有放行；它不会说是哪一个。',
    en: 'Most likely the CSRF check (a POST without its token), or the path is not permitted; it does not say which.',
  },
  fix: {
    zh: '给这个路径写 permitAll，并在 csrf 里用 ignoringRequestMatchers 排除它。',
    en: 'Give the path permitAll, and exempt it with ignoringRequestMatchers in csrf.',
  },
}

const HOST: Cause = {
  words:
    /Invalid HTTP_HOST header[^<]{0,120}|DisallowedHost|Blocked hosts?: [^<\s]{1,100}|Blocked request\. This host \([^)]{1,100}\) is not allowed|^\s*Invalid Host header\s*$|Untrusted Host "[^"]{1,100}"|^\s*Invalid host\s*$/i,
  refused: true,
  title: { zh: '后端不认这个域名', en: 'The backend does not know this host name' },
  detail: {
    zh: '框架只接受名单里的域名；经过隧道或换了域名之后，Host 不在名单里。',
    en: 'The framework takes listed host names only, and Host is none of them, behind a tunnel or after a change of name.',
  },
  fix: {
    zh: '把域名加进名单：Django 是 ALLOWED_HOSTS，Rails 是 config.hosts，Vite 是 server.allowedHosts；前端的开发服务器前面要有代理，把这个路径转给后端。',
    en: 'List the name: ALLOWED_HOSTS in Django, config.hosts in Rails, server.allowedHosts in Vite; a front end’s development server must pass this path on to the backend.',
  },
}

const PARAMETER_MISSING: Cause = {
  words:
    /(?:Required (?:request )?parameter|Required \w+ parameter) '(\w+)'[^"<]{0,80}|The (echostr|signature|timestamp|nonce|msg_signature|encrypt_type|openid) field is required|Field validation for '(Echostr|EchoStr|Signature|Timestamp|Nonce|MsgSignature|EncryptType)' failed|"loc"\s*:\s*\[\s*"query"\s*,\s*"(\w+)"/i,
  status: [400, 422, 500],
  title: { zh: '处理函数要求的参数不在请求里', en: 'The handler demands a parameter that is not there' },
  detail: {
    zh: 'echostr 只在验证（GET）时有；msg_signature 和 encrypt_type 只在加密的推送（POST）里有。把它们设为必填，另一种请求就会被拒绝。',
    en: 'echostr comes with a verification (GET) alone, msg_signature and encrypt_type with encrypted pushes (POST) alone. If they are required, the other kind of request is refused.',
  },
  fix: {
    zh: 'GET 和 POST 分开写，或把参数设为可选（Spring 用 required = false，ASP.NET 用 string?，FastAPI 用 str | None = None）。',
    en: 'Write GET and POST apart, or make it optional (required = false in Spring, string? in ASP.NET, str | None = None in FastAPI).',
  },
}

const MEDIA_TYPE: Cause = {
  words: null,
  status: [415],
  title: { zh: '框架不收 text/xml', en: 'The framework takes no text/xml' },
  detail: {
    zh: '微信推送的 Content-Type 是 text/xml，框架没有能读它的转换器，处理函数没有运行。',
    en: 'WeChat pushes text/xml, for which the framework has no reader; the handler was not run.',
  },
  fix: {
    zh: '按文本接收：Spring 用 @RequestBody String 并去掉 consumes，FastAPI 和 Flask 读原始请求体，ASP.NET 读 Request.Body，Fastify 用 addContentTypeParser，DRF 加 parser。',
    en: 'Take it as text: @RequestBody String without consumes in Spring, the raw body in FastAPI and Flask, Request.Body in ASP.NET, addContentTypeParser in Fastify, a parser in DRF.',
  },
}

const TOO_LARGE: Cause = {
  words: null,
  status: [413],
  detail: {
    zh: '请求体超过了后端或它前面代理的上限，处理函数没有运行。',
    en: 'The body is larger than the backend or a proxy before it takes; the handler was not run.',
  },
  fix: {
    zh: '调大上限（express 的 limit，nginx 的 client_max_body_size）；微信的推送只有几 KB，上限不该这么小。',
    en: 'Raise the limit (limit in express, client_max_body_size in nginx); pushes have a few kilobytes, which no limit should stop.',
  },
}

const LENGTH_REQUIRED: Cause = {
  words: null,
  status: [411],
  detail: {
    zh: '服务器要求请求带 Content-Length；微信会带，去掉它的是中间改用分块传输的代理。',
    en: 'The server wants a Content-Length; WeChat sends one, and a proxy that changes to chunks takes it away.',
  },
  fix: {
    zh: '让代理先缓冲请求体（nginx 的 proxy_request_buffering on），或让后端接受分块。',
    en: 'Let the proxy buffer the body (proxy_request_buffering on in nginx), or let the backend take chunks.',
  },
}

const TOO_MANY: Cause = {
  words: null,
  status: [429],
  detail: {
    zh: '限流挡住了请求。微信的推送来自少数几个 IP，按 IP 限流会一起挡住，微信还会重发，请求更多。',
    en: 'A rate limit stopped it. Pushes come from a few addresses, so that a limit per address stops them all, and WeChat’s retries make it worse.',
  },
  fix: {
    zh: '把这条路由从限流里排除（Laravel 去掉 throttle 中间件）。',
    en: 'Exempt this route from the limit (remove throttle in Laravel).',
  },
}

const UNPROCESSABLE: Cause = {
  words: null,
  status: [422],
  detail: {
    zh: '框架按 JSON 模型校验请求体或参数，没有通过；微信发来的是 XML。',
    en: 'The framework checks body or parameters against a model of JSON; WeChat sends XML.',
  },
  fix: {
    zh: '不要把请求体声明成模型：FastAPI 用 await request.body()，NestJS 去掉这个参数的 DTO 和 ValidationPipe，自己解析 XML。',
    en: 'Declare no model for the body: await request.body() in FastAPI, no DTO or ValidationPipe in NestJS, and parse the XML yourself.',
  },
}

/** Causes for which a framework did not run the handler. */
export const REFUSAL_CAUSES: readonly Cause[] = [
  ...CSRF,
  SPRING_SECURITY,
  HOST,
  PARAMETER_MISSING,
  MEDIA_TYPE,
  TOO_LARGE,
  LENGTH_REQUIRED,
  TOO_MANY,
  UNPROCESSABLE,
]
