import type { Cause } from './cause.ts'

export const AS_VIEW = {
  title: {
    zh: '处理函数返回的文字被当成了页面名',
    en: 'The handler’s text was taken for the name of a view',
  },
  detail: {
    zh: '路由是通的，验签也过了；框架却拿返回的字符串去找模板，找不到才报错。',
    en: 'The route works, and so does the signature; then the framework looked for a template by the name of what the handler returned.',
  },
}

function asView(words: RegExp, fix: Cause['fix']): Cause {
  return { words, ...AS_VIEW, fix }
}

export const SPRING_VIEW_FIX = {
  zh: '给方法加 @ResponseBody，或把 @Controller 换成 @RestController。',
  en: 'Put @ResponseBody on the method, or make the @Controller a @RestController.',
}

/** A text that was meant as the answer and was looked up as a template. `ANSWER` is echostr, `success` or XML. */
const ANSWER = String.raw`(?:\d{10,20}|success|<xml|&lt;xml)`

/** Reported as binarywang/WxJava#332, and the like of other frameworks. */
const VIEWS: readonly Cause[] = [
  asView(/No static resource (?:[^\s"<]{1,100}\/)?(?:\d{10,20}|success)\./, SPRING_VIEW_FIX),
  asView(/Circular view path \[[^\]]{1,200}\][^<\r\n]{0,120}/, SPRING_VIEW_FIX),
  asView(
    /(?:TemplateInputException|Error resolving template \[?[^\]<\r\n]{1,200}\]?)[^<\r\n]{0,120}/,
    SPRING_VIEW_FIX,
  ),
  asView(/Could not resolve view with name '[^']{1,200}'[^<\r\n]{0,80}/, SPRING_VIEW_FIX),
  asView(/(?:\/WEB-INF\/[^\s\]<"]{1,200}|\/(?:\d{15,20}|success))\.(?:jsp|html|ftl|vm)\b/, SPRING_VIEW_FIX),
  asView(/No result defined for action \S{1,200} and result [^<\r\n]{1,80}/, {
    zh: 'Struts 2：用 response.getWriter() 写出，返回 null（NONE）。',
    en: 'Struts 2: write with response.getWriter() and return null (NONE).',
  }),
  asView(/The view ['"][^<]{1,200}? (?:or its master )?was not found[^<\r\n]{0,80}/, {
    zh: 'ASP.NET：return Content(echostr)，不要 return View(echostr)。',
    en: 'ASP.NET: return Content(echostr), not View(echostr).',
  }),
  asView(/View \[[^\]]{1,200}\] not found/, {
    zh: 'Laravel：return response($echostr)，不要 return view($echostr)。',
    en: 'Laravel: return response($echostr), not view($echostr).',
  }),
  asView(/Failed to lookup view "[^<]{1,200}?"[^<\r\n]{0,80}|No default engine was specified[^<\r\n]{0,80}/, {
    zh: 'Express：用 res.send(echostr)，不要 res.render(echostr)。',
    en: 'Express: res.send(echostr), not res.render(echostr).',
  }),
  asView(new RegExp(String.raw`(?:TemplateDoesNotExist|TemplateNotFound)\b[^]{0,300}?${ANSWER}`), {
    zh: 'Django：return HttpResponse(echostr)；Flask：直接 return echostr，不要 render_template(echostr)。',
    en: 'Django: return HttpResponse(echostr); Flask: return echostr itself, not render_template(echostr).',
  }),
  asView(/(?:模板文件不存在|template not exists)[:：][^<\r\n]{0,160}/, {
    zh: 'ThinkPHP：用 return $echostr（或 echo 后 exit），不要 fetch 或 display。',
    en: 'ThinkPHP: return $echostr (or echo and exit), not fetch or display.',
  }),
  asView(
    /Missing template [^<\r\n]{1,160}|ActionController::MissingExactTemplate|ActionView::MissingTemplate/,
    {
      zh: 'Rails：render plain: params[:echostr]。',
      en: 'Rails: render plain: params[:echostr].',
    },
  ),
  asView(/Template not found for name "[^"<]{1,200}"/, SPRING_VIEW_FIX),
]

const NOTHING_READ = {
  title: { zh: '代码里的消息是空的', en: 'The code got no message' },
  detail: {
    zh: '微信推送的是 text/xml，框架没有解析它，或请求体已经被读过一次，代码拿到的是空。',
    en: 'WeChat pushes text/xml, which the framework did not parse, or the body had been read once before; the code got nothing.',
  },
  fix: {
    zh: 'Express 用 express.text({ type: "text/xml" }) 再解析 XML；Koa 给 koa-body 打开 XML 的原文；Spring 用 @RequestBody String；Flask 用 request.data；PHP 读 php://input。',
    en: 'Express: express.text({ type: "text/xml" }) and an XML parser; Koa: read the body as text; Spring: @RequestBody String; Flask: request.data; PHP: php://input.',
  },
}

const AS_JSON = {
  title: { zh: '后端把 XML 当成 JSON 来解析', en: 'The backend parses the XML as JSON' },
  detail: {
    zh: '微信推送的是 XML，第一个字符是 <，JSON 解析器读到它就报错。',
    en: 'WeChat pushes XML; its first character is <, at which a parser of JSON stops.',
  },
  fix: {
    zh: '把请求体当文本读（不要 request.json()、BindJSON、@RequestBody 的实体类），再用 XML 解析。',
    en: 'Read the body as text (no request.json(), BindJSON or an entity in @RequestBody) and parse it as XML.',
  },
}

const FIELDS = '(?:xml|ToUserName|FromUserName|MsgType|MsgId|Content|Event|EventKey|Encrypt|CreateTime)'

/** Causes in the backend's own code. Kestrel's was reported as JeffreySu/WeiXinMPSDK#2374. */
const CODE: readonly Cause[] = [
  {
    words: /Synchronous operations are disallowed[^<\r\n]{0,120}/,
    title: { zh: 'Kestrel 不允许同步读写请求体', en: 'Kestrel refuses to read the body synchronously' },
    detail: {
      zh: 'ASP.NET Core 3.0 起默认禁止同步读写，SDK 里的 Stream.Read 或 XDocument.Load 就会抛出这个异常。',
      en: 'Since ASP.NET Core 3.0 synchronous reading is off, and Stream.Read or XDocument.Load of an SDK throws this.',
    },
    fix: {
      zh: '改用 SDK 的异步方法（ReadAsync），或设置 KestrelServerOptions.AllowSynchronousIO = true（IIS 下是 IISServerOptions）。',
      en: 'Use the SDK’s async methods (ReadAsync), or set KestrelServerOptions.AllowSynchronousIO = true (IISServerOptions under IIS).',
    },
  },
  {
    words: /always_populate_raw_post_data[^<\r\n]{0,120}/,
    title: { zh: 'PHP 5.6 的提示混进了回复', en: 'A notice of PHP 5.6 got into the reply' },
    detail: {
      zh: 'PHP 5.6 每收到一个 POST 就写出这条 Deprecated 提示，排在回复前面。',
      en: 'PHP 5.6 writes this notice for each POST, in front of the reply.',
    },
    fix: {
      zh: '在 php.ini 里设 always_populate_raw_post_data = -1，代码改读 php://input。',
      en: 'Set always_populate_raw_post_data = -1 in php.ini, and read php://input.',
    },
  },
  {
    words: /(?:Undefined [\w ]{1,16}:? ?["'$]{0,2})?HTTP_RAW_POST_DATA[^<\r\n]{0,60}/,
    title: { zh: '$HTTP_RAW_POST_DATA 已经没有了', en: '$HTTP_RAW_POST_DATA is gone' },
    detail: {
      zh: 'PHP 7 去掉了这个变量，官方旧示例还在用它；脚本读到的消息是空的。',
      en: 'PHP 7 removed this variable, which the old official sample uses; the script reads no message.',
    },
    fix: { zh: '改用 file_get_contents("php://input")。', en: 'Use file_get_contents("php://input").' },
  },
  {
    words: /Call to undefined function (?:\\?\w+\\)*(?:mcrypt|mdecrypt)_\w+\(\)/i,
    title: { zh: 'PHP 没有 mcrypt 了', en: 'PHP has no mcrypt any more' },
    detail: {
      zh: 'PHP 7.2 去掉了 mcrypt，官方旧的加解密示例还在用它。',
      en: 'PHP 7.2 removed mcrypt, which the old official sample for encryption uses.',
    },
    fix: {
      zh: '换成 openssl_decrypt 的写法（AES-256-CBC，OPENSSL_ZERO_PADDING），或用 EasyWeChat 等维护中的 SDK。',
      en: 'Use openssl_decrypt (AES-256-CBC, OPENSSL_ZERO_PADDING), or an SDK that is kept up, such as EasyWeChat.',
    },
  },
  {
    words:
      /Call to undefined function (?:\\?\w+\\)*(?:simplexml_load_string|curl_init|openssl_\w+|mb_\w+|json_\w+|utf8_encode)\(\)/i,
    title: { zh: 'PHP 缺少一个扩展', en: 'PHP lacks an extension' },
    detail: {
      zh: '函数所在的扩展没有安装或没有启用，脚本停在了这一行。',
      en: 'The function’s extension is not installed or not enabled, and the script ended at this line.',
    },
    fix: {
      zh: '安装并启用对应的扩展（php-xml、php-curl、openssl、php-mbstring），重启 PHP-FPM。',
      en: 'Install and enable it (php-xml, php-curl, openssl, php-mbstring), and restart PHP-FPM.',
    },
  },
  {
    words:
      /(?:java\.security\.)?InvalidKeyException: Illegal key size[^<\r\n]{0,40}|Illegal key size(?: or default parameters)?/,
    title: { zh: 'Java 不允许 256 位的密钥', en: 'Java allows no key of 256 bits' },
    detail: {
      zh: '旧版 JDK 8（8u161 之前）默认限制密钥长度，微信的消息加密用 AES-256。',
      en: 'JDK 8 before 8u161 limits key lengths, and WeChat’s encryption is AES-256.',
    },
    fix: {
      zh: '升级 JDK，或替换 JCE 无限制策略文件（local_policy.jar、US_export_policy.jar）。',
      en: 'Upgrade the JDK, or install the unlimited JCE policy files (local_policy.jar, US_export_policy.jar).',
    },
  },
  {
    words: /(?:ClassNotFoundException|NoClassDefFoundError): javax[./]xml[./]bind[./][^<\r\n]{0,60}/,
    title: { zh: 'Java 11 里没有 JAXB', en: 'Java 11 has no JAXB' },
    detail: {
      zh: 'javax.xml.bind 从 Java 11 起不再随 JDK 提供，解析 XML 的代码运行不了。',
      en: 'javax.xml.bind left the JDK with Java 11, and the code that parses XML cannot run.',
    },
    fix: { zh: '加上 jaxb-api 和 jaxb-runtime 依赖。', en: 'Add jaxb-api and jaxb-runtime as dependencies.' },
  },
  {
    words: /No module named '?Crypto(?:\.\w+)*'?/,
    title: { zh: 'Python 缺少 pycryptodome', en: 'Python lacks pycryptodome' },
    detail: {
      zh: '加解密的代码导入不了 Crypto，处理函数没有运行。',
      en: 'The code for encryption cannot import Crypto, and the handler was not run.',
    },
    fix: {
      zh: 'pip install pycryptodome；先卸载 crypto 和 pycrypto。',
      en: 'pip install pycryptodome, after removing crypto and pycrypto.',
    },
  },
  {
    words:
      /Unexpected token '?(?:<|&lt;)'?[^\r\n]{0,80}JSON[^\r\n]{0,30}|invalid character '<' looking for beginning of value|Unexpected character \('<' \(code 60\)\)|'<' is an invalid start of a value|Failed to decode JSON object[^<\r\n]{0,60}|JSONDecodeError: Expecting value: line 1 column 1|syntax error, expect \{, actual [^<\r\n]{0,40}/,
    ...AS_JSON,
  },
  {
    words:
      /Start tag expected, '(?:<|&lt;)' not found|Document is empty|Premature end of file|Root element is missing|no element found: line 1, column 0/,
    ...NOTHING_READ,
  },
  {
    words: new RegExp(
      String.raw`Cannot read property '${FIELDS}' of (?:undefined|null)` +
        String.raw`|Cannot read properties of (?:undefined|null) \(reading '${FIELDS}'\)` +
        String.raw`|KeyError: '${FIELDS}'|'NoneType' object has no attribute '(?:find|text|findtext)'` +
        String.raw`|(?:Trying to get property|Attempt to read property) ['"]?${FIELDS}\b[^<\r\n]{0,40}`,
    ),
    ...NOTHING_READ,
  },
]

/** Causes that lie in the backend's code, whatever the status. */
export const CODE_CAUSES: readonly Cause[] = [...CODE, ...VIEWS]
