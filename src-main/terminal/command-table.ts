import type { Bilingual } from '../../src-core/contract/text.ts'
import type { OptionSpec, ValueOf, ValueSpec } from './option.ts'

/**
 * A full description of a command line: this one table serves to read, check and explain it. Write it `as const
 * satisfies CommandTable`, so that `Values` has a type for each value.
 */
export interface CommandTable {
  name: string
  summary: Bilingual
  /** Typed without an option, in this order; only the last one may be repeated. */
  operands?: Readonly<Record<string, ValueSpec>>
  options: Readonly<Record<string, OptionSpec>>
  /** The command reads its input from stdin, so that no secret can come from there. */
  stdin?: { value: string; text: Bilingual }
  /** Each rule lists options, or groups of options, of which one at most may be given. */
  exclusive?: readonly (readonly (string | readonly string[])[])[]
  /** Each rule lists options of which all are given, or none. */
  together?: readonly (readonly string[])[]
}

/** The values of a command line, by the names of the table's rows. */
export type Values<Table extends CommandTable> = RowValues<Table['options']> &
  RowValues<Table extends { operands: infer Operands } ? Operands : unknown>

type RowValues<Rows> = { [Name in keyof Rows]: ValueOf<Rows[Name]> }
