import { describe, expect, it } from 'vitest'
import type { Bilingual } from '../../../src-core/contract/text.ts'
import { layOut } from '../../../src-main/terminal/columns.ts'
import type { CommandTable } from '../../../src-main/terminal/command-table.ts'
import { describeCommand } from '../../../src-main/terminal/help.ts'
import { listOptions } from '../../../src-main/terminal/read-arguments.ts'
import { commands } from '../../../src-main/terminal/run-command.ts'
import { describeUsage } from '../../../src-main/terminal/synopsis.ts'
import { runInProcess } from './in-process.ts'

const LOCALES = { en: 'en_US.UTF-8', zh: 'zh_CN.UTF-8' }
const LANGUAGES = ['en', 'zh'] as const

const loaded = await Promise.all(
  Object.entries(commands).map(async ([name, load]) => ({
    name,
    table: (await load()).table as CommandTable,
  })),
)

/** Returns the rows of a help, each with its term and its text without line breaks. */
function readRows(help: string): Map<string, string> {
  const rows = help.split(/\n(?= {2}\S)/).map((row) => {
    const [, term = '', text = ''] = /^ {2}(\S+(?: \S+)*)\s+([^]*)$/.exec(row) ?? []
    return [term, text.split('\n\n')[0]!.replaceAll(/\s/g, '')] as const
  })
  return new Map(rows)
}

/** 汉字 and the marks between them take two columns. */
function measure(line: string): number {
  return line.replaceAll(/[\p{Script=Han}，。、；：（）「」《》]/gu, '..').length
}

describe.each(loaded)('the help of $name', ({ name, table }) => {
  const specs = [...Object.values(table.operands ?? {}), ...Object.values(table.options)]
  const texts: Bilingual[] = [...specs, ...(table.stdin ? [table.stdin] : [])].map(({ text }) => text)

  it.each(LANGUAGES)('names every option, each with a text (%s)', async (language) => {
    const { code, stdout } = await runInProcess([name, '--help'], { env: { LC_ALL: LOCALES[language] } })
    expect(code).toBe(0)
    const rows = readRows(stdout)
    const terms = [...rows].map(([term]) => term)
    for (const option of ['help', ...listOptions(table).keys()]) {
      const term = terms.find((one) => new RegExp(`(^|, )--${option}( |$)`).test(one))
      expect([option, rows.get(term ?? '')?.length]).toEqual([option, expect.toSatisfy((n) => n >= 4)])
    }
    for (const text of texts) {
      expect([...rows.values()].join('\n')).toContain(text[language].replaceAll(/\s/g, ''))
    }
  })

  it('has a text in each language for each of its rows', () => {
    expect(describeCommand(table, 'en')).not.toMatch(/\p{Script=Han}/u)
    for (const { zh, en } of [table.summary, ...texts]) {
      expect(zh).toMatch(/\p{Script=Han}/u)
      expect(en).toMatch(/[a-z]{3}/i)
    }
  })

  it.each(LANGUAGES)('fits into 80 columns (%s)', (language) => {
    const lines = describeCommand(table, language).split('\n')
    expect(lines.filter((line) => measure(line) > 80)).toEqual([])
  })

  it('rests on a table that holds together', () => {
    expect(table.name).toBe(name)
    const operands = Object.keys(table.operands ?? {})
    const options = Object.keys(table.options)
    expect(new Set([...operands, ...options]).size).toBe(operands.length + options.length)
    const named = [...(table.exclusive ?? []), ...(table.together ?? [])].flat(2)
    expect(named.filter((one) => !options.includes(one))).toEqual([])
    // Only the last operand takes the rest, and no required operand follows an optional one.
    const rows = Object.values(table.operands ?? {})
    expect(rows.slice(0, -1).filter(({ repeated }) => repeated)).toEqual([])
    expect(rows.map(({ required }) => required === true)).toEqual(
      rows.map(({ required }) => required === true).toSorted((a, b) => Number(b) - Number(a)),
    )
  })
})

