import type { FoundTunnel } from '../../../src-core/contract/tunnel.ts'
import { TUNNEL_PROGRAMS } from '../../../src-core/contract/tunnel-programs.ts'
import type { TunnelField, TunnelProgram } from '../../../src-core/contract/tunnel-programs.ts'

/**
 * Returns the program to start while none was chosen: the first installed one that needs no settings, else the first
 * installed one; null if none is. One whose port WeChat does not call is never proposed.
 */
export function defaultProgram(found: readonly FoundTunnel[]): TunnelProgram | null {
  const installed = found
    .filter(({ program, path }) => path !== null && !('warning' in TUNNEL_PROGRAMS[program]))
    .map(({ program }) => program)
  return (
    installed.find((program) => fieldsOf(program).every(([, { required }]) => !required)) ??
    installed[0] ??
    null
  )
}

/** Returns the fields of a program in their order. */
export function fieldsOf(program: TunnelProgram): [name: string, field: TunnelField][] {
  return Object.entries(TUNNEL_PROGRAMS[program].fields)
}
