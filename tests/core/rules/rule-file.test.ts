import { describe, expect, it } from 'vitest'
import { CommandFailure } from '../../../src-core/contract/errors.ts'
import type { AnswerRule } from '../../../src-core/contract/rules.ts'
import { decodeRuleFile, encodeRuleFile, joinRules } from '../../../src-core/rules/rule-file.ts'

const rules: AnswerRule[] = [
  {
    id: 'a',
    name: '问候',
    enabled: true,
    match: { type: 'text', text: { how: 'regex', value: '^你好(.*)$' }, sender: 'oABC' },
    reply: { type: 'text', content: '「{{1}}」\n]]>' },
    delayMs: 0,
    fault: 'none',
  },
  {
    id: 'b',
    name: 'Menu',
    enabled: false,
    match: { type: 'event', event: 'CLICK', key: 'V1001' },
    reply: { type: 'news', articles: [{ title: 'T', description: '', picUrl: '', url: 'https://x' }] },
    delayMs: 6000,
    fault: 'http-500',
  },
]

let count = 0
const createId = () => `new-${++count}`

function refusal(
  text: string,
): CommandFailure & { details: { issues: { path: string }[]; reason: { zh: string } } } {
  try {
    decodeRuleFile(text, createId)
  } catch (error) {
    if (error instanceof CommandFailure) return error as ReturnType<typeof refusal>
    throw error
  }
  throw new Error('it was taken')
}

describe('a file of rules', () => {
  it('is JSON to read, without ids and switches, and without what most rules leave alone', () => {
    expect(encodeRuleFile(rules)).toBe(`{
  "mpscope": "rules",
  "version": 1,
  "rules": [
    {
      "name": "问候",
      "match": {
        "type": "text",
        "text": {
          "how": "regex",
          "value": "^你好(.*)$"
        },
        "sender": "oABC"
      },
      "reply": {
        "type": "text",
        "content": "「{{1}}」\\n]]>"
      }
    },
    {
      "name": "Menu",
      "match": {
        "type": "event",
        "event": "CLICK",
        "key": "V1001"
      },
      "reply": {
        "type": "news",
        "articles": [
          {
            "title": "T",
            "description": "",
            "picUrl": "",
            "url": "https://x"
          }
        ]
      },
      "delayMs": 6000,
      "fault": "http-500"
    }
  ]
}
`)
  })

  it('gives the same rules again, in order, under new ids and switched off', () => {
    const back = decodeRuleFile(`\uFEFF${encodeRuleFile(rules)}`, createId)
    expect(back).toEqual(rules.map((rule, index) => ({ ...rule, id: back[index]!.id, enabled: false })))
    expect(new Set([...back, ...rules].map(({ id }) => id)).size).toBe(4)
    expect(decodeRuleFile(encodeRuleFile([]), createId)).toEqual([])
  })
})

const file = (...lines: string[]) =>
  ['{ "mpscope": "rules", "version": 1, "rules": [', ...lines, '] }'].join('\n')
const reply = '"reply": { "type": "success" }'

describe('what is wrong in a file is named with its place', () => {
  it.each([
    ['nothing', '', '', '第 1 行第 1 列'],
    ['no JSON', file('{ "name": "a", }'), '', '第 2 行第 16 列'],
    ['a key twice', file('{ "name": "a", "name": "b" }'), '', '第 2 行第 16 列'],
    ['another file', '{ "log": { "version": "1.2" } }', 'mpscope', '不是 mpscope 的规则文件'],
    ['a list', '[]', 'mpscope', '不是 mpscope 的规则文件'],
    ['a later version', '{ "mpscope": "rules", "version": 2, "rules": [] }', 'version', '应为 1，现在是 2'],
    ['no match', file(`{ "name": "a", ${reply} }`), 'rules[0].match', '缺少'],
    ['an empty name', file(`{ "name": " ", "match": {}, ${reply} }`), 'rules[0].name', '第 2 行第 11 列'],
    [
      'a way to compare that there is not',
      file(
        `{ "name": "a", "match": {}, ${reply} },`,
        `{ "name": "b", "match": { "text": { "how": "like", "value": "x" } }, ${reply} }`,
      ),
      'rules[1].match.text.how',
      '第 3 行第 44 列，rules[1].match.text.how：应为 "contains", "equals", "regex"，现在是 "like"',
    ],
    [
      'a pattern that is none',
      file(`{ "name": "a", "match": { "text": { "how": "regex", "value": "(" } }, ${reply} }`),
      'rules[0].match.text.value',
      '第 2 行第 62 列，rules[0].match.text.value：正则表达式有误',
    ],
    [
      'a type of reply that there is not',
      file('{ "name": "a", "match": {}, "reply": { "type": "card" } }'),
      'rules[0].reply.type',
      '"card"',
    ],
    [
      'a key that there is not',
      file(`{ "name": "a", "match": {}, ${reply}, "on": true }`),
      'rules[0].on',
      '不认识',
    ],
    [
      'a key of Object',
      file(`{ "name": "a", "match": { "__proto__": {} }, ${reply} }`),
      'rules[0].match.__proto__',
      '不认识',
    ],
    [
      'a delay that is too long',
      file(`{ "name": "a", "match": {}, ${reply}, "delayMs": 60001 }`),
      'rules[0].delayMs',
      '0 到 60000',
    ],
  ])('%s', (_, text, path, reason) => {
    const { code, message, details } = refusal(text)
    expect(code).toBe('INVALID_INPUT')
    expect(details.issues[0]?.path).toBe(path)
    expect(details.reason.zh).toContain(reason)
    expect(message).toMatch(/^rule\.import: .+ (Correct it and import it again|Choose a file .+)\.$/)
  })

  it('says how much more there is', () => {
    const { details } = refusal(file('{ "name": "", "match": 1 }'))
    expect(details.issues.map(({ path }) => path)).toEqual([
      'rules[0].name',
      'rules[0].match',
      'rules[0].reply',
    ])
    expect(details.reason.zh).toContain('另有 2 处')
  })

  it('more rules than an account may have', () => {
    const many = Array.from({ length: 150 }, () => rules[0]!)
    expect(joinRules(many.slice(0, 50), many)).toHaveLength(200)
    expect(() => joinRules(many.slice(0, 51), many)).toThrow('201 rules')
  })
})
