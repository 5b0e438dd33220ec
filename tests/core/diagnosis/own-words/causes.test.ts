import { describe, expect, it } from 'vitest'
import { judgeDelivery } from '../../../../src-core/diagnosis/delivery/delivery.ts'
import { judgeVerification } from '../../../../src-core/diagnosis/verification/verification.ts'
import { expectGoodChinese, expectGoodText } from '../../good-text.ts'
import { CODE_CAUSES } from '../../../../src-core/diagnosis/own-words/code-causes.ts'
import { LIBRARY_CAUSES } from '../../../../src-core/diagnosis/own-words/library-causes.ts'
import { REFUSAL_CAUSES } from '../../../../src-core/diagnosis/own-words/refusal-causes.ts'
import { createMessage, TEXT } from '../reply/replies.ts'
import * as PAGES from './pages.ts'

const ECHOSTR = '4375120948345356249'
const url = 'http://back.end/wx'

const respond = (status: number, body: string, headers: [string, string][] = []) => ({
  response: { status, headers, body: new TextEncoder().encode(body), durationMs: 10 },
  error: null,
})
const push = (status: number, body: string, headers: [string, string][] = []) =>
  judgeDelivery(respond(status, body, headers), { url, message: createMessage() })
const verify = (status: number, body: string) =>
  judgeVerification(respond(status, body), { url, echostr: ECHOSTR })

/** The status, the body, and words of title and fix. The message is not suspected to have been lost besides. */
type Case = [what: string, status: number, body: string, title: RegExp, fix: RegExp]

const CSRF = /CSRF check refused it/
const VIEW = /taken for the name of a view/
const UNREAD = /got no message/
const JSON_PARSER = /parses the XML as JSON/
const PARAMETER = /demands a parameter/

