import type { Handlers } from '../../contract/command.ts'
import type { tunnelCommands } from '../../contract/tunnel.ts'
import type { Tunnels } from './tunnels.ts'

export function createTunnelHandlers({ status }: Tunnels): Handlers<typeof tunnelCommands> {
  return {
    'tunnel.find': () => [],
    'tunnel.start': status,
    'tunnel.stop': status,
    'tunnel.output': () => ({ lines: [], dropped: 0 }),
    'tunnel.endLeftOver': status,
    'tunnel.keepLeftOver': status,
  }
}
