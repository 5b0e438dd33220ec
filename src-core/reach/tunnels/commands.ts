import type { Handlers } from '../../contract/command.ts'
import type { tunnelCommands } from '../../contract/tunnel.ts'
import type { Tunnels } from './tunnels.ts'

export function createTunnelHandlers(tunnels: Tunnels): Handlers<typeof tunnelCommands> {
  return {
    'tunnel.find': tunnels.find,
    'tunnel.start': ({ account, program }) => tunnels.start(account, program),
    'tunnel.stop': tunnels.stop,
    'tunnel.output': tunnels.output,
    'tunnel.endLeftOver': ({ pid }) => tunnels.endLeftOver(pid),
    'tunnel.keepLeftOver': ({ pid }) => tunnels.keepLeftOver(pid),
  }
}