const CAUSES: Case[] = [
  [
    'CodeIgniter',
    403,
    '<title>Error</title><h1>An Error Was Encountered</h1><p>The action you have requested is not allowed.</p>',
    CSRF,
    /csrf_exclude_uris/,
  ],
  [
    'body-parser’s page',
    400,
    PAGES.EXPRESS.replace(
      /<pre>[^]*<\/pre>/,
      '<pre>SyntaxError: Unexpected token &lt; in JSON at position 0<br> &nbsp; at JSON.parse (&lt;anonymous&gt;)</pre>',
    ),
    JSON_PARSER,
    /Read the body as text/,
  ],
  [
    'Django without the slash',
    500,
    '<h1>RuntimeError\n at /wx</h1>\n<pre class="exception_value">You called this URL via POST, but the URL doesn&#x27;t end in a slash and you have APPEND_SLASH set.</pre>',
    /lacks the slash/,
    /with the slash/,
  ],
  [
    'Django without a return',
    500,
    '<h1>ValueError\n at /wx/</h1>\n<pre class="exception_value">The view wx.views.index didn&#x27;t return an HttpResponse object. It returned None instead.</pre>',
    /returned no response/,
    /HttpResponse\("success"\)/,
  ],
  [
    'Flask without a return',
    500,
    '<title>TypeError: The view function for &#39;wx&#39; did not return a valid response. The function either returned None or ended without a return statement.</title>',
    /returned no response/,
    /Return in each branch/,
  ],
  [
    'EasyWeChat’s signature',
    500,
    '{"message":"Invalid request signature.","exception":"EasyWeChat\\\\Kernel\\\\Exceptions\\\\BadRequestException"}',
    /did not accept the signature/,
    /Compare the backend’s token/,
  ],
  [
    'wechatpy’s signature',
    500,
    '<title>wechatpy.exceptions.InvalidSignatureException: Error code: -40001, message: Invalid signature</title>',
    /did not accept the signature/,
    /msg_signature/,
  ],
  [
    'the demo of WxJava',
    500,
    '{"status":500,"error":"Internal Server Error","message":"非法请求，可能属于伪造的请求！","path":"/wx"}',
    /did not accept the signature/,
    /token/,
  ],
  [
    'an AppID that the demo of WxJava does not have',
    500,
    '{"status":500,"error":"Internal Server Error","message":"未找到对应appid=[wx1]的配置，请核实！","path":"/wx"}',
    /AppID is not that/,
    /Compare the AppID/,
  ],
  ['EasyWeChat’s AppID', 500, '<title>Invalid appId.</title>', /AppID is not that/, /Compare the AppID/],
  [
    'an object that Spring cannot write',
    500,
    `{"status":500,"message":"No converter for [class com.a.TextMessage] with preset Content-Type 'null'","path":"/wx"}`,
    /cannot write/,
    /Return the XML as a String/,
  ],
  [
    'Spring’s 406',
    406,
    '{"status":406,"error":"Not Acceptable","message":"Could not find acceptable representation","path":"/wx"}',
    /cannot write/,
    /produces/,
  ],
  [
    'ASP.NET’s request validation',
    500,
    '<title>A potentially dangerous Request.Form value was detected from the client (=&quot;&lt;xml&gt;...&quot;).</title>',
    /request validation/,
    /ValidateInput\(false\)/,
  ],
  [
    'XStream',
    500,
    '{"status":500,"message":"com.thoughtworks.xstream.security.ForbiddenClassException","path":"/wx"}',
    /XStream refuses/,
    /allowTypes/,
  ],
  ['Django’s CSRF', 403, PAGES.DJANGO_CSRF, CSRF, /csrf_exempt/],
  ['Flask-WTF', 400, PAGES.FLASK_CSRF, CSRF, /csrf\.exempt/],
  ['Rails’ CSRF', 422, PAGES.RAILS_CSRF, CSRF, /skip_before_action/],
  ['Yii’s CSRF', 400, PAGES.YII_CSRF, CSRF, /enableCsrfValidation/],
  ['Laravel’s 419', 419, '<title>Page Expired</title>', CSRF, /validateCsrfTokens/],
  ['Laravel’s 419 of JSON', 419, '{"message":"CSRF token mismatch."}', CSRF, /validateCsrfTokens/],
  ['a bare 419', 419, '', CSRF, /validateCsrfTokens/],
  [
    'csurf',
    403,
    PAGES.EXPRESS.replace(/<pre>[^]*<\/pre>/, '<pre>ForbiddenError: invalid csrf token</pre>'),
    CSRF,
    /csrf middleware/,
  ],
  ['Egg', 403, '{"message":"missing csrf token"}', CSRF, /config\.security\.csrf/],
  [
    'ASP.NET’s antiforgery',
    400,
    'AntiforgeryValidationException: The required antiforgery cookie is not present.',
    CSRF,
    /IgnoreAntiforgeryToken/,
  ],
  [
    'Spring Security’s CSRF',
    403,
    '{"error":"Forbidden","message":"Could not verify the provided CSRF token because no token was found to compare."}',
    CSRF,
    /ignoringRequestMatchers/,
  ],
  ['another CSRF check', 403, 'xsrf check failed', CSRF, /Exempt the route/],
  [
    'Django’s hosts',
    400,
    '<title>DisallowedHost at /wx</title>',
    /does not know this host name/,
    /ALLOWED_HOSTS/,
  ],
  [
    'Vite',
    403,
    'Blocked request. This host ("a.ngrok.app") is not allowed.',
    /does not know this host name/,
    /allowedHosts/,
  ],
  ['webpack', 403, 'Invalid Host header', /does not know this host name/, /development server/],
  [
    'Spring’s parameter',
    400,
    '{"status":400,"error":"Bad Request","message":"Required request parameter \'echostr\' for method parameter type String is not present"}',
    PARAMETER,
    /required = false/,
  ],
  [
    'ASP.NET’s parameter',
    400,
    '{"title":"One or more validation errors occurred.","errors":{"echostr":["The echostr field is required."]}}',
    PARAMETER,
    /string\?/,
  ],
  [
    'FastAPI’s parameter',
    422,
    '{"detail":[{"type":"missing","loc":["query","echostr"],"msg":"Field required","input":null}]}',
    PARAMETER,
    /str \| None/,
  ],
  [
    'Gin’s parameter',
    400,
    "Key: 'Query.Echostr' Error:Field validation for 'Echostr' failed on the 'required' tag",
    PARAMETER,
    /optional/,
  ],
  [
    'FastAPI’s model',
    422,
    '{"detail":[{"type":"model_attributes_type","loc":["body"],"msg":"Input should be a valid dictionary or object to extract fields from"}]}',
    /status is 422.*valid dictionary/,
    /request\.body\(\)/,
  ],
  [
    'Spring’s 415',
    415,
    '{"status":415,"message":"Content-Type \'text/xml\' is not supported"}',
    /takes no text\/xml.*not supported/,
    /@RequestBody String/,
  ],
  [
    'Fastify’s 415',
    415,
    '{"code":"FST_ERR_CTP_INVALID_MEDIA_TYPE","message":"Unsupported Media Type: text/xml"}',
    /takes no text\/xml/,
    /addContentTypeParser/,
  ],
  [
    'a body that is too large',
    413,
    'PayloadTooLargeError: request entity too large',
    /413.*PayloadTooLarge/,
    /limit in express/,
  ],
  ['no length', 411, 'Length Required', /411/, /proxy_request_buffering/],
  ['a rate limit', 429, '{"message":"Too Many Attempts."}', /429.*Too Many Attempts/, /Exempt this route/],
  [
    'Kestrel',
    500,
    PAGES.ASPNET_CORE,
    /Kestrel refuses.*Synchronous operations are disallowed/,
    /AllowSynchronousIO/,
  ],
  ['mcrypt', 500, PAGES.PHP_FATAL, /no mcrypt.*mcrypt_module_open/, /openssl_decrypt/],
  ['ThinkPHP’s notice', 500, PAGES.THINKPHP, /HTTP_RAW_POST_DATA is gone/, /php:\/\/input/],
  [
    'a missing extension of PHP',
    500,
    'PHP Fatal error: Uncaught Error: Call to undefined function simplexml_load_string()',
    /lacks an extension/,
    /php-xml/,
  ],
  [
    'Java’s key size',
    500,
    '{"exception":"java.security.InvalidKeyException: Illegal key size"}',
    /no key of 256 bits/,
    /JCE/,
  ],
  [
    'Java without JAXB',
    500,
    'java.lang.NoClassDefFoundError: javax/xml/bind/JAXBException',
    /no JAXB/,
    /jaxb-api/,
  ],
  [
    'Python without Crypto',
    500,
    "ModuleNotFoundError: No module named 'Crypto'",
    /lacks pycryptodome/,
    /pip install/,
  ],
  [
    'body-parser’s JSON',
    400,
    'SyntaxError: Unexpected token < in JSON at position 0',
    JSON_PARSER,
    /as text/,
  ],
  [
    'Node 20’s JSON',
    400,
    'SyntaxError: Unexpected token \'<\', "<xml><ToUs"... is not valid JSON',
    JSON_PARSER,
    /as text/,
  ],
  [
    'Go’s JSON',
    400,
    '{"error":"invalid character \'<\' looking for beginning of value"}',
    JSON_PARSER,
    /BindJSON/,
  ],
  [
    'Jackson',
    400,
    '{"message":"JSON parse error: Unexpected character (\'<\' (code 60)): expected a valid value"}',
    JSON_PARSER,
    /as text/,
  ],
  [
    'System.Text.Json',
    400,
    '{"errors":{"$":["\'<\' is an invalid start of a value. Path: $ | LineNumber: 0"]}}',
    JSON_PARSER,
    /as text/,
  ],
  ['express without a parser', 500, PAGES.EXPRESS, UNREAD, /express\.text/],
  [
    'old Node without a parser',
    500,
    "TypeError: Cannot read property 'xml' of undefined",
    UNREAD,
    /express\.text/,
  ],
  ['Werkzeug', 500, PAGES.WERKZEUG, UNREAD, /request\.data/],
  ['xmltodict on nothing', 500, PAGES.PYTHON_TRACE, UNREAD, /request\.data/],
  [
    'Java’s SAX on nothing',
    500,
    'org.xml.sax.SAXParseException; Premature end of file.',
    UNREAD,
    /@RequestBody String/,
  ],
  ['Spring’s circular view', 500, PAGES.SPRING_WHITELABEL, VIEW, /@ResponseBody/],
  [
    'Thymeleaf',
    500,
    'org.thymeleaf.exceptions.TemplateInputException: Error resolving template [success], template might not exist',
    VIEW,
    /@ResponseBody/,
  ],
  [
    'Spring Boot 3.2',
    404,
    '{"status":404,"message":"No static resource wx/4375120948345356249."}',
    VIEW,
    /@ResponseBody/,
  ],
  [
    'Spring Security',
    403,
    '{"timestamp":"2026-02-03T04:05:06.000+00:00","status":403,"error":"Forbidden","path":"/wx"}',
    /Spring Security refused/,
    /permitAll/,
  ],
  ['a JSP', 404, PAGES.TOMCAT_404, VIEW, /@ResponseBody/],
  ['Spring’s path', 404, '{"status":404,"error":"Not Found","path":"/success"}', VIEW, /@ResponseBody/],
  ['Django’s template', 500, PAGES.DJANGO_DEBUG, VIEW, /HttpResponse/],
  [
    'Jinja’s template',
    500,
    'jinja2.exceptions.TemplateNotFound: 4375120948345356249',
    VIEW,
    /render_template/,
  ],
  ['Laravel’s view', 500, PAGES.LARAVEL, VIEW, /response\(/],
  [
    'Express’ view',
    500,
    'Error: Failed to lookup view "success" in views directory "/app/views"',
    VIEW,
    /res\.send/,
  ],
  [
    'ASP.NET’s view',
    500,
    "InvalidOperationException: The view '4375120948345356249' was not found. The following locations were searched:",
    VIEW,
    /Content\(echostr\)/,
  ],
  ['ThinkPHP’s template', 500, '模板文件不存在:./App/Home/View/Wx/index.html', VIEW, /return \$echostr/],
  [
    'Rails’ template',
    500,
    'ActionView::MissingTemplate (Missing template wechat/show)',
    VIEW,
    /render plain/,
  ],
]

describe('a cause that the body names', () => {
  it.each(CAUSES)('%s (%d)', (_, status, body, title, fix) => {
    const { verdict, findings } = push(status, body)
    expect(verdict).toBe('retried')
    expect(findings.map(({ code }) => code)).toEqual([expect.stringMatching(/^status\./)])
    expect(findings[0]?.title.en).toMatch(title)
    expect(findings[0]?.fix.en).toMatch(fix)
    // The verification says the same, and nothing of a message that is sent again.
    const [verified] = verify(status, body).findings
    expect(verified?.title.en).toMatch(title)
  })

  it('has a place in the body', () => {
    expect(push(403, PAGES.DJANGO_CSRF).findings[0]?.at).toMatchObject({
      in: 'reply-body',
      offset: PAGES.DJANGO_CSRF.indexOf('CSRF'),
    })
    expect(push(419, '').findings[0]?.at).toEqual({ in: 'reply-status' })
  })

  it('is found by the echostr that was looked up as a page', () => {
    const body = (path: string) => JSON.stringify({ status: 404, error: 'Not Found', path })
    for (const path of [`/${ECHOSTR}`, `/wx/${ECHOSTR}`])
      expect(verify(404, body(path)).findings[0]?.title.en).toMatch(VIEW)
    // The path that was asked for, and one that a proxy may have changed.
    for (const path of ['/wx', '/api/wx', '/']) {
      expect(verify(404, body(path)).findings[0]).toMatchObject({ code: 'status.refused' })
      expect(verify(404, body(path)).findings[0]?.title.en).toContain('no such path')
    }
  })

  it('is no view where the address itself ends so', () => {
    const response = respond(404, '{"status":404,"error":"Not Found","path":"/pay/success"}')
    const sent = { url: 'http://back.end/pay/success', message: createMessage() }
    expect(judgeDelivery(response, sent).findings[0]).toMatchObject({ code: 'status.refused' })
  })
})

describe('a cause that is nearly named', () => {
  it.each<[what: string, status: number, body: string, not: RegExp]>([
    ['403 without CSRF', 403, 'Forbidden', CSRF],
    [
      'another field of undefined',
      500,
      "TypeError: Cannot read properties of undefined (reading 'openid')",
      UNREAD,
    ],
    ['another key', 500, "KeyError: 'user_id'", UNREAD],
    ['JSON of another service', 500, 'SyntaxError: Unexpected end of JSON input', JSON_PARSER],
    ['a template of its own', 500, 'django.template.exceptions.TemplateDoesNotExist: home/index.html', VIEW],
    ['a path that ends in another word', 404, '{"status":404,"path":"/success-page"}', VIEW],
    ['another view of Spring’s', 404, '{"status":404,"error":"Not Found","path":"/wx"}', VIEW],
    ['a business error about a parameter', 400, '{"message":"echostr is wrong"}', PARAMETER],
  ])('is not said: %s', (_, status, body, not) => {
    for (const { title } of push(status, body).findings) expect(title.en).not.toMatch(not)
  })
})

describe('a body that names no known cause', () => {
  it('is quoted after the status', () => {
    expect(push(500, '{"message":"database is locked"}').findings[0]).toMatchObject({
      code: 'status.not-200',
      title: {
        zh: '状态码是 500，不是 200：「database is locked」',
        en: 'The status is 500, not 200: “database is locked”',
      },
    })
    expect(push(404, PAGES.EXPRESS_404).findings[0]?.title.en).toBe(
      'The backend has no such path (404): “Cannot POST /wx”',
    )
    expect(verify(401, 'invalid signature').findings[0]?.title.en).toContain('“invalid signature”')
    expect(push(405, 'Method Not Allowed', [['Allow', 'GET, HEAD']]).findings[0]?.title.en).toContain(
      '(405, Allow: GET, HEAD)',
    )
  })

  it('is not quoted where it is a reply', () => {
    for (const body of ['success', '<xml><ToUserName>a</ToUserName></xml>'])
      expect(push(201, body).findings[0]?.title.en).toBe('The status is 201, not 200')
  })

  it('is not quoted where nobody could read it', () => {
    expect(push(500, '\u001f\u008b', [['Content-Encoding', 'gzip']]).findings[0]?.at).toEqual({
      in: 'reply-status',
    })
  })

  it.each([502, 504])(
    'and a status of gateways is a gateway’s, unless the body is a program’s: %d',
    (status) => {
      for (const body of ['', 'Bad Gateway', '<html><title>502</title></html>'])
        expect(push(status, body).findings[0]?.detail.en).toContain('a status of gateways')
      for (const body of ['{"message":"the user service is down"}', 'IOException: broken pipe'])
        expect(push(status, body).findings[0]?.detail.en).not.toContain('a status of gateways')
    },
  )
})

describe('a status of gateways on the address of a tunnel', () => {
  const detail = (address: string) =>
    judgeDelivery(respond(502, ''), { url: address, message: createMessage() }).findings[0]?.detail.en

  it('names the tunnel', () => {
    expect(detail('https://a.tail1.ts.net/wx')).toContain('Tailscale Funnel')
    expect(detail('http://x.vip.cpolar.cn/wx')).toContain('cpolar')
    for (const other of [
      'http://ts.net.example.com/wx',
      'http://127.0.0.1:8080/wx',
      'https://notngrok.io/wx',
    ])
      expect(detail(other)).toContain('a tunnel or a proxy before the backend')
  })
})

describe('body.ignored', () => {
  const codes = (status: number, body: string, headers: [string, string][] = []) =>
    push(status, body, headers).findings.map(({ code }) => code)

  it.each([
    'java.lang.NullPointerException',
    PAGES.TOMCAT_500,
    PAGES.JETTY_500,
    PAGES.ASPNET_CORE,
    PAGES.EXPRESS,
  ])('is silent where the body names an exception: %j', (body) => {
    expect(codes(500, body)).not.toContain('body.ignored')
  })

  it.each(['', 'Bad Request', '{"code":500,"message":"系统繁忙"}', '<h1>Internal Server Error</h1>'])(
    'stays where it names none: %j',
    (body) => {
      expect(codes(500, body)).toContain('body.ignored')
    },
  )

  it('is an information about an empty 200 of PHP 7 and later, which changes no verdict', () => {
    for (const version of ['PHP/7.4.33', 'PHP/8.1.2', 'ASP.NET, PHP/8.3']) {
      const judged = push(200, '', [['X-Powered-By', version]])
      expect(judged).toMatchObject({
        verdict: 'ignored',
        findings: [{ code: 'body.ignored', severity: 'info', at: { name: 'X-Powered-By' } }],
      })
      expect(judged.findings[0]?.fix.en).toContain('php://input')
    }
  })

  it.each<[string, string, [string, string][]]>([
    ['an empty 200 of Node', '', [['X-Powered-By', 'Express']]],
    ['an empty 200 of nobody', '', []],
    ['success of PHP', 'success', [['X-Powered-By', 'PHP/8.1.2']]],
    ['PHP 5, which has the variable', '', [['X-Powered-By', 'PHP/5.6.40']]],
  ])('is not said of %s', (_, body, headers) => {
    expect(push(200, body, headers)).toEqual({ verdict: 'ignored', findings: [] })
  })
})

describe('an error page that comes with 200', () => {
  it('is quoted, and its cause named', () => {
    expect(push(200, PAGES.PHP_FATAL)).toMatchObject({
      verdict: 'fault',
      findings: [{ code: 'reply.not-xml' }],
    })
    expect(push(200, PAGES.PHP_FATAL).findings[0]?.title.en).toMatch(/no mcrypt.*mcrypt_module_open/)
    const notice =
      '<br />\n<b>Notice</b>:  Undefined index: HTTP_RAW_POST_DATA in <b>/wx.php</b> on line <b>3</b><br />\n'
    expect(push(200, notice).findings[0]?.title.en).toContain(
      'HTTP_RAW_POST_DATA is gone: “Notice: Undefined index',
    )
    const other = "Exception: ('error', 42)"
    expect(push(200, other).findings[0]?.title.en).toContain('is an error message, not XML: “Exception')
  })

  it('has its advice also where the reply follows', () => {
    const notice =
      '<br />\n<b>Deprecated</b>:  Automatically populating $HTTP_RAW_POST_DATA is deprecated. ' +
      "To avoid this warning set 'always_populate_raw_post_data' to '-1' in php.ini in <b>Unknown</b> on line <b>0</b><br />\n"
    const finding = (lead: string) => push(200, lead + TEXT).findings[0]
    expect(finding(notice)).toMatchObject({ code: 'reply.leading-bytes' })
    expect(finding(notice)?.fix.en).toContain('always_populate_raw_post_data = -1')
    expect(finding('<b>Notice</b>: x')?.fix.en).toContain('ob_clean')
  })

  it('is not taken for one where it is something else', () => {
    for (const body of ['<html><h1>Welcome</h1></html>', '你好', '{"code":0}', '"success"'])
      expect(push(200, body).findings[0]?.title.en).not.toContain('error message')
  })
})

describe('the words', () => {
  it.each(
    [...CODE_CAUSES, ...LIBRARY_CAUSES, ...REFUSAL_CAUSES].map(
      (cause) => [String(cause.words), cause] as const,
    ),
  )('of %s are good', (_, { title, detail, fix }) => {
    if (title) expectGoodChinese(title.zh)
    expectGoodText(detail)
    expectGoodText(fix)
  })
})