const EXAMPLE: CommandTable = {
  name: 'example',
  summary: { zh: '例子', en: 'an example' },
  operands: { file: { kind: 'file', value: 'FILE', required: true, text: { zh: '文件', en: 'the file' } } },
  stdin: { value: 'in.xml', text: { zh: '消息', en: 'the message' } },
  options: {
    key: { kind: 'secret', value: 'KEY', required: true, text: { zh: '密钥', en: 'the key' } },
    count: {
      kind: 'integer',
      value: 'N',
      min: 1,
      max: 9,
      default: 3,
      text: { zh: '次数', en: 'how often' },
    },
    way: {
      kind: 'choice',
      value: 'WAY',
      choices: ['a', 'b', 'c'],
      text: { zh: '方式', en: 'the way' },
    },
    set: { kind: 'text', value: 'A=B', repeated: true, text: { zh: '字段', en: 'a field' } },
    quiet: { kind: 'flag', text: { zh: '不输出', en: 'print nothing' } },
    loud: { kind: 'flag', text: { zh: '多输出', en: 'print more' } },
    from: { kind: 'text', value: 'T', text: { zh: '开始', en: 'the start' } },
    until: { kind: 'text', value: 'T', text: { zh: '结束', en: 'the end' } },
  },
  exclusive: [['quiet', 'loud']],
  together: [['from', 'until']],
}

describe('the help of a table', () => {
  it('begins with the synopsis', () => {
    expect(describeUsage(EXAMPLE)).toBe(
      'mpscope example FILE (--key KEY | --key-file FILE) [--count N] [--way WAY]\n' +
        '                [--set A=B ...] [--quiet | --loud] [--from T --until T] < in.xml\n',
    )
  })

  it('says what the table says', () => {
    expect(describeCommand(EXAMPLE, 'en').split('\n\n').slice(1).join('\n\n')).toBe(
      `an example

Arguments
  FILE             the file (required)

Input
  < in.xml         the message

Options
  --key KEY        the key (required, or --key-file or MPSCOPE_KEY; other users
                   of the machine can see it)
  --key-file FILE  read the value of --key from a file of one line
  --count N        how often (1 to 9; default 3)
  --way WAY        the way (a, b or c)
  --set A=B ...    a field (may be given several times)
  --quiet          print nothing (not with --loud)
  --loud           print more (not with --quiet)
  --from T         the start (goes with --until)
  --until T        the end (goes with --from)
  -h, --help       show this text

Environment
  MPSCOPE_KEY      used where neither --key nor --key-file is given
`,
    )
    expect(describeCommand(EXAMPLE, 'zh').split('\n\n').slice(1).join('\n\n')).toBe(
      `例子

参数
  FILE             文件（必填）

输入
  < in.xml         消息

选项
  --key KEY        密钥（必填，也可以用 --key-file 或 MPSCOPE_KEY；本机其他用户
                   看得到）
  --key-file FILE  从只有一行的文件里读 --key 的值
  --count N        次数（1 到 9；默认 3）
  --way WAY        方式（a、b 或 c）
  --set A=B ...    字段（可以给多次）
  --quiet          不输出（不能和 --loud 同时用）
  --loud           多输出（不能和 --quiet 同时用）
  --from T         开始（要和 --until 一起给）
  --until T        结束（要和 --from 一起给）
  -h, --help       显示这份说明

环境变量
  MPSCOPE_KEY      没有给 --key 和 --key-file 时使用
`,
    )
  })
})

describe('two columns', () => {
  it('count a 汉字 twice', () => {
    const rows: [string, string][] = [
      ['退出码', '一'],
      ['exit', 'two'],
      ['a term that is too wide', 'three'],
    ]
    expect(layOut(rows, 6)).toBe(
      ['  退出码  一', '  exit    two', '  a term that is too wide', '          three', ''].join('\n'),
    )
  })

  it('break between 汉字 and at blanks, never before a mark that closes or after one that opens', () => {
    const text = `${'汉'.repeat(34)}，${'字'.repeat(33)}（word）${'a'.repeat(30)} b`
    expect(layOut([['x', text]], 5)).toBe(
      `  x      ${'汉'.repeat(34)}，\n` +
        `         ${'字'.repeat(33)}\n` +
        `         （word）${'a'.repeat(30)} b\n`,
    )
  })
})
