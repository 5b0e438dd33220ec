import type { Bilingual } from '../../src-core/contract/text.ts'
import { layOut, measure, WIDTH, wrap } from './columns.ts'
import type { CommandTable } from './command-table.ts'
import { AND, listWords, OR } from './option.ts'
import type { OptionSpec, Secret, ValueSpec } from './option.ts'
import { waysOf } from './secret-options.ts'
import { describeOption, describeUsage } from './synopsis.ts'

type Language = keyof Bilingual
type Row = [term: string, text: string]

/** The terms' column is as wide as the widest term, but no wider than this. */
const MAX_TERM_WIDTH = 26

/** Lists the commands, for `mpscope --help`. */
export function describeCommands(tables: readonly CommandTable[], language: Language): string {
  const rows = tables.map(({ name, summary }): Row => [name, summary[language]])
  const width = Math.max(...rows.map(([name]) => name.length))
  return `${HEADING[language]}\n\n${layOut(rows, width)}\n${FOOTER[language]}\n`
}

const HEADING: Bilingual = {
  zh: '用法：mpscope <命令> [选项]',
  en: 'usage: mpscope <command> [options]',
}

const FOOTER: Bilingual = {
  zh:
    '只写 mpscope 则启动调试台（serve），并在浏览器里打开；可以带 serve 的选项。\n' +
    'mpscope help <命令> 或 mpscope <命令> --help 说明一个命令的全部选项，\n' +
    'mpscope --version 显示版本。\n' +
    '退出码：0 成功，1 检查没有通过，2 用法有误。结果写到 stdout，错误写到 stderr。',
  en:
    'mpscope alone starts the workbench (serve) and opens it in the browser; it takes\n' +
    'the options of serve.\n' +
    'mpscope help <command> or mpscope <command> --help explains each of its options,\n' +
    'mpscope --version says which version this is.\n' +
    'Exit codes: 0 as asked, 1 a check failed, 2 wrong usage. Results go to stdout,\n' +
    'errors to stderr.',
}

/** Explains a command, for `mpscope <command> --help`. */
export function describeCommand(table: CommandTable, language: Language): string {
  const sections = listSections(table, language).filter(({ rows }) => rows.length > 0)
  const widths = sections.flatMap(({ rows }) => rows.map(([term]) => measure(term)))
  const termWidth = Math.max(...widths.filter((width) => width <= MAX_TERM_WIDTH))
  const parts = sections.map(({ title, rows }) => `\n${title}\n${layOut(rows, termWidth)}`)
  const summary = wrap(table.summary[language], WIDTH).join('\n')
  return `${describeUsage(table)}\n${summary}\n${parts.join('')}`
}

function listSections(table: CommandTable, language: Language): { title: string; rows: Row[] }[] {
  const titles = TITLES[language]
  const { operands = {}, options, stdin } = table
  const input: Row[] = stdin ? [[`< ${stdin.value}`, stdin.text[language]]] : []
  return [
    {
      title: titles.operands,
      rows: Object.values(operands).map((spec) => [
        spec.value,
        explain(spec.text, listNotes(spec), language),
      ]),
    },
    { title: titles.input, rows: input },
    {
      title: titles.options,
      rows: [
        ...Object.entries(options).flatMap(([name, spec]) => explainOption(table, name, spec, language)),
        ['-h, --help', { zh: '显示这份说明', en: 'show this text' }[language]],
      ],
    },
    {
      title: titles.environment,
      rows: Object.entries(options).flatMap(([name, { kind }]) =>
        kind === 'secret' ? [explainVariable(name, language)] : [],
      ),
    },
  ]
}

const TITLES = {
  zh: { operands: '参数', input: '输入', options: '选项', environment: '环境变量' },
  en: { operands: 'Arguments', input: 'Input', options: 'Options', environment: 'Environment' },
}

function explainOption(table: CommandTable, name: string, spec: OptionSpec, language: Language): Row[] {
  const rules = listRules(table, name)
  if (spec.kind === 'secret') return explainSecret(table, name, spec, rules, language)
  const notes = spec.kind === 'flag' ? rules : [...listNotes(spec), ...rules]
  return [[describeOption(name, spec), explain(spec.text, notes, language)]]
}

function explain(text: Bilingual, notes: Bilingual[], language: Language): string {
  const all = notes.map((note) => note[language])
  if (all.length === 0) return text[language]
  return language === 'zh' ? `${text.zh}（${all.join('；')}）` : `${text.en} (${all.join('; ')})`
}

function listNotes(spec: ValueSpec): Bilingual[] {
  const notes: Bilingual[] = []
  if (spec.required) notes.push({ zh: '必填', en: 'required' })
  if (spec.repeated) notes.push({ zh: '可以给多次', en: 'may be given several times' })
  if (spec.kind === 'choice') notes.push(listWords(spec.choices, OR))
  if (spec.kind === 'integer') {
    notes.push({ zh: `${spec.min} 到 ${spec.max}`, en: `${spec.min} to ${spec.max}` })
  }
  if ('default' in spec) notes.push({ zh: `默认 ${spec.default}`, en: `default ${spec.default}` })
  return notes
}

/** The rows of a group do not repeat the rule: readers find it at the conflicting option. */
function listRules({ exclusive = [], together = [] }: CommandTable, name: string): Bilingual[] {
  const dashed = (names: readonly string[]) => names.map((one) => `--${one}`)
  const excluded = exclusive
    .filter((rule) => rule.includes(name))
    .flatMap((rule) => rule.filter((group) => group !== name).flat())
  const company = together.filter((rule) => rule.includes(name)).flat()
  const notes: Bilingual[] = []
  if (excluded.length > 0) {
    const { zh, en } = listWords(dashed(excluded), OR)
    notes.push({ zh: `不能和 ${zh} 同时用`, en: `not with ${en}` })
  }
  if (company.length > 0) {
    const { zh, en } = listWords(dashed(company.filter((one) => one !== name)), AND)
    notes.push({ zh: `要和 ${zh} 一起给`, en: `goes with ${en}` })
  }
  return notes
}

function explainSecret(
  { stdin }: CommandTable,
  name: string,
  { value, text, required }: Secret,
  rules: Bilingual[],
  language: Language,
): Row[] {
  const { option, file, variable } = waysOf(name)
  const notes = [
    ...(required
      ? [{ zh: `必填，也可以用 ${file} 或 ${variable}`, en: `required, or ${file} or ${variable}` }]
      : []),
    { zh: '本机其他用户看得到', en: 'other users of the machine can see it' },
    ...rules,
  ]
  const fromFile: Bilingual = {
    zh: `从只有一行的文件里读 ${option} 的值`,
    en: `read the value of ${option} from a file of one line`,
  }
  const fromStdin: Bilingual[] = stdin ? [] : [{ zh: '- 是标准输入', en: '- is stdin' }]
  return [
    [`${option} ${value}`, explain(text, notes, language)],
    [`${file} FILE`, explain(fromFile, fromStdin, language)],
  ]
}

function explainVariable(name: string, language: Language): Row {
  const { option, file, variable } = waysOf(name)
  return [
    variable,
    {
      zh: `没有给 ${option} 和 ${file} 时使用`,
      en: `used where neither ${option} nor ${file} is given`,
    }[language],
  ]
}
