import type { FoundTunnel } from '../../../src-core/contract/tunnel.ts'
import { TUNNEL_PROGRAMS } from '../../../src-core/contract/tunnel-programs.ts'
import type { TunnelField, TunnelProgram } from '../../../src-core/contract/tunnel-programs.ts'

/**
 * Returns the program to start while none was chosen: the first installed one that needs no settings; null if none is.
 * One whose port WeChat does not call is never proposed, nor is `ssh`, which nearly every computer has.
 */
export function defaultProgram(found: readonly FoundTunnel[]): TunnelProgram | null {
  const proposed = found.find(
    ({ program, path }) =>
      path !== null &&
      !('warning' in TUNNEL_PROGRAMS[program]) &&
      fieldsOf(program).every(([, { required }]) => !required),
  )
  return proposed?.program ?? null
}

/** Returns the fields of a program in their order. */
export function fieldsOf(program: TunnelProgram): [name: string, field: TunnelField][] {
  return Object.entries(TUNNEL_PROGRAMS[program].fields)
}
