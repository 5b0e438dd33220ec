/** Error pages of frameworks, shortened to the parts that tell them apart. */

export const DJANGO_DEBUG = `<!DOCTYPE html>
<html lang="en">
<head>
  <meta http-equiv="content-type" content="text/html; charset=utf-8">
  <title>TemplateDoesNotExist
          at /wx</title>
</head>
<body>
<div id="summary">
  <h1>TemplateDoesNotExist
       at /wx</h1>
  <pre class="exception_value">4375120948345356249</pre>
</div></body></html>`

export const DJANGO_CSRF = `<!DOCTYPE html>
<html lang="en">
<head>
  <title>403 Forbidden</title>
</head>
<body>
<div id="summary">
  <h1>Forbidden <span>(403)</span></h1>
  <p>CSRF verification failed. Request aborted.</p>
</div></body></html>`

export const FLASK_CSRF = `<!doctype html>
<html lang=en>
<title>400 Bad Request</title>
<h1>Bad Request</h1>
<p>The CSRF token is missing.</p>
`

export const YII_CSRF = `<!DOCTYPE html>
<html><head><title>Bad Request (#400)</title></head><body>
<div class="header"><h1><span>Bad Request</span> &ndash; yii\\web\\BadRequestHttpException</h1>
<h2>Unable to verify your data submission.</h2></div></body></html>`

export const RAILS_CSRF = `<!DOCTYPE html>
<html><head><title>Action Controller: Exception caught</title></head>
<body><header><h1>
  ActionController::InvalidAuthenticityToken
    in WechatController#create
</h1></header></body></html>`

export const SPRING_WHITELABEL = `<html><body><h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p><div id='created'>Tue Feb 03 04:05:06 CST 2026</div><div>There was an unexpected error (type=Internal Server Error, status=500).</div><div>Circular view path [success]: would dispatch back to the current handler URL [/success] again.</div></body></html>`

export const TOMCAT_404 = `<!doctype html><html lang="zh"><head><title>HTTP状态 404 - 未找到</title><style>h1 {}</style></head><body><h1>HTTP状态 404 - 未找到</h1><hr class="line" /><p><b>类型</b> 状态报告</p><p><b>消息</b> /WEB-INF/views/4375120948345356249.jsp</p></body></html>`

export const TOMCAT_500 = `<html><head><title>Apache Tomcat/7.0.47 - Error report</title></head><body><h1>HTTP Status 500 - Request processing failed</h1><p><b>type</b> Exception report</p><p><b>message</b> <u>Request processing failed</u></p><p><b>exception</b></p><pre>java.lang.NullPointerException
	com.example.Wx.post(Wx.java:42)
</pre></body></html>`

export const JETTY_500 = `<html>
<head><title>Error 500 Server Error</title></head>
<body><h2>HTTP ERROR 500 Server Error</h2>
<table>
<tr><th>URI:</th><td>/wx</td></tr>
<tr><th>MESSAGE:</th><td>Server Error</td></tr>
<tr><th>CAUSED BY:</th><td>java.lang.IllegalStateException: no token</td></tr>
</table></body></html>`

export const ASPNET_CORE = `<!DOCTYPE html>
<html lang="en"><head><title>Internal Server Error</title></head><body>
<h1>An unhandled exception occurred while processing the request.</h1>
<div class="titleerror">InvalidOperationException: Synchronous operations are disallowed. Call ReadAsync or set AllowSynchronousIO to true instead.</div>
</body></html>`

export const ASPNET_YELLOW = `<!DOCTYPE html>
<html><head><title>未将对象引用设置到对象的实例。</title></head><body bgcolor="white">
<span><H1>“/”应用程序中的服务器错误。<hr width=100% size=1 color=silver></H1>
<h2> <i>未将对象引用设置到对象的实例。</i> </h2></span></body></html>`

export const EXPRESS = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Error</title>
</head>
<body>
<pre>TypeError: Cannot read properties of undefined (reading &#39;xml&#39;)<br> &nbsp; &nbsp;at /app/wx.js:12:30</pre>
</body>
</html>
`

export const EXPRESS_404 = EXPRESS.replace(/<pre>.*<\/pre>/, '<pre>Cannot POST /wx</pre>')

export const WERKZEUG = `<!doctype html>
<html lang=en>
  <head>
    <title>KeyError: &#39;FromUserName&#39;
 // Werkzeug Debugger</title>
  </head>
  <body><h1>KeyError</h1></body></html>`

export const SYMFONY = `<!DOCTYPE html>
<html lang="en">
    <head>
        <title>No route found for &quot;POST http://a.cn/wx&quot;: Method Not Allowed (Allow: GET) (405 Method Not Allowed)</title>
    </head></html>`

export const LARAVEL = `<!DOCTYPE html><html lang="en"><head><title>🧨 View [4375120948345356249] not found.</title></head><body></body></html>`

export const THINKPHP = `<!DOCTYPE html>
<html>
<head>
    <meta charset="UTF-8">
    <title>系统发生错误</title>
</head>
<body><div class="exception"><div class="message"><div class="info"><div><h2>[0] ErrorException in Wx.php line 12</h2></div>
<div><h1>Undefined index: HTTP_RAW_POST_DATA</h1></div></div></div></div></body></html>`

export const PHP_FATAL = `<br />
<b>Fatal error</b>:  Uncaught Error: Call to undefined function mcrypt_module_open() in /var/www/html/wx/pkcs7Encoder.php:61
Stack trace:
#0 {main}
  thrown in <b>/var/www/html/wx/pkcs7Encoder.php</b> on line <b>61</b><br />
`

export const PYTHON_TRACE = `Traceback (most recent call last):
  File "/app/wx.py", line 7, in post
    msg = xmltodict.parse(request.data)["xml"]
xml.parsers.expat.ExpatError: no element found: line 1, column 0
`
