import * as v from 'valibot'
import { command, idSchema, nothing } from './command.ts'
import type { Bilingual } from './text.ts'
import { checkTunnelValue, TUNNEL_PROGRAMS, tunnelPrograms } from './tunnel-programs.ts'
import type { TunnelField, TunnelProgram, TunnelValues } from './tunnel-programs.ts'

export const tunnelProgramSchema = v.picklist(tunnelPrograms)

/** An account's tunnel: the chosen program, and the values for each, so that nothing typed is lost when switching. */
export interface AccountTunnel {
  program: TunnelProgram
  values: { [Program in TunnelProgram]?: TunnelValues<Program> | undefined }
}

/** The types come from the rows, which valibot cannot follow. */
export const accountTunnelSchema = v.strictObject({
  program: tunnelProgramSchema,
  values: v.strictObject(
    Object.fromEntries(
      tunnelPrograms.map((program) => [
        program,
        v.optional(createValuesSchema(TUNNEL_PROGRAMS[program].fields)),
      ]),
    ),
  ),
}) as unknown as v.GenericSchema<AccountTunnel>

function createValuesSchema(fields: Readonly<Record<string, TunnelField>>) {
  const entries = Object.entries(fields).map(([name, { kind }]) => {
    const value = v.pipe(
      v.string(),
      v.check(
        (text) => checkTunnelValue(kind, text) === null,
        ({ input }) => checkTunnelValue(kind, input)?.en ?? '',
      ),
    )
    return [name, v.optional(value)] as const
  })
  return v.strictObject(Object.fromEntries(entries))
}

/** A program that was found on this computer, or not. */
export interface FoundTunnel {
  program: TunnelProgram
  /** Null if it is not installed where programs are looked for. */
  path: string | null
  /** The program's own words, one line; null if it did not say. */
  version: string | null
}

export const tunnelFailureCodes = [
  /** It is not installed. */
  'not-installed',
  /** A required field is empty. */
  'incomplete',
  /** The system did not start it. */
  'cannot-start',
  /** It ended before it had an address. */
  'exited',
  /** It wants a login or an authtoken. */
  'needs-login',
  /** `ssh` does not know the server's key yet. */
  'unknown-host',
  /** It said that it will not open the tunnel. */
  'refused',
  /** It runs, and names no address. */
  'no-address',
  /** It printed nothing that is text. */
  'unreadable',
  /** It ended while the tunnel was up. */
  'died',
  /** It goes on although it was told to end. */
  'will-not-stop',
] as const
export type TunnelFailureCode = (typeof tunnelFailureCodes)[number]

export interface TunnelFailure {
  code: TunnelFailureCode
  /** Says what happened. */
  text: Bilingual
  /** Says what to do. */
  remedy: Bilingual
  /** The line of its output that tells most; null if it printed none. */
  line: string | null
}

/** A program that this folder's workbench started in an earlier run, and that still runs. */
export interface LeftOverTunnel {
  program: TunnelProgram
  pid: number
  /** Epoch milliseconds. */
  since: number
  /** True once it was told to end and did not. */
  stays: boolean
}

/**
 * There is one tunnel at a time, since it leads to the responder and so to every account. `starting` until the program
 * names an address; `stopping` until it has ended.
 */
export interface TunnelStatus {
  state: 'off' | 'starting' | 'up' | 'stopping' | 'failed'
  /** The program and the account for which it was started last; null before the first. */
  program: TunnelProgram | null
  account: string | null
  /**
   * The public origins that this start has named, without a path; the current one first. Several mean that it named
   * another while it ran, or both http and https.
   */
  origins: string[]
  /** The first origin with the account's path: what belongs in the console. Null if there is none. */
  publicUrl: string | null
  /** Epoch milliseconds of the last start; null before the first. */
  startedAt: number | null
  /** Epoch milliseconds; null unless it is up. */
  upSince: number | null
  /** Epoch milliseconds at which its program ended; null before, and again from the next start. */
  endedAt: number | null
  /** Epoch milliseconds at which the computer last woke up with this tunnel; its address may lead nowhere since. */
  wokeAt: number | null
  /** Null unless `failed`. A program that needs a login may go on running until it is stopped. */
  failure: TunnelFailure | null
  /** The lines that the program has printed since the last start. */
  lines: number
  leftOver: LeftOverTunnel | null
}

export interface TunnelOutput {
  /** The last ones, oldest first, without control characters. A long one is cut and ends with `…`. */
  lines: string[]
  /** The number of earlier lines, which are no longer kept. */
  dropped: number
}

export const tunnelCommands = {
  'tunnel.find': command<FoundTunnel[]>()({
    access: 'read',
    says: {
      zh: '查找本机装了哪些隧道程序，返回路径和版本。',
      en: 'Looks for the tunnel programs on this computer and returns their paths and versions.',
    },
    input: nothing,
  }),
  /**
   * Returns at once; the rest comes as `tunnel.changed`. Stops a tunnel that runs. What goes wrong is in the status.
   * NOT_FOUND: there is no such account.
   */
  'tunnel.start': command<TunnelStatus>()({
    access: 'send',
    says: {
      zh: '启动一个已安装的隧道程序，把应答器接到公网。',
      en: 'Starts an installed tunnel program, which opens the responder to the internet.',
    },
    input: v.strictObject({ account: idSchema, program: tunnelProgramSchema }),
  }),
  /** Resolves once the program has ended, or is known not to. Does nothing if none runs. */
  'tunnel.stop': command<TunnelStatus>()({
    access: 'change',
    says: { zh: '停止隧道程序。', en: 'Stops the tunnel program.' },
    input: nothing,
  }),
  'tunnel.output': command<TunnelOutput>()({
    access: 'read',
    says: {
      zh: '返回隧道程序最近输出的内容。',
      en: 'Returns the last lines that the tunnel program has printed.',
    },
    input: nothing,
  }),
  /** NOT_FOUND: no such program is left over. If it does not end, the status says so. */
  'tunnel.endLeftOver': command<TunnelStatus>()({
    access: 'change',
    says: {
      zh: '结束上次运行遗留的隧道程序。',
      en: 'Ends a tunnel program that an earlier run left behind.',
    },
    input: v.strictObject({ pid: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  }),
  /** From now on it is nobody's concern. NOT_FOUND: as above. */
  'tunnel.keepLeftOver': command<TunnelStatus>()({
    access: 'change',
    says: {
      zh: '让上次运行遗留的隧道程序继续运行，不再提示。',
      en: 'Lets a tunnel program that an earlier run left behind go on, and stops mentioning it.',
    },
    input: v.strictObject({ pid: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  }),
}
