import type { Bilingual } from '../../contract/text.ts'
import { decodeAs } from './encodings.ts'
import { readEscapes } from './escapes.ts'

/** A value that a program printed in its own notation where a text was meant. */
export interface Printed {
  what: Bilingual
  /** The text in it, if it holds one and all of it can be read. */
  text?: string
}

interface Form {
  /** Matches the whole of a text. */
  pattern: RegExp
  zh: string
  en: string
  read?: (groups: string[]) => string | null
  /** True if the form is certain only if there is a text in it. */
  isVague?: true
}

const FORMS: Form[] = [
  {
    pattern: /^\[object Promise\](?:[\s,]*\[object Promise\])*$|^Promise \{[^]*\}$/,
    zh: 'JavaScript 的 Promise（没有 await）',
    en: 'a JavaScript Promise that nobody awaited',
  },
  {
    pattern: /^\[object [A-Z]\w*\](?:[\s,]*\[object [A-Z]\w*\])*$/,
    zh: 'JavaScript 对象的默认文字',
    en: 'a JavaScript object turned into a string',
  },
  {
    pattern:
      /^\[(?:Async)?(?:Generator)?(?:Function|class)(?::? [\w$ ]+| \(anonymous\))?\]$|^(?:async )?function\b *[\w$]* *\([^)]*\) *\{[^]*\}$|^(?:async )?\([\w$, ]*\) => [^]+$/,
    zh: 'JavaScript 函数本身',
    en: 'a JavaScript function itself',
  },
  {
    pattern: /^<Buffer((?: [0-9a-f]{2})+)>$/,
    zh: 'Node.js 的 Buffer',
    en: 'a Buffer of Node.js',
    read: ([hex = '']) => decodeBytes(hex.trim().split(' '), 16),
  },
  {
    pattern: /^\{"type":"Buffer","data":\[([\d,]+)\]\}$/,
    zh: 'Node.js 的 Buffer',
    en: 'a Buffer of Node.js',
    read: ([list = '']) => decodeBytes(list.split(','), 10),
  },
  {
    pattern: /^<coroutine object [^<>]*(?:<[^<>]*>[^<>]*)?>$/,
    zh: 'Python 的协程（没有 await）',
    en: 'a Python coroutine that nobody awaited',
  },
  {
    pattern:
      /^<(?:function|async_generator|generator object|bound method|built-in (?:function|method)|module|class|QuerySet|Response|HttpResponse|JsonResponse|[\w.]+ object) [^<>]*(?:<[^<>]*>[^<>]*)?>$/,
    zh: 'Python 对象的默认文字',
    en: 'a Python object turned into a string',
  },
  {
    pattern: /^(?:bytearray\()?[bB](['"])([^]*)\1\)?$/,
    zh: "Python 的 bytes（b'…'）",
    en: "Python bytes, b'…'",
    read: ([, inside = '']) => readEscapes(inside),
  },
  {
    pattern: /^[uU](['"])([^]*)\1$/,
    zh: "Python 的字符串字面量（u'…'）",
    en: "a Python string literal, u'…'",
    read: ([, inside = '']) => readEscapes(inside),
  },
  {
    pattern:
      /^(?:OrderedDict\(\[?|defaultdict\(.*, *)?\{\s*[uU]?'[^']*'\s*:[^]*\}(?:\]?\))?$|^OrderedDict\([^]*\)$/,
    zh: 'Python 的字典',
    en: 'a Python dict',
  },
  { pattern: /^\[\s*[uUbB]?'[^]*'\s*,?\s*\]$/, zh: 'Python 的列表', en: 'a Python list' },
  { pattern: /^\(\s*[uUbB]?'[^]*'\s*,[^]*\)$/, zh: 'Python 的元组', en: 'a Python tuple' },
  {
    pattern: /^#<[A-Z][\w:]*[^]*>$|^\{\s*:\w+\s*=>[^]*\}$|^\{\s*"[^"]*"\s*=>[^]*\}$/,
    zh: 'Ruby 对象的 inspect',
    en: 'the inspect of a Ruby object',
  },
  {
    pattern: /^string\(\d+\) "([^]*)"$/,
    zh: 'PHP 的 var_dump',
    en: 'a var_dump of PHP',
    read: ([inside = '']) => inside,
  },
  {
    pattern: /^(?:array\(\d+\)\s*\{|object\([\w\\]+\)#\d+|int\(-?\d+\)|float\(|bool\((?:true|false)\))[^]*$/,
    zh: 'PHP 的 var_dump',
    en: 'a var_dump of PHP',
  },
  {
    pattern: /^Array$|^(?:Array|[\w\\]+ Object)\s*\(\s*(?:\[[^]*)?\)$|^array\s*\(\s*(?:'|\d+ =>)[^]*\)$/,
    zh: 'PHP 的数组或对象',
    en: 'a PHP array or object',
  },
  {
    pattern: /^(?:a:\d+:\{[^]*\}|O:\d+:"[^]*\}|s:\d+:"[^]*";)$/,
    zh: 'PHP 的 serialize',
    en: 'what PHP’s serialize makes',
  },
  {
    pattern:
      /^(?:\[+[BCDFIJSZ]|\[+L[\w.$]+;|(?:[a-z_]\w*\.)+[A-Z$][\w$/]*(?:\{[^{}]*\})?)@[0-9a-f]{1,16}(?:\[[^]*\])?$|^Optional\.empty$|^Optional\[[^]*\]$/,
    zh: 'Java 对象的默认文字',
    en: 'a Java object turned into a string',
  },
  {
    pattern: /^[A-Z]\w*(?:\.\w+)*\s?(?:\([a-z]\w*=[^]*\)|\{[a-z]\w*=[^]*\}|\[[a-z]\w*=[^]*\])$/,
    zh: '对象的 toString',
    en: 'the toString of an object',
  },
  { pattern: /^\{[A-Za-z_]\w*=[^]*\}$/, zh: 'Java 的 Map', en: 'a Java map' },
  {
    pattern: /^(?:System|Microsoft|Newtonsoft|Senparc)(?:\.\w+(?:`\d+)?)+(?:\+\w+)?(?:\[[^]*\])?$/,
    zh: '.NET 的类型名（没有 await，或少了 ToString）',
    en: 'the name of a .NET type: not awaited, or without a ToString',
  },
  {
    pattern: /^&?\{[A-Za-z_]\w*:[^\s"][^]*\}$|^&\{[^]*\}$|^&?[a-z]\w*\.[A-Z]\w*\{[^]*\}$/,
    zh: 'Go 的结构体',
    en: 'a Go struct',
  },
  { pattern: /^map\[[^]*\]$/, zh: 'Go 的 map', en: 'a Go map' },
  { pattern: /^<nil>$|^0xc0[0-9a-f]{6,10}$/, zh: 'Go 的指针', en: 'a Go pointer' },
  {
    pattern: /^\[(-?\d{1,3}(?:(?:, ?| )-?\d{1,3})+)\]$/,
    zh: '字节数组',
    en: 'an array of bytes',
    read: ([list = '']) => decodeBytes(list.split(/, ?| /), 10),
    isVague: true,
  },
  {
    pattern: /^\{\s*[A-Za-z_$][\w$]*:\s[^]*\}$/,
    zh: 'JavaScript 或 Ruby 对象',
    en: 'a JavaScript or Ruby object',
  },
  { pattern: /^(?:Some|Ok|Err)\([^]*\)$|^Optional\([^]*\)$/, zh: '包装类型', en: 'a wrapped value' },
  {
    pattern: /^(?:table|function|userdata): 0x[0-9a-f]+$|^(?:HASH|ARRAY|SCALAR|CODE)\(0x[0-9a-f]+\)$/,
    zh: 'Lua 或 Perl 的引用',
    en: 'a reference of Lua or Perl',
  },
]

/** Values that stand for nothing; several of them in a row, too. */
const NOTHING =
  /^(?:(?:undefined|null|NULL|None|nil|NaN|\((?:null|nil)\))(?:[\s,，、:：|/-]+|$|(?=undefined|null|None|NaN)))+$/

/** More than any value that is worth naming. */
const MAX_LENGTH = 64 * 1024

/** Names the value that the whole text is, if a program printed it; null if it is none. */
export function namePrinted(text: string): Printed | null {
  if (text.length > MAX_LENGTH) return null
  if (NOTHING.test(text)) return { what: { zh: '空值', en: 'an empty value' } }
  for (const { pattern, zh, en, read, isVague } of FORMS) {
    const match = pattern.exec(text)
    if (!match) continue
    const inside = read?.(match.slice(1).map((group) => group ?? '')) ?? null
    if (isVague && !(inside && /[^\x00-\x7F]|^success$|<xml/.test(inside))) continue
    return { what: { zh, en }, ...(inside !== null && { text: inside }) }
  }
  return null
}

function decodeBytes(numbers: string[], radix: 10 | 16): string | null {
  // Bytes of Java have a sign.
  const bytes = numbers.map((number) => Number.parseInt(number, radix))
  return bytes.every((byte) => byte >= -128 && byte <= 255) ? decodeAs(Uint8Array.from(bytes), 'utf-8') : null
}
