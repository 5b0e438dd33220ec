import { fill, WIDTH } from './columns.ts'
import type { CommandTable } from './command-table.ts'
import type { OptionSpec, ValueSpec } from './option.ts'
import { waysOf } from './secret-options.ts'

/** Returns the synopsis, `mpscope sign --timestamp S …`, over several lines if one is too short. */
export function describeUsage(table: CommandTable): string {
  const { name, operands = {}, options, stdin } = table
  const start = `mpscope ${name} `
  const parts = [
    ...Object.values(operands).map((spec) => bracket(repeat(spec.value, spec), spec.required)),
    ...groupOptions(table).map((group) => describeGroup(group, options)),
    ...(stdin ? [`< ${stdin.value}`] : []),
  ]
  const lines = fill(
    parts.map((part) => `${part} `),
    WIDTH - start.length,
  )
  return `${(start + lines.join(`\n${' '.repeat(start.length)}`)).trimEnd()}\n`
}

/** Options that exclude each other, or that go together, stand in one pair of brackets; all others alone. */
interface Group {
  names: readonly string[]
  between: ' | ' | ' '
}

function groupOptions({ options, exclusive = [], together = [] }: CommandTable): Group[] {
  const alternatives = exclusive
    .filter((rule): rule is readonly string[] => rule.every((group) => typeof group === 'string'))
    .map((names): Group => ({ names, between: ' | ' }))
  const sets = [...alternatives, ...together.map((names): Group => ({ names, between: ' ' }))]
  const groupOf = (name: string) =>
    sets.find(({ names }) => names.includes(name)) ?? { names: [name], between: ' ' as const }
  return Object.keys(options)
    .map((name) => ({ name, group: groupOf(name) }))
    .filter(({ name, group }) => group.names[0] === name)
    .map(({ group }) => group)
}

function describeGroup({ names, between }: Group, options: CommandTable['options']): string {
  const specs = names.map((name) => ({ name, spec: options[name]! }))
  const terms = specs.map(({ name, spec }) => describeOption(name, spec)).join(between)
  const isRequired = specs.every(({ spec }) => spec.kind !== 'flag' && spec.required)
  const isSecret = specs.some(({ spec }) => spec.kind === 'secret')
  return isRequired && isSecret ? `(${terms})` : bracket(terms, isRequired)
}

function bracket(term: string, isRequired: boolean | undefined): string {
  return isRequired ? term : `[${term}]`
}

/** Returns an option as people type it, with the word for its value. */
export function describeOption(name: string, spec: OptionSpec): string {
  if (spec.kind === 'flag') return `--${name}`
  if (spec.kind === 'secret') return `${waysOf(name).option} ${spec.value} | ${waysOf(name).file} FILE`
  return repeat(`--${name} ${spec.value}`, spec)
}

function repeat(term: string, { repeated }: ValueSpec): string {
  return repeated ? `${term} ...` : term
}
