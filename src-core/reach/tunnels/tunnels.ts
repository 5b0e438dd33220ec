import type { TunnelStatus } from '../../contract/tunnel.ts'

/** The tunnel of this workbench. */
export interface Tunnels {
  status(): TunnelStatus
}

const OFF: TunnelStatus = {
  state: 'off',
  program: null,
  account: null,
  origins: [],
  publicUrl: null,
  startedAt: null,
  upSince: null,
  wokeAt: null,
  failure: null,
  lines: 0,
  leftOver: null,
}

export function createTunnels(): Tunnels {
  return { status: () => OFF }
}
