import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { createCommand } from '../../../src-main/terminal/command.ts'
import type { CommandTable, Values } from '../../../src-main/terminal/command-table.ts'
import type { GivenFile, GivenSecret } from '../../../src-main/terminal/option.ts'
import { UsageError } from '../../../src-main/terminal/usage-error.ts'
import { createTemporaryFolder } from '../running-workbench.ts'
import { createTerminal } from './in-process.ts'

const text = { zh: '文字', en: 'a text' }
const TABLE = {
  name: 'example',
  summary: text,
  operands: {
    first: { kind: 'choice', value: 'FIRST', choices: ['a', 'b'], required: true, text },
    rest: { kind: 'text', value: 'REST', repeated: true, text },
  },
  options: {
    url: { kind: 'url', value: 'URL', required: true, text },
    retries: { kind: 'integer', value: 'N', min: 2, max: 10, default: 4, text },
    limit: { kind: 'integer', value: 'N', min: 0, max: 99, text },
    mode: { kind: 'choice', value: 'MODE', choices: ['fast', 'slow'], default: 'slow', text },
    file: { kind: 'file', value: 'FILE', text },
    set: { kind: 'text', value: 'A=B', repeated: true, decode: (given: string) => given.split('='), text },
    name: { kind: 'text', value: 'NAME', text },
    note: { kind: 'text', value: 'NOTE', mayBeEmpty: true, text },
    key: { kind: 'secret', value: 'KEY', text },
    json: { kind: 'flag', text },
    quiet: { kind: 'flag', text },
    from: { kind: 'text', value: 'T', text },
    until: { kind: 'text', value: 'T', text },
  },
  exclusive: [['quiet', ['json', 'key']]],
  together: [['from', 'until']],
} as const satisfies CommandTable

const read = (args: string[], env: Record<string, string> = {}) => readBy(TABLE, args, env)

async function readBy<Table extends CommandTable>(
  table: Table,
  args: string[],
  env: Record<string, string> = {},
): Promise<Values<Table>> {
  let decoded: Values<Table> | undefined
  const command = createCommand(table, async (values) => {
    decoded = values
    return 0
  })
  await command.run(args, createTerminal({ env }))
  return decoded!
}

const URL_GIVEN = ['--url', 'http://127.0.0.1/']

describe('the values of a command', () => {
  it('have the types that the table says', () => {
    expectTypeOf<Values<typeof TABLE>>().toExtend<{
      first: 'a' | 'b'
      rest: string[]
      url: string
      retries: number
      mode: 'fast' | 'slow'
      set: string[][]
      json: boolean
    }>()
    expectTypeOf<Values<typeof TABLE>['limit']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<Values<typeof TABLE>['file']>().toEqualTypeOf<GivenFile | undefined>()
    expectTypeOf<Values<typeof TABLE>['key']>().toEqualTypeOf<GivenSecret | undefined>()
  })

  it('are the defaults where nothing was typed', async () => {
    expect(await read(['a', ...URL_GIVEN])).toEqual({
      first: 'a',
      rest: [],
      url: 'http://127.0.0.1/',
      retries: 4,
      limit: undefined,
      mode: 'slow',
      file: undefined,
      set: [],
      name: undefined,
      note: undefined,
      json: false,
      quiet: false,
      from: undefined,
      until: undefined,
    })
  })

  it('are decoded, the last one where one is given twice, all where it may be repeated', async () => {
    const path = join(createTemporaryFolder(), 'file')
    writeFileSync(path, 'bytes')
    const values = await read(
      ['b', 'x', ...URL_GIVEN, '--retries', '2', '--retries=10', '--set', 'a=1', '--set', 'b=2', 'y']
        .concat(['--mode', 'fast', '--file', path, '--note=', '--json'])
        .concat(['--from', '1', '--until', '2']),
      { MPSCOPE_KEY: 'secret' },
    )
    expect(values).toMatchObject({
      first: 'b',
      rest: ['x', 'y'],
      retries: 10,
      mode: 'fast',
      file: { path, bytes: Buffer.from('bytes') },
      set: [
        ['a', '1'],
        ['b', '2'],
      ],
      note: '',
      key: { value: 'secret', way: 'MPSCOPE_KEY' },
      json: true,
    })
  })

  it('hold no secret that another option excludes', async () => {
    expect(await read(['a', ...URL_GIVEN, '--quiet'], { MPSCOPE_KEY: 'secret' })).not.toHaveProperty('key')
  })
})

describe('wrong usage', () => {
  it.each([
    [[], 'FIRST is missing', '缺少 FIRST'],
    [['c'], 'FIRST takes a or b, not c', 'FIRST 应为 a 或 b，而不是 c'],
    [[''], 'FIRST is empty', 'FIRST 是空的'],
    [['a'], '--url is missing', '缺少 --url'],
    [
      ['a', '--url', 'ftp://x/'],
      '--url takes a full address that begins with http:// or https://, not ftp://x/',
      '--url 应为 http:// 或 https:// 开头的完整地址，而不是 ftp://x/',
    ],
    [
      ['a', '--url', 'http://user:secret@127.0.0.1/'],
      '--url takes an address without a user name and a password',
      '--url 的地址不能带用户名和密码',
    ],
    [
      ['a', ...URL_GIVEN, '--retries', '1'],
      '--retries takes a whole number from 2 to 10, not 1',
      '--retries 应为 2 到 10 的整数，而不是 1',
    ],
    [
      ['a', ...URL_GIVEN, '--retries', '11'],
      '--retries takes a whole number from 2 to 10, not 11',
      '--retries 应为 2 到 10 的整数，而不是 11',
    ],
    [
      ['a', ...URL_GIVEN, '--mode', 'safe'],
      '--mode takes fast or slow, not safe',
      '--mode 应为 fast 或 slow，而不是 safe',
    ],
    [['a', ...URL_GIVEN, '--name', ''], '--name is empty', '--name 的值是空的'],
    [['a', ...URL_GIVEN, '--set', 'x', '--set='], '--set is empty', '--set 的值是空的'],
    [
      ['a', ...URL_GIVEN, '--file', '/nowhere/file'],
      '--file cannot be used: the file /nowhere/file cannot be read (ENOENT)',
      '--file 不能用：读不了文件 /nowhere/file（ENOENT）',
    ],
    [
      ['a', ...URL_GIVEN, '--quiet', '--key-file', 'x'],
      '--quiet and --key-file exclude each other',
      '--quiet 和 --key-file 不能同时用',
    ],
    [
      ['a', ...URL_GIVEN, '--until', '1'],
      '--from is missing; it goes together with --until',
      '缺少 --from，它要和 --until 一起给',
    ],
  ])('%j: %s', async (args, en, zh) => {
    const error: unknown = await read(args).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UsageError)
    expect((error as UsageError).text).toEqual({ zh, en })
  })

  it('is not that options which exclude a third one are given together', async () => {
    expect(await read(['a', ...URL_GIVEN, '--json', '--key', 'x'])).toMatchObject({ json: true })
  })

  it('is a list that must not be empty', async () => {
    const table = {
      name: 'example',
      summary: text,
      operands: { files: { kind: 'text', value: 'FILE', repeated: true, required: true, text } },
      options: {},
    } as const satisfies CommandTable
    expect(await readBy(table, ['a', 'b'])).toEqual({ files: ['a', 'b'] })
    await expect(readBy(table, [])).rejects.toThrow('FILE is missing')
  })
})
