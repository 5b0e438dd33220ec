import type { Bilingual } from '../../contract/text.ts'
import type { DamageKind } from '../../exchange/mend-query.ts'
import type { QueryDamage } from '../../exchange/query-damage.ts'

export interface DamageWords {
  title: Bilingual
  /** Where such damage comes from. */
  origin: Bilingual
  fix: Bilingual
}

/** Returns the words for damage to a query: what is seen, its usual origin, and what to do. */
export function describeDamage({ kind, seen, missing }: QueryDamage): DamageWords {
  const shown = seen.length <= MAX_SHOWN ? seen : `${seen.slice(0, MAX_SHOWN)}…`
  return WORDS[kind](shown, missing)
}

const MAX_SHOWN = 120

const COPY_UNESCAPED: Bilingual = {
  zh: '重新复制没有转义过的地址；程序里用 URL 类或 URLSearchParams 来拼，不要经过 HTML。',
  en: 'Copy the address again where it is not escaped; in code, build it with URL or URLSearchParams and keep it out of HTML.',
}

const BUILD_BY_LIBRARY: Bilingual = {
  zh: '用 URL 类或 URLSearchParams 拼地址：第一个参数前是 ?，其余用半角的 & 和 =。',
  en: 'Build the address with URL or URLSearchParams: a ? before the first parameter, and ordinary & and = for the rest.',
}

const USE_NAMES: Bilingual = {
  zh: '参数名照抄：signature、timestamp、nonce、echostr、openid、encrypt_type、msg_signature，全部小写。',
  en: 'Keep the names as they are, in lower case: signature, timestamp, nonce, echostr, openid, encrypt_type, msg_signature.',
}

const QUOTE_IT: Bilingual = {
  zh: '在命令行里把整个地址放进引号；从日志复制时取完整的一行。',
  en: 'Put the whole address in quotes on a command line; from a log, take the whole line.',
}

/** Leaves out the value before the ×, most often a whole signature, but for its end. */
function fromMark(seen: string): string {
  const at = seen.indexOf('×')
  return at > KEPT_BEFORE ? `…${seen.slice(at - KEPT_BEFORE)}` : seen
}
const KEPT_BEFORE = 6

