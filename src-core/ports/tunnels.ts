import type { TunnelProgram } from '../contract/tunnel-programs.ts'
import type { FoundTunnel, LeftOverTunnel } from '../contract/tunnel.ts'

/** Finds, starts and ends the tunnel programs of this computer. It uses no shell and downloads nothing. */
export interface TunnelHost {
  find(): Promise<FoundTunnel[]>
  /**
   * Returns null if it is not installed. A program that cannot be started ends at once, with an `error`. It ends with
   * this process, whatever happens to that, short of being killed outright.
   */
  start(program: TunnelProgram, args: readonly string[], listener: TunnelListener): RunningTunnel | null
  /** Returns the programs that a workbench on this folder started, which it could not end, and which still run. */
  findLeftOver(): Promise<LeftOverTunnel[]>
  /** Resolves to false if it still runs. Touches no other process that may have its number by now. */
  endLeftOver(pid: number): Promise<boolean>
  /** From now on `findLeftOver` does not find it. */
  forgetLeftOver(pid: number): void
}

export interface TunnelListener {
  /** Called with each line of its output, in order, without the end of the line. A very long one comes in part. */
  line(line: string): void
  /** Called once, after the last line. */
  ended(end: TunnelEnd): void
}

export interface TunnelEnd {
  code: number | null
  signal: string | null
  /** The system's code (`EACCES`, …) if it could not be started. */
  error: string | null
}

export interface RunningTunnel {
  /** Asks it to end and then makes it; resolves to false if it still runs. */
  stop(): Promise<boolean>
}
