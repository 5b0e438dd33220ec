import { isPrivateHost } from '../../contract/field-check/addresses.ts'

/**
 * Sites of the programs' makers: their output links to documentation, dashboards and logins. A tunnel's name may be
 * under the same domain, so that whole names stand here and no endings.
 */
const MAKERS = new Set([
  'developers.cloudflare.com',
  'dash.cloudflare.com',
  'www.cloudflare.com',
  'api.trycloudflare.com',
  'ngrok.com',
  'www.ngrok.com',
  'dashboard.ngrok.com',
  'cpolar.com',
  'www.cpolar.com',
  'dashboard.cpolar.com',
  'natapp.cn',
  'www.natapp.cn',
  'gofrp.org',
  'tailscale.com',
  'login.tailscale.com',
  'localtunnel.me',
  'localtunnel.github.io',
  'loca.lt',
  'github.com',
])

/** Returns the origin of a public address that a program printed, or null if it can be none. */
export function readPublicOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, hostname, origin, username, password } = new URL(text)
  if (protocol !== 'http:' && protocol !== 'https:') return null
  if (username !== '' || password !== '') return null
  // A name without a dot is one of this network.
  if (isPrivateHost(hostname) || !/[.\]]/.test(hostname)) return null
  return MAKERS.has(hostname) ? null : origin
}

/**
 * Returns the known origins with a new one: the latest first, since a program that comes back under another name has
 * lost the former. Of one name, https goes before http.
 */
export function withOrigin(known: readonly string[], origin: string): string[] {
  if (known.includes(origin)) return [...known]
  const [current] = known
  const isSameName = current !== undefined && new URL(current).hostname === new URL(origin).hostname
  return isSameName && origin.startsWith('http:') ? [...known, origin] : [origin, ...known]
}
