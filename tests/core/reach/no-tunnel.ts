import type { TunnelStatus } from '../../../src-core/contract/tunnel.ts'

/** The tunnel before the first start. */
export const NO_TUNNEL: TunnelStatus = {
  state: 'off',
  program: null,
  account: null,
  origins: [],
  publicUrl: null,
  startedAt: null,
  upSince: null,
  endedAt: null,
  wokeAt: null,
  failure: null,
  lines: 0,
  leftOver: null,
}
