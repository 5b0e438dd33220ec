import type { Bilingual } from '../../contract/text.ts'
import type { TunnelFieldName, TunnelProgram, TunnelValues } from '../../contract/tunnel-programs.ts'

/** One line of a program's output, read. */
export type TunnelSign =
  /** It names a public address. */
  | { kind: 'address'; url: string }
  /** The tunnel is open; its address is the one that the person gave. */
  | { kind: 'ready' }
  /** `said` is what a person reads best, if the line itself is for machines. */
  | { kind: 'trouble'; code: 'needs-login' | 'unknown-host' | 'refused'; said?: string | undefined }

/** Reads the output line by line; null for a line that says nothing of the tunnel. */
export type ReadLine = (line: string) => TunnelSign | null

/** How one program is started, and how its output is read. */
export interface ProgramRules<Program extends TunnelProgram> {
  /**
   * Returns its arguments: constants, the responder's port, and values that the contract has checked. Nothing that came
   * in over the tunnel gets here.
   */
  createArguments(values: TunnelValues<Program>, port: number): string[]
  createReader(): ReadLine
  /** Returns fields that are needed beside the required ones, because of others that have a value. */
  findMissing?(values: TunnelValues<Program>): TunnelFieldName<Program>[]
  /** The public address, if a person has to give it. */
  givenOrigin?(values: TunnelValues<Program>): string | undefined
  /** Says what to do if it wants a login. */
  login: Bilingual
}

/** Returns `name=value` as one argument, or none: a value can never become an option of its own. */
export function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${name}=${value}`]
}

export const localOrigin = (port: number): string => `http://127.0.0.1:${port}`