const WORDS: Record<DamageKind, (seen: string, missing: readonly string[]) => DamageWords> = {
  times: (seen) => ({
    title: {
      zh: `没有 timestamp：&timestamp 变成了 ×tamp（${fromMark(seen)}）`,
      en: `There is no timestamp: &timestamp became ×tamp (${fromMark(seen)})`,
    },
    origin: {
      zh: '&times 是 HTML 里的 ×，分号可以省略：地址被当作 HTML 解码过一次，多半是从网页、邮件、聊天工具或富文本里复制来的。',
      en: '&times is × in HTML, even without a semicolon: something decoded the address as HTML, most likely a web page, a mail, a chat or a rich-text editor that it was copied from.',
    },
    fix: COPY_UNESCAPED,
  }),
  amp: (seen) => ({
    title: { zh: `参数名前多了 amp;（${seen}）`, en: `amp; stands before a parameter (${seen})` },
    origin: {
      zh: '& 被转义成了 &amp;：地址是从 HTML 或 XML 的源码、模板里取出来的，没有反转义。',
      en: '& was escaped as &amp;: the address was taken from the source of HTML or XML, or from a template, and not unescaped.',
    },
    fix: COPY_UNESCAPED,
  }),
  'json-escape': (seen) => ({
    title: {
      zh: `地址里带着转义字符（${seen}）`,
      en: `Characters of an escape are in the address (${seen})`,
    },
    origin: {
      zh: '\\u0026、\\& 或 ^& 是 JSON、终端或 cmd 里 & 的写法：地址连同转义一起被复制了。',
      en: '\\u0026, \\& and ^& are how JSON, a shell and cmd write &: the address was copied with its escapes.',
    },
    fix: {
      zh: '去掉转义：JSON 先解析再取值；命令行里改用引号，不要再写反斜杠。',
      en: 'Take the escapes out: parse JSON first; on a command line use quotes and no backslashes.',
    },
  }),
  'full-width': (seen) => ({
    title: { zh: `用了全角的 ＆、＝ 或 ？（${seen}）`, en: `Full-width ＆, ＝ or ？ (${seen})` },
    origin: {
      zh: '全角符号不是分隔符，参数全连在了一起：多半是在中文输入法下手动输入的，或被排版过。',
      en: 'Full-width marks separate nothing, so that all parameters are one: typed with a Chinese input method, or typeset.',
    },
    fix: { zh: '换成半角的 &、= 和 ?。', en: 'Write ordinary &, = and ?.' },
  }),
  percent: (seen) => ({
    title: {
      zh: `? & = 本身被编码了（${seen}）`,
      en: `The ?, & and = themselves are percent-encoded (${seen})`,
    },
    origin: {
      zh: '整个地址或整个查询串被 encodeURIComponent 编码了一次：多半被放进了另一个地址的参数，或代理多编码了一遍。',
      en: 'The whole address, or its whole query, went through encodeURIComponent: as a parameter of another address, or in a proxy that encodes once too often.',
    },
    fix: {
      zh: '只编码每个参数的值，不编码 ?、& 和 =；代理转发时原样传递查询串。',
      en: 'Encode the values alone, never ?, & and =; a proxy passes the query on as it is.',
    },
  }),
  blank: (seen) => ({
    title: { zh: `参数名里有空白（${seen}）`, en: `There are blanks in a parameter’s name (${seen})` },
    origin: {
      zh: '空格、换行或零宽字符也算参数名的一部分：地址折过行，或从网页、聊天工具里复制来的。',
      en: 'A blank, a line break or a zero-width character belongs to the name: the address was folded, or copied from a page or a chat.',
    },
    fix: { zh: '删掉参数名前后的空白。', en: 'Remove the blanks around the names.' },
  }),
  'second-question-mark': (seen) => ({
    title: { zh: `地址里有两个 ?（${seen}）`, en: `The address has two ? (${seen})` },
    origin: {
      zh: '地址原来就带参数，签名又用 ? 接了上去，于是成了前一个参数的值。微信自己会用 & 接，多半是测试程序或网关拼错的。',
      en: 'The address had parameters, and the signature was added with another ?, which makes it a part of the value before. WeChat uses & there: a test program or gateway joined them.',
    },
    fix: {
      zh: '地址里已经有 ? 时用 & 连接；或在公众号后台换一个不带参数的地址。',
      en: 'Where there is a ? already, join with &; or register an address without parameters.',
    },
  }),
  separator: (seen) => ({
    title: { zh: `参数之间不是 &（${seen}）`, en: `The parameters are not separated by & (${seen})` },
    origin: {
      zh: '分号、逗号、竖线或空白在这里不分隔参数：多半是从日志、表格或打印出来的对象里复制的。',
      en: 'A semicolon, comma, bar or blank separates nothing here: copied from a log, a table or a printed object.',
    },
    fix: BUILD_BY_LIBRARY,
  }),
  'no-separator': (seen) => ({
    title: { zh: `参数之间没有 &（${seen}）`, en: `There is no & between the parameters (${seen})` },
    origin: {
      zh: '参数首尾相连，全成了第一个参数的值：拼地址的代码漏了 &，或 & 在途中被过滤掉了。',
      en: 'The parameters stand end to end and are all the value of the first: the code left & out, or something on the way filtered it.',
    },
    fix: BUILD_BY_LIBRARY,
  }),
  'no-question-mark': (seen) => ({
    title: { zh: `参数跑到路径里去了（${seen}）`, en: `The parameters are in the path (${seen})` },
    origin: {
      zh: '第一个参数前面不是 ?，而是 /、&、# 或什么都没有，服务器会把它们当作路径：拼地址时写错了，或被网关的重写规则改了。',
      en: 'Before the first parameter stands /, &, # or nothing where ? belongs, and a server takes them for a path: the address was joined wrongly, or a gateway rewrote it.',
    },
    fix: BUILD_BY_LIBRARY,
  }),
  'path-info': (seen) => ({
    title: { zh: `参数写成了路径（${seen}）`, en: `The parameters are written as a path (${seen})` },
    origin: {
      zh: '/signature/…/timestamp/… 是 ThinkPHP 等框架的 PATH_INFO 写法，微信只用查询参数：多半是框架生成的地址，或伪静态规则改写的。',
      en: '/signature/…/timestamp/… is how ThinkPHP and others write parameters; WeChat uses a query alone: a framework made the address, or a rewrite rule.',
    },
    fix: BUILD_BY_LIBRARY,
  }),
  'in-body': () => ({
    title: {
      zh: '参数在请求体里，不在地址里',
      en: 'The parameters are in the body and not in the address',
    },
    origin: {
      zh: '微信总是把 signature、timestamp、nonce 放在地址的 ? 后面，POST 也一样；测试程序把它们当作表单提交了。',
      en: 'WeChat puts signature, timestamp and nonce behind the ? of the address, with POST as well; a test program sent them as a form.',
    },
    fix: {
      zh: '把它们放进地址（requests 的 params，不是 data；Postman 的 Params，不是 Body）。',
      en: 'Put them into the address (params and not data in requests, Params and not Body in Postman).',
    },
  }),
  bracket: (seen) => ({
    title: { zh: `参数名套了括号（${seen}）`, en: `A parameter’s name has brackets (${seen})` },
    origin: {
      zh: '把数组或嵌套的对象直接序列化成查询串就会这样（jQuery.param、qs、http_build_query）。',
      en: 'This is what an array or a nested object looks like as a query (jQuery.param, qs, http_build_query).',
    },
    fix: {
      zh: '直接传一层的键和值，参数名不带 [] 或前缀。',
      en: 'Pass plain keys and values; no [] and no prefix in the names.',
    },
  }),
  case: (seen) => ({
    title: { zh: `参数名的写法不对（${seen}）`, en: `A parameter’s name is spelt otherwise (${seen})` },
    origin: {
      zh: '微信的参数名全是小写，带下划线；大写或驼峰的名字来自测试程序，或会改写参数名的网关。',
      en: 'WeChat’s names are in lower case with underscores; capitals or camel case come from a test program, or from a gateway that rewrites names.',
    },
    fix: USE_NAMES,
  }),
  wrapped: (seen) => ({
    title: { zh: `参数的值带着引号或标点（${seen}）`, en: `A value has quotes or marks around it (${seen})` },
    origin: {
      zh: '引号、括号或标点和地址一起被复制了，成了值的一部分，签名就对不上。',
      en: 'A quote, bracket or mark was copied along with the address and is part of the value, so the signature cannot fit.',
    },
    fix: {
      zh: '只复制地址本身，删掉两端的引号和标点。',
      en: 'Copy the address alone, without what stands around it.',
    },
  }),
  repeated: (name) => ({
    title: { zh: `${name} 出现了两次，值不一样`, en: `${name} comes twice, with different values` },
    origin: {
      zh: '这里和多数框架取第一个，PHP 取最后一个，有的会得到数组。多半是公众号后台填的 URL 里已经带着一份旧参数，微信又在后面加了新的。',
      en: 'Here and in most frameworks the first counts, in PHP the last, and some make it a list. Most likely the URL in the console contains an old copy of the parameters, and WeChat added new ones.',
    },
    fix: {
      zh: '公众号后台的 URL 只填到路径，不要带 signature、timestamp、nonce、echostr。',
      en: 'Register the address alone, without signature, timestamp, nonce and echostr.',
    },
  }),
  'cut-by-shell': (_, missing) => ({
    title: {
      zh: `只有 signature，没有 ${missing.join('、')}`,
      en: `There is signature alone and no ${missing.join(', ')}`,
    },
    origin: {
      zh: '后面的参数在 & 处断掉了：在命令行里用 curl 时地址没有加引号，shell 把 & 当成了命令的结尾。',
      en: 'The rest ends at &: most likely curl got the address without quotes, and & ends a command in a shell.',
    },
    fix: QUOTE_IT,
  }),
  cut: (_, missing) => ({
    title: {
      zh: `地址被截断了，没有 ${missing.join('、')}`,
      en: `The address is cut off; there is no ${missing.join(', ')}`,
    },
    origin: {
      zh: '最后一个参数只剩一半：日志、表格的列或聊天工具把长地址截断了。',
      en: 'Of the last parameter only a part is left: a log, a column or a chat cut the long address.',
    },
    fix: QUOTE_IT,
  }),
  incomplete: (_, missing) => ({
    title: {
      zh: `参数不全：没有 ${missing.join('、')}`,
      en: `Parameters are missing: no ${missing.join(', ')}`,
    },
    origin: {
      zh: '微信的每个请求都带 signature、timestamp 和 nonce，少一个就无从验签，与 Token 无关：复制时漏了，或被网关、测试程序丢掉了。',
      en: 'Each request of WeChat’s has signature, timestamp and nonce; without one of them nothing can be checked, whatever the token: left out in copying, or dropped by a gateway or test program.',
    },
    fix: QUOTE_IT,
  }),
}
