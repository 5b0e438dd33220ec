import type { CommandTable, Values } from './command-table.ts'
import { decodeValues } from './option.ts'
import { checkRules, findOpponent, readArguments } from './read-arguments.ts'
import type { Arguments } from './read-arguments.ts'
import { readSecrets, waysOf } from './secret-options.ts'
import type { AskedSecret } from './secret-options.ts'
import type { Terminal } from './terminal.ts'

export interface TerminalCommand {
  table: CommandTable
  /** Resolves to the exit code: 0 as asked, 1 a check failed. Throws `UsageError` for 2. */
  run(args: string[], terminal: Terminal): Promise<number>
}

/** `act` gets the values of the command line, each with the type that the table says. */
export function createCommand<const Table extends CommandTable>(
  table: Table,
  act: (values: Values<Table>, terminal: Terminal) => Promise<number>,
): TerminalCommand {
  return {
    table,
    async run(args, terminal) {
      return act((await readValues(table, args, terminal)) as Values<Table>, terminal)
    },
  }
}

async function readValues(table: CommandTable, args: string[], terminal: Terminal): Promise<object> {
  const given = readArguments(table, args)
  const secrets = listSecrets(table, given)
  const isSecretTyped = secrets.some(({ name, typed }) => typed.some(({ by }) => by === waysOf(name).option))
  if (isSecretTyped) terminal.hideArguments(`mpscope ${table.name}`)
  checkRules(table, given)
  return {
    ...decodeRows(table, given),
    ...Object.fromEntries(await readSecrets(secrets, terminal, table.stdin !== undefined)),
  }
}

function decodeRows({ options, operands = {} }: CommandTable, given: Arguments): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  const typedFor = (name: string) => (given.get(name) ?? []).map(({ value }) => value)
  for (const [name, spec] of Object.entries(operands)) {
    values[name] = decodeValues(spec, spec.value, typedFor(name))
  }
  for (const [name, spec] of Object.entries(options)) {
    if (spec.kind === 'secret') continue
    values[name] = spec.kind === 'flag' ? given.has(name) : decodeValues(spec, `--${name}`, typedFor(name))
  }
  return values
}

/** Leaves out a secret that another option excludes, so that it is not looked for in the environment either. */
function listSecrets(table: CommandTable, given: Arguments): AskedSecret[] {
  return Object.entries(table.options).flatMap(([name, spec]) => {
    if (spec.kind !== 'secret') return []
    const isRequired = spec.required === true
    const isExcluded = !isRequired && !given.has(name) && findOpponent(table, given, name) !== undefined
    return isExcluded ? [] : [{ name, isRequired, typed: given.get(name) ?? [] }]
  })
}
