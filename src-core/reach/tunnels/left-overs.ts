import { CommandFailure } from '../../contract/errors.ts'
import type { LeftOverTunnel } from '../../contract/tunnel.ts'
import type { TunnelHost } from '../../ports/tunnels.ts'

/** The programs that an earlier run left behind, until somebody ends or keeps them. */
export interface LeftOvers {
  /** The oldest. */
  first(): LeftOverTunnel | null
  look(): Promise<void>
  /** Throws NOT_FOUND. One that does not end is still told. */
  end(pid: number): Promise<void>
  /** Throws NOT_FOUND. */
  keep(pid: number): void
}

export function createLeftOvers(
  host: Pick<TunnelHost, 'findLeftOver' | 'endLeftOver' | 'forgetLeftOver'>,
  changed: () => void,
): LeftOvers {
  let all: LeftOverTunnel[] = []

  function set(next: LeftOverTunnel[]): void {
    all = next
    changed()
  }
  function check(pid: number): void {
    if (!all.some((one) => one.pid === pid))
      throw new CommandFailure('NOT_FOUND', `No tunnel program ${pid} is left over.`)
  }
  const without = (pid: number) => all.filter((one) => one.pid !== pid)

  return {
    first: () => all[0] ?? null,
    look: async () => set(await host.findLeftOver()),
    async end(pid) {
      check(pid)
      const isGone = await host.endLeftOver(pid)
      set(isGone ? without(pid) : all.map((one) => (one.pid === pid ? { ...one, stays: true } : one)))
    },
    keep(pid) {
      check(pid)
      host.forgetLeftOver(pid)
      set(without(pid))
    },
  }
}
