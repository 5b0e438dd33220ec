import * as v from 'valibot'
import type { Bilingual } from './text.ts'

/**
 * The effect of a command. `read` leaves settings, history and what waits for an answer as they are. `reveal` does too,
 * and shows a secret: a person may ask for it, a program that acts for one may not. `change` changes some of them.
 * `send` lets something go out to another program, and may change all of these as well.
 */
export type Access = 'read' | 'reveal' | 'change' | 'send'

/** A row of the table of commands (`commands.ts`). */
export interface Command<
  Input extends v.GenericSchema = v.GenericSchema,
  Result = unknown,
  Needs extends Access = Access,
> {
  /** Decodes the input before any handler sees it. */
  input: Input
  access: Needs
  /** Says to people and agents what the command does, in one sentence. */
  says: Bilingual
  /** Carries the type only; there is never a value. */
  result?: Result
}

/** Makes a row whose result has the given type. */
export function command<Result>() {
  return <Input extends v.GenericSchema, const Needs extends Access>(
    row: Command<Input, never, Needs>,
  ): Command<Input, Result, Needs> => row
}

export type InputOf<Row extends Command> = v.InferInput<Row['input']>
export type DecodedInputOf<Row extends Command> = v.InferOutput<Row['input']>
export type ResultOf<Row extends Command> = NonNullable<Row['result']> | Extract<Row['result'], null>

/** One handler for each row of a table: the compiler refuses handlers with one missing. */
export type Handlers<Table extends Record<string, Command>> = {
  [Name in keyof Table]: (
    input: DecodedInputOf<Table[Name]>,
  ) => ResultOf<Table[Name]> | Promise<ResultOf<Table[Name]>>
}

/** The id by which inputs name accounts, exchanges and the rest. */
export const idSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64))

/** The input of commands that need none. */
export const nothing = v.strictObject({})
