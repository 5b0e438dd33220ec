import type { Bilingual } from '../../contract/text.ts'
import { createGroup } from '../kit/case.ts'
import type { CaseEnd, CaseRow } from '../kit/case.ts'
import type { Bait, Talk } from '../kit/talk.ts'
import {
  createDeep,
  createLaughs,
  DEPTH,
  EXPANDED,
  EXPANDED_BYTES,
  LEVELS,
  MANY,
  OVERSIZE_BYTES,
  wrap,
} from './hostile-bodies.ts'
import { sendHostile, sendUnsigned } from './hostile-send.ts'

const DTD_FIX: Bilingual = {
  zh: '让解析器拒绝 DOCTYPE：Java 打开 disallow-doctype-decl，Python 用 defusedxml，PHP 不要加 LIBXML_NOENT；先限制请求体的大小。',
  en: 'Have the parser refuse a DOCTYPE: disallow-doctype-decl in Java, defusedxml in Python, no LIBXML_NOENT in PHP; limit the size of the body first.',
}
const LIMIT_FIX: Bilingual = {
  zh: '请求体限制在 1 MB 以内；接住解析的错误，返回 400；不要用递归处理任意深的 XML。',
  en: 'Limit bodies to 1 MB; catch the errors of parsing and return 400; do not walk XML of any depth by recursion.',
}
const DEAD_WHY: Bilingual = {
  zh: '明文模式的签名不包括请求体：有人从日志或代理里得到一个签过名的地址，就能发这样的内容；一个请求让进程退出或卡住，所有用户就都没有回复。',
  en: 'In plaintext mode the signature does not cover the body: whoever has one signed address, from a log or a proxy, can send this. If one request ends the process or keeps it busy, no user gets a reply.',
}
const UNSIGNED_WHY: Bilingual = {
  zh: '地址是公开的，没有 Token 的人也能发；先解析、后验签的代码，被一个请求就弄得退出。',
  en: 'The address is public, and nobody needs the token for this: code that parses before it checks the signature is ended by a single request.',
}
const XXE_WHY: Bilingual = {
  zh: '会取外部实体的后端，能被用来读本机的文件、访问内网。',
  en: 'A backend that fetches external entities can be made to read its files and to call services inside your network.',
}

interface Hostile {
  id: string
  level?: CaseRow['level']
  title: Bilingual
  sent: Bilingual
  why?: Bilingual
  fix?: Bilingual
  /** A backend may refuse it by hanging up: it need not read to the end what is too large. */
  mayHangUp?: true
  /** Returns the body. */
  build(talk: Talk): string
}

/**
 * Sends a body that is rightly signed, in the clear whatever the mode: a backend parses the outside first. Any answer
 * will do, a refusal as well; then the address has to pass the verification as it did before.
 */
function createRow({ level = 'required', why = DEAD_WHY, fix = LIMIT_FIX, ...rest }: Hostile) {
  const { build, mayHangUp = false, ...words } = rest
  return { ...words, level, why, fix, act: (talk: Talk) => sendHostile(talk, build(talk), { mayHangUp }) }
}

/** Does the same with an address that the backend must not call. */
function createXxeRow({
  build,
  ...words
}: Omit<Hostile, 'build'> & { build(bait: Bait, talk: Talk): string }) {
  return {
    level: 'required' as const,
    why: XXE_WHY,
    fix: DTD_FIX,
    ...words,
    async act(talk: Talk): Promise<CaseEnd> {
      const { bait } = talk
      return bait ? sendHostile(talk, build(bait, talk)) : ELSEWHERE
    },
  }
}

const ELSEWHERE: CaseEnd = {
  because: {
    zh: '后端不在本机，看不到它会不会来取',
    en: 'the backend is not on this computer, and nobody would see it fetch',
  },
}

