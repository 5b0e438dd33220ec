import type { TunnelProgram } from '../../contract/tunnel-programs.ts'
import type { ProgramRules } from './program.ts'
import { bore } from './programs/bore.ts'
import { cloudflared } from './programs/cloudflared.ts'
import { cpolar } from './programs/cpolar.ts'
import { frpc } from './programs/frpc.ts'
import { localtunnel } from './programs/localtunnel.ts'
import { natapp } from './programs/natapp.ts'
import { ngrok } from './programs/ngrok.ts'
import { ssh } from './programs/ssh.ts'
import { tailscale } from './programs/tailscale.ts'

export const PROGRAMS: { readonly [Program in TunnelProgram]: ProgramRules<Program> } = {
  cloudflared,
  ngrok,
  cpolar,
  natapp,
  frpc,
  ssh,
  tailscale,
  localtunnel,
  bore,
}
