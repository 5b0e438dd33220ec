import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { namesException, readTellingLine } from '../../../../src-core/diagnosis/own-words/telling-line.ts'
import { readPage } from '../../../../src-core/diagnosis/page/page.ts'
import * as PAGES from './pages.ts'

function read(body: string | Uint8Array, headers: [string, string][] = []) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return readTellingLine(readPage({ headers, body: bytes }))
}

describe('the telling line', () => {
  it.each<[what: string, body: string, line: string]>([
    ['a page of Django’s', PAGES.DJANGO_DEBUG, 'TemplateDoesNotExist at /wx 4375120948345356249'],
    ['Django’s CSRF page', PAGES.DJANGO_CSRF, 'CSRF verification failed. Request aborted.'],
    ['Flask’s', PAGES.FLASK_CSRF, 'The CSRF token is missing.'],
    ['Werkzeug’s debugger', PAGES.WERKZEUG, "KeyError: 'FromUserName' // Werkzeug Debugger"],
    ['Yii’s', PAGES.YII_CSRF, 'Bad Request – yii\\web\\BadRequestHttpException'],
    ['Rails’', PAGES.RAILS_CSRF, 'ActionController::InvalidAuthenticityToken in WechatController#create'],
    [
      'Spring’s',
      PAGES.SPRING_WHITELABEL,
      'There was an unexpected error (type=Internal Server Error, status=500). Circular view path [success]: would dispatch back to the current handler URL [/success]…',
    ],
    ['Tomcat’s exception', PAGES.TOMCAT_500, 'java.lang.NullPointerException'],
    ['Tomcat’s in Chinese', PAGES.TOMCAT_404, '/WEB-INF/views/4375120948345356249.jsp'],
    ['Jetty’s', PAGES.JETTY_500, 'java.lang.IllegalStateException: no token'],
    [
      'ASP.NET Core’s developer page',
      PAGES.ASPNET_CORE,
      'InvalidOperationException: Synchronous operations are disallowed. Call ReadAsync or set AllowSynchronousIO to true instead.',
    ],
    ['ASP.NET’s yellow page', PAGES.ASPNET_YELLOW, '未将对象引用设置到对象的实例。'],
    ['Express’', PAGES.EXPRESS, "TypeError: Cannot read properties of undefined (reading 'xml')"],
    ['Express’ 404', PAGES.EXPRESS_404, 'Cannot POST /wx'],
    [
      'Symfony’s',
      PAGES.SYMFONY,
      'No route found for "POST http://a.cn/wx": Method Not Allowed (Allow: GET) (405 Method Not Allowed)',
    ],
    ['Laravel’s', PAGES.LARAVEL, '🧨 View [4375120948345356249] not found.'],
    ['ThinkPHP’s', PAGES.THINKPHP, 'Undefined index: HTTP_RAW_POST_DATA'],
    [
      'PHP’s',
      PAGES.PHP_FATAL,
      'Fatal error: Uncaught Error: Call to undefined function mcrypt_module_open() in /var/www/html/wx/pkcs7Encoder.php:61 Stack trace: #0 {main} thrown in /var/www/h…',
    ],
    ['a traceback', PAGES.PYTHON_TRACE, 'xml.parsers.expat.ExpatError: no element found: line 1, column 0'],
    [
      'Go’s panic',
      'panic: runtime error: index out of range [0]\n\ngoroutine 1',
      'panic: runtime error: index out of range [0]',
    ],
    ['Gin’s 404', '404 page not found', '404 page not found'],
    ['a bare page', '<html><head><title>404 Not Found</title></head></html>', '404 Not Found'],
    ['blank lines first', '\r\n\r\n  oops  \r\n', 'oops'],
    [
      'JSON of Spring',
      '{"timestamp":"x","status":404,"error":"Not Found","message":"","path":"/x"}',
      'Not Found · path: /x',
    ],
    [
      'JSON of FastAPI',
      '{"detail":[{"type":"missing","loc":["query","echostr"],"msg":"Field required"}]}',
      'Field required',
    ],
    [
      'JSON of Nest',
      '{"statusCode":400,"message":["a must be a string","b"],"error":"Bad Request"}',
      'a must be a string',
    ],
    [
      'JSON of Laravel',
      '{"message":"CSRF token mismatch.","exception":"X\\\\HttpException"}',
      'X\\HttpException: CSRF token mismatch.',
    ],
    [
      'JSON of ASP.NET',
      '{"title":"One or more validation errors occurred.","errors":{"echostr":["The echostr field is required."]}}',
      'The echostr field is required.',
    ],
    ['JSON with an object inside', '{"error":{"code":1,"message":"内部错误"}}', '内部错误'],
    ['JSON without a reason', '{"code":-1}', '{"code":-1}'],
    ['broken JSON', '{"message":', '{"message":'],
  ])('of %s', (_, body, line) => {
    expect(read(body)?.text).toBe(line)
  })

  it('has its place in bytes', () => {
    const body = '<html><title>错误</title>\n<h1>消息太长</h1></html>'
    expect(read(body)?.at).toEqual({
      in: 'reply-body',
      offset: '<html><title>'.length,
      length: 6,
      line: 1,
      column: '<html><title>'.length + 1,
    })
    const json = '{"a":"你好","message":"坏了"}'
    expect(read(json)?.at).toMatchObject({ offset: 24, length: 8 })
  })

  it.each<[how: string, headers: [string, string][], meta: string]>([
    ['says so', [['Content-Type', 'text/html; charset=GBK']], ''],
    ['says so in the page', [], '<meta charset="gb2312">'],
    ['does not say so', [], ''],
    ['says UTF-8', [['Content-Type', 'text/html; charset=utf-8']], ''],
  ])('is decoded from GBK where the server %s', (_, headers, meta) => {
    // 系统错误 in GBK.
    const words = Buffer.from('cfb5cdb3b4edcef3', 'hex')
    const head = Buffer.from(`<html>${meta}<title>`)
    const line = read(Buffer.concat([head, words, Buffer.from('</title>')]), headers)
    expect(line?.text).toBe('系统错误')
    expect(line?.at).toMatchObject({ offset: head.length, length: 8 })
  })

  it('is short, on one line, and without what nobody sees', () => {
    const line = read(`a\u0000\u202e${'长'.repeat(1000)}\nb`)
    expect(line?.text).toHaveLength(161)
    expect(line?.text).not.toMatch(/[\p{C}\n]/u)
  })

  it('of nothing is none', () => {
    for (const body of ['', ' \r\n\t ', '<html></html>'])
      expect(read(body)?.text ?? '').not.toContain('undefined')
    expect(read('')).toBeNull()
    expect(read(' \n ')).toBeNull()
  })

  it('never throws, and its place is in the body', () => {
    const scraps = fc.constantFrom(
      '<title>',
      '</title>',
      '<pre>',
      '{"message":',
      '"',
      '<b>Message</b>',
      'Error',
      '\ufeff',
      '你',
      '&#x110000;',
      '&#39;',
      '<br',
      '\n',
    )
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(scraps, { maxLength: 40 }).map((all) => Buffer.from(all.join(''))),
    )
    fc.assert(
      fc.property(bodies, (body) => {
        const at = read(body)?.at
        if (at?.in !== 'reply-body') return
        expect(at.length).toBeGreaterThan(0)
        expect(at.offset + at.length).toBeLessThanOrEqual(body.length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('an exception', () => {
  it.each([
    'java.lang.NullPointerException',
    'System.InvalidOperationException: Synchronous operations are disallowed.',
    "TypeError: Cannot read properties of undefined (reading 'xml')",
    'panic: runtime error: index out of range',
    'PHP Fatal error: Uncaught Error: x',
    'yii\\web\\BadRequestHttpException',
  ])('is named by %j', (line) => {
    expect(namesException(line)).toBe(true)
  })

  it.each([
    'Internal Server Error',
    '500 Internal Server Error',
    'Bad Request',
    'Server Error',
    'Error',
    'invalid signature',
    '404 page not found',
  ])('is not named by %j', (line) => {
    expect(namesException(line)).toBe(false)
  })
})