export const HOSTILE_CHECKS: CaseRow[] = createGroup('hostile', [
  createRow({
    id: 'doctype',
    title: { zh: '带 DOCTYPE', en: 'With a DOCTYPE' },
    sent: { zh: '一条文本消息，前面有空的 DOCTYPE', en: 'a text behind an empty DOCTYPE' },
    fix: DTD_FIX,
    build: (talk) => wrap(talk, '你好', '<!DOCTYPE xml>'),
  }),
  createRow({
    id: 'entity',
    level: 'advice',
    title: { zh: '自定义实体', en: 'An entity of its own' },
    sent: {
      zh: 'DTD 里定义一个实体，内容里用它',
      en: 'a DTD that defines an entity, which the content uses',
    },
    why: {
      zh: '微信不发 DTD；会展开实体的解析器，也会被层层嵌套的实体拖垮。',
      en: 'WeChat sends no DTD; a parser that expands entities is worn out by entities within entities.',
    },
    fix: DTD_FIX,
    build: (talk) => wrap(talk, '&m;', `<!DOCTYPE xml [<!ENTITY m "${EXPANDED}">]>`),
  }),
  createXxeRow({
    id: 'external-entity',
    title: { zh: '外部实体（XXE）', en: 'An external entity (XXE)' },
    sent: {
      zh: '实体指向调试台在本机的监听',
      en: 'an entity that names a listener of the workbench on this computer',
    },
    build: ({ url }, talk) => wrap(talk, '&m;', `<!DOCTYPE xml [<!ENTITY m SYSTEM "${url}entity">]>`),
  }),
  createXxeRow({
    id: 'parameter-entity',
    title: { zh: '外部参数实体', en: 'An external parameter entity' },
    sent: {
      zh: 'DTD 里的参数实体指向本机的监听',
      en: 'a parameter entity in the DTD that names the listener',
    },
    build: ({ url }, talk) =>
      wrap(talk, '你好', `<!DOCTYPE xml [<!ENTITY % m SYSTEM "${url}parameter"> %m;]>`),
  }),
  createXxeRow({
    id: 'external-dtd',
    title: { zh: '外部 DTD', en: 'An external DTD' },
    sent: { zh: 'DOCTYPE 指向本机的监听', en: 'a DOCTYPE that names the listener' },
    build: ({ url }, talk) => wrap(talk, '你好', `<!DOCTYPE xml SYSTEM "${url}dtd">`),
  }),
  createRow({
    id: 'laughs',
    title: { zh: '层层嵌套的实体', en: 'Entities within entities' },
    sent: {
      zh: `${LEVELS} 层实体，全部展开是 10 MB`,
      en: `${LEVELS} levels of entities, 10 MB when expanded`,
    },
    fix: DTD_FIX,
    build: (talk) => wrap(talk, `&m${LEVELS};`, createLaughs(LEVELS)),
  }),
  createRow({
    id: 'large-entity',
    title: { zh: '反复引用一个大实体', en: 'One large entity, many times' },
    sent: {
      zh: '50 KB 的实体引用 200 次，展开是 10 MB',
      en: 'an entity of 50 KB, used 200 times: 10 MB when expanded',
    },
    fix: DTD_FIX,
    build: (talk) =>
      wrap(
        talk,
        '&m;'.repeat(EXPANDED_BYTES / 50_000),
        `<!DOCTYPE xml [<!ENTITY m "${'m'.repeat(50_000)}">]>`,
      ),
  }),
  createRow({
    id: 'depth',
    title: { zh: '很深的 XML', en: 'Deep XML' },
    sent: { zh: `${DEPTH} 层元素`, en: `${DEPTH} levels of elements` },
    build: (talk) => wrap(talk, createDeep()),
  }),
  {
    id: 'unsigned',
    level: 'required',
    title: { zh: '没有签名的很深的 XML', en: 'Deep XML without a signature' },
    sent: {
      zh: `${DEPTH} 层元素，没有 Token 也能写出的参数`,
      en: `${DEPTH} levels of elements with parameters that need no token`,
    },
    why: UNSIGNED_WHY,
    fix: {
      zh: '先验证签名，再解析请求体；解析的错误要接住。',
      en: 'Check the signature before you parse the body, and catch the errors of parsing.',
    },
    act: sendUnsigned,
  },
  createRow({
    id: 'oversize',
    title: { zh: '很大的请求体', en: 'A large body' },
    sent: { zh: '2 MB 的文本消息', en: 'a text of 2 MB' },
    mayHangUp: true,
    build: (talk) => wrap(talk, 'a'.repeat(OVERSIZE_BYTES)),
  }),
  createRow({
    id: 'attributes',
    title: { zh: '很多属性', en: 'Many attributes' },
    sent: { zh: `一个元素有 ${MANY} 个属性`, en: `an element with ${MANY} attributes` },
    build: (talk) =>
      wrap(talk, `<a ${Array.from({ length: MANY }, (_, index) => `a${index}="1"`).join(' ')}/>`),
  }),
  createRow({
    id: 'elements',
    title: { zh: '很多同名的元素', en: 'Many elements of one name' },
    sent: { zh: `${MANY} 个空的 item`, en: `${MANY} empty items` },
    build: (talk) => wrap(talk, '<item/>'.repeat(MANY)),
  }),
  createRow({
    id: 'cut',
    title: { zh: '没有写完的 XML', en: 'XML that stops' },
    sent: { zh: '消息在标签中间断开', en: 'a message that ends within a tag' },
    build: (talk) => wrap(talk, '你好').replace(/<\/Content>[\s\S]*$/, '</Cont'),
  }),
  createRow({
    id: 'not-xml',
    title: { zh: '不是 XML', en: 'No XML at all' },
    sent: { zh: '签名正确，请求体是一行文字', en: 'rightly signed, with a line of text as body' },
    build: () => 'hello & <mpscope ]]>',
  }),
  createRow({
    id: 'no-body',
    title: { zh: '空的请求体', en: 'An empty body' },
    sent: { zh: '签名正确，请求体是空的', en: 'rightly signed, without a body' },
    build: () => '',
  }),
  createRow({
    id: 'nul',
    title: { zh: 'NUL 字节', en: 'NUL bytes' },
    sent: { zh: '内容和标签里有 U+0000', en: 'U+0000 in the content and in a tag' },
    build: (talk) => wrap(talk, 'a\0b<c\0/>'),
  }),
  createRow({
    id: 'encoding',
    title: { zh: '声明了别的编码', en: 'Another encoding declared' },
    sent: { zh: 'XML 声明写着 UTF-16，内容是 UTF-8', en: 'a declaration of UTF-16 before UTF-8' },
    build: (talk) => wrap(talk, '你好', '<?xml version="1.0" encoding="UTF-16"?>'),
  }),
  createRow({
    id: 'prototype',
    title: { zh: '名为 __proto__ 的元素', en: 'Elements named __proto__' },
    sent: { zh: '消息里有 __proto__ 和 constructor', en: '__proto__ and constructor in a message' },
    why: {
      zh: '转成 JavaScript 对象时可能改掉所有对象的原型，之后的请求都会出错。',
      en: 'Made into a JavaScript object, they may change the prototype of all objects, and every later request fails.',
    },
    fix: {
      zh: '更新解析器；用 Map 或没有原型的对象保存字段。',
      en: 'Update the parser; keep fields in a Map, or in objects without a prototype.',
    },
    build: (talk) =>
      wrap(talk, '你好').replace(
        '</xml>',
        '<__proto__><toString>1</toString></__proto__><constructor><prototype><toString>1</toString></prototype></constructor></xml>',
      ),
  }),
])
