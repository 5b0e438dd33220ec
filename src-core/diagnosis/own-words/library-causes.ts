import type { Cause } from './cause.ts'

const SIGNATURE: Cause = {
  words:
    /BadRequestException\b[^<]{0,40}Invalid request signature|Invalid request signature\.|InvalidSignatureException|非法请求，可能属于伪造的请求/,
  title: { zh: '后端的验签没有通过', en: 'The backend did not accept the signature' },
  detail: {
    zh: 'SDK 用自己配置的 Token（加密时还有 Encrypt）算出的签名和请求里的不一样，就抛出了这个异常。',
    en: 'The SDK’s own digest, from the token in its configuration (and Encrypt where messages are encrypted), differs from the request’s, and it threw this.',
  },
  fix: {
    zh: '核对后端和公众号后台的 Token；明文用 signature 验，加密的消息用 msg_signature 验。',
    en: 'Compare the backend’s token with the console’s; check signature for plain messages and msg_signature for encrypted ones.',
  },
}

const APP_ID: Cause = {
  words: /未找到对应appid=\[[^\]]{0,60}\]的配置|Invalid appId\.|InvalidAppIdException/,
  title: { zh: '后端配置的 AppID 和这个公众号对不上', en: 'The backend’s AppID is not that of this account' },
  detail: {
    zh: 'SDK 按 AppID 找配置，或用它核对解密出来的消息，没有对上就抛出了这个异常。',
    en: 'The SDK looks its configuration up by AppID, or compares it with the decrypted message, and threw this.',
  },
  fix: {
    zh: '核对后端配置（和回调地址的路径）里的 AppID，多个公众号不要混用。',
    en: 'Compare the AppID in the backend’s configuration, and in the path of the address; do not mix accounts up.',
  },
}

const NO_ANSWER: Cause = {
  words:
    /didn(?:'|&#0?39;|&#x27;)t return an HttpResponse object[^<\r\n]{0,60}|The view function(?: for '\w{1,60}')? did not return a valid response[^<\r\n]{0,90}/,
  title: { zh: '处理函数没有返回响应', en: 'The handler returned no response' },
  detail: {
    zh: '有一条分支走到了函数末尾，没有 return，框架拿到的是 None。',
    en: 'One branch came to the function’s end without a return, and the framework got None.',
  },
  fix: {
    zh: '每条分支都要返回：没有话要说时返回 success（Django 是 HttpResponse("success")，Flask 是 "success"）。',
    en: 'Return in each branch: with nothing to say, HttpResponse("success") in Django, "success" in Flask.',
  },
}

const SLASH: Cause = {
  words: /You called this URL via (?:POST|PUT)[^<]{0,80}?APPEND_SLASH set/,
  title: { zh: '地址末尾少了斜杠', en: 'The address lacks the slash at its end' },
  detail: {
    zh: 'Django 的路由以 / 结尾，不带斜杠的 POST 无法跳转过去（APPEND_SLASH）。GET 会被跳转。',
    en: 'Django’s route ends in a slash, and a POST without it cannot be redirected (APPEND_SLASH); a GET is.',
  },
  fix: {
    zh: '把公众号后台的 URL 改成以 / 结尾，或去掉路由末尾的 /。',
    en: 'Register the URL with the slash, or take it off the route.',
  },
}

const NO_CONVERTER: Cause = {
  words:
    /No converter (?:found )?for (?:\[class [\w.$]{1,120}\] with preset|return value of type)[^"<\r\n]{0,120}|Could not find acceptable representation/,
  title: { zh: 'Spring 写不出返回的对象', en: 'Spring cannot write what the handler returned' },
  detail: {
    zh: '返回的是对象，而没有能把它写成 produces 所声明类型（如 XML）的转换器。',
    en: 'An object was returned, and nothing there writes it in the type of produces, XML for example.',
  },
  fix: {
    zh: '返回拼好的 XML 字符串，produces 写 "text/xml;charset=UTF-8"；要返回对象，就加上 jackson-dataformat-xml 或 JAXB。',
    en: 'Return the XML as a String with produces = "text/xml;charset=UTF-8"; for objects add jackson-dataformat-xml or JAXB.',
  },
}

const DANGEROUS: Cause = {
  words: /A potentially dangerous Request\.\w{1,20} value was detected from the client/,
  title: { zh: 'ASP.NET 的请求验证挡住了 XML', en: 'ASP.NET’s request validation stopped the XML' },
  detail: {
    zh: '请求里有 <，被当成了危险的输入；消息是 XML，必然有它。',
    en: 'It takes a < in a request for an attack, and each message is XML.',
  },
  fix: {
    zh: '给这个 Action 加 [ValidateInput(false)]（Web Forms 用 ValidateRequest="false"，并设 requestValidationMode="2.0"），从 Request.InputStream 读消息。',
    en: 'Put [ValidateInput(false)] on this action (ValidateRequest="false" and requestValidationMode="2.0" in Web Forms), and read Request.InputStream.',
  },
}

const XSTREAM: Cause = {
  words: /com\.thoughtworks\.xstream\.security\.ForbiddenClassException/,
  title: { zh: 'XStream 不允许解析这个类', en: 'XStream refuses this class' },
  detail: {
    zh: 'XStream 1.4.18 起只解析白名单里的类，旧 SDK 的消息类不在其中。',
    en: 'Since 1.4.18 XStream reads listed classes only, and an older SDK’s message class is not listed.',
  },
  fix: {
    zh: '升级 SDK，或用 xstream.allowTypes 放行消息类。',
    en: 'Upgrade the SDK, or list the class with xstream.allowTypes.',
  },
}

/** Causes that an SDK or a framework says in words of its own. */
export const LIBRARY_CAUSES: readonly Cause[] = [
  SIGNATURE,
  APP_ID,
  NO_ANSWER,
  SLASH,
  NO_CONVERTER,
  DANGEROUS,
  XSTREAM,
]
