/** The names under which tunnels publish a backend, and whose they are. */
const HOSTS: readonly (readonly [host: RegExp, tunnel: string])[] = [
  [/\.ngrok(?:-free)?\.(?:app|dev|io|pizza)$/, 'ngrok'],
  [/\.trycloudflare\.com$/, 'Cloudflare Tunnel'],
  [/\.loca\.lt$/, 'localtunnel'],
  [/\.ts\.net$/, 'Tailscale Funnel'],
  [/\.devtunnels\.ms$/, 'VS Code Dev Tunnels'],
  [/\.app\.github\.dev$/, 'GitHub Codespaces'],
  [/\.natapp(?:free|\d)\.cc$/, 'natapp'],
  [/\.cpolar\.(?:cn|top|io|com)$/, 'cpolar'],
  [/\.idcfengye\.com$/, 'Sunny-Ngrok'],
  [/\.serveo\.net$/, 'serveo'],
  [/\.pagekite\.me$/, 'PageKite'],
]

/** Returns the tunnel that an address belongs to; null if it is none that we know. */
export function nameTunnel(url: string | undefined): string | null {
  if (url === undefined || !URL.canParse(url)) return null
  const { hostname } = new URL(url)
  return HOSTS.find(([host]) => host.test(hostname))?.[1] ?? null
}
