/** One line for each of the usual tunnels; the program has to be installed, and for frp its server configured. */
export function tunnelExamples(port: number): { name: string; command: string }[] {
  return [
    { name: 'cpolar', command: `cpolar http ${port}` },
    { name: 'ngrok', command: `ngrok http ${port}` },
    { name: 'cloudflared', command: `cloudflared tunnel --url http://127.0.0.1:${port}` },
    { name: 'frp', command: `frpc http -s <server> -P 7000 -n mpscope -l ${port} -d <domain>` },
  ]
}
