import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const vectors = join(import.meta.dirname, '../fixtures/vectors')

/** Messages that WeChat has sent, and broken ones. */
export const MESSAGES: readonly Buffer[] = ['incoming', 'incoming-negative'].flatMap((folder) =>
  readdirSync(join(vectors, folder))
    .filter((name) => !name.endsWith('.expected.json'))
    .toSorted()
    .map((name) => readFileSync(join(vectors, folder, name))),
)

/** Replies of developers' servers. */
export const REPLIES: readonly Buffer[] = (
  JSON.parse(readFileSync(join(vectors, 'reply/reply.json'), 'utf8')) as { expected?: string }[]
).flatMap(({ expected }) => (typeof expected === 'string' ? [Buffer.from(expected)] : []))

/** Words over which readers of XML stumble. */
export const XML_WORDS: readonly string[] = [
  '<![CDATA[',
  ']]>',
  ']]]]><![CDATA[>',
  '<!--',
  '-->',
  '<?xml version="1.0" encoding="GBK"?>',
  '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
  '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
  '&a;',
  '&#0;',
  '&#65;',
  '&#x110000;',
  '&amp;',
  '&',
  '<',
  '</xml>',
  '<xml>',
  '<a/>',
  '<a>'.repeat(600),
  '</a>'.repeat(600),
  '<__proto__>1</__proto__>',
  '<constructor/>',
  '<MsgId></MsgId>',
  '<CreateTime>',
  '<Encrypt><![CDATA[AAAA]]></Encrypt>',
  ' a="1"',
  " a='1' a='2'",
  ' xmlns:x="y"',
  'x:y:z',
  '\u0000',
  '\u001d',
  '\ufeff',
  '\uffff',
  '\u2028',
  '\u202e',
  '\r',
  '\r\n',
  '𠀀',
  '你好',
  '{"xml":1}',
  'A'.repeat(5000),
  '{{Content}}',
]
