import { describe, expect, it } from 'vitest'
import { tunnelPrograms } from '../../../../src-core/contract/tunnel-programs.ts'
import type { TunnelProgram, TunnelValues } from '../../../../src-core/contract/tunnel-programs.ts'
import type { ProgramRules } from '../../../../src-core/reach/tunnels/program.ts'
import { PROGRAMS } from '../../../../src-core/reach/tunnels/programs.ts'
import { readPublicOrigin } from '../../../../src-core/reach/tunnels/public-origin.ts'

/** What a program prints, line by line, and what is read out of it: origins, `ready`, or the code of a trouble. */
interface Case {
  name: string
  program: TunnelProgram
  printed: string
  read: string[]
}

const cases: Case[] = [
  {
    name: 'a quick tunnel of cloudflared, and none of its links and local addresses',
    program: 'cloudflared',
    printed: `
2024-05-02T08:32:54Z INF Thank you for trying Cloudflare Tunnel. Use a named tunnel by following: https://developers.cloudflare.com/cloudflare-one/connections/connect-apps
2024-05-02T08:32:54Z INF Requesting new quick Tunnel on trycloudflare.com...
2024-05-02T08:32:58Z INF +----------------------------------------------------+
2024-05-02T08:32:58Z INF |  Your quick Tunnel has been created! Visit it at:  |
2024-05-02T08:32:58Z INF |  https://oklahoma-solo-younger-truck.trycloudflare.com  |
2024-05-02T08:32:58Z INF +----------------------------------------------------+
2024-05-02T08:32:58Z INF Settings: map[no-autoupdate:true url:http://127.0.0.1:7788]
2024-05-02T08:32:58Z INF Starting metrics server on 127.0.0.1:20241/metrics`,
    read: ['https://oklahoma-solo-younger-truck.trycloudflare.com'],
  },
  {
    name: 'a named tunnel of cloudflared, once it is registered',
    program: 'cloudflared',
    printed: `
2026-09-30T07:31:17Z INF Starting tunnel tunnelID=a78a4fc8-3e57-4821-b959-8ec39fdacc95
2026-09-30T07:31:18Z INF Registered tunnel connection connIndex=0 event=0 ip=198.41.192.7 location=hkg01 protocol=quic`,
    read: ['ready'],
  },
  {
    name: 'the address at which cloudflared asks for a quick tunnel is none',
    program: 'cloudflared',
    printed: `
2024-05-02T08:32:58Z ERR Error unmarshaling QuickTunnel response: error code: 1015 status_code="429 Too Many Requests"
failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup api.trycloudflare.com: no such host`,
    read: [],
  },
  {
    name: 'cloudflared without a certificate',
    program: 'cloudflared',
    printed: `2024-05-02T08:32:58Z ERR Cannot determine default origin certificate path. No file cert.pem in [~/.cloudflared]`,
    read: ['needs-login'],
  },
  {
    name: 'ngrok’s log as JSON',
    program: 'ngrok',
    printed: `
{"lvl":"info","msg":"no configuration paths supplied","t":"2026-01-01T00:00:00Z"}
{"addr":"127.0.0.1:4040","lvl":"info","msg":"starting web service","obj":"web","t":"2026-01-01T00:00:00Z"}
{"lvl":"info","msg":"see https://dashboard.ngrok.com/obs","url":"https://dashboard.ngrok.com/obs"}
{"addr":"http://127.0.0.1:7788","lvl":"info","msg":"started tunnel","name":"command_line","obj":"tunnels","t":"2026-01-01T00:00:01Z","url":"https://4f20-84-75-48-249.ngrok-free.app"}`,
    read: ['https://4f20-84-75-48-249.ngrok-free.app'],
  },
  {
    name: 'ngrok’s log as text',
    program: 'ngrok',
    printed: `
t=2026-08-10T07:20:40+0000 lvl=info msg="starting web service" obj=web addr=127.0.0.1:4040 allow_hosts=[]
t=2026-08-10T07:20:40+0000 lvl=info msg="started tunnel" obj=tunnels name=command_line addr=http://localhost:8501 url=https://zookeeper-pronto-ship.ngrok-free.dev`,
    read: ['https://zookeeper-pronto-ship.ngrok-free.dev'],
  },
  {
    name: 'ngrok without an authtoken, in both forms',
    program: 'ngrok',
    printed: `
{"err":"authentication failed: Usage of ngrok requires a verified account and authtoken.\\n\\nSign up at: https://dashboard.ngrok.com/signup\\r\\n\\r\\nERR_NGROK_4018\\r\\n","lvl":"eror","msg":"session closing","obj":"tunnels.session"}
ERROR:  authentication failed: The authtoken you specified does not look like a proper ngrok tunnel authtoken.
ERROR:  ERR_NGROK_105`,
    read: ['needs-login', 'needs-login', 'needs-login'],
  },
  {
    name: 'ngrok whose name is online already; an error that it mends itself is none',
    program: 'ngrok',
    printed: `
{"err":"failed to start tunnel: The endpoint 'https://a.ngrok.app' is already online.\\r\\n\\r\\nERR_NGROK_334\\r\\n","lvl":"eror","msg":"command failed"}
{"err":"read EOF from remote peer","lvl":"eror","msg":"heartbeat timeout, terminating session"}`,
    read: ['refused'],
  },
  {
    name: 'cpolar, whose log is that of ngrok 1: http and https',
    program: 'cpolar',
    printed: `
time="2024-05-01T10:00:00+08:00" level=info msg="[INFO] (cpolar/client) Authenticated with server, client id: x"
time="2024-05-01T10:00:00+08:00" level=info msg="Tunnel established at http://47be5268.r28.cpolar.top"
time="2024-05-01T10:00:00+08:00" level=info msg="Tunnel established at https://47be5268.r28.cpolar.top"
Web Interface http://127.0.0.1:4042`,
    read: ['http://47be5268.r28.cpolar.top', 'https://47be5268.r28.cpolar.top'],
  },
  {
    name: 'cpolar without an authtoken; its sites are no addresses',
    program: 'cpolar',
    printed: `
[EROR] [client] Failed to authenticate to server: authtoken 无效，请在 https://dashboard.cpolar.com/auth 查看
Tunnel established at https://dashboard.cpolar.com/status`,
    read: ['needs-login'],
  },
  {
    name: 'natapp',
    program: 'natapp',
    printed: `
[2024/05/01 10:00:00] [INFO] [client] Authenticated with server, client id: 1
[2024/05/01 10:00:00] [INFO] [client] Tunnel established at http://mdkuth.natappfree.cc`,
    read: ['http://mdkuth.natappfree.cc'],
  },
  {
    name: 'natapp whose tunnel is in use',
    program: 'natapp',
    printed: `[EROR] [client] Server failed to allocate tunnel: The tunnel http://mdkuth.natappfree.cc is already registered.`,
    read: ['refused'],
  },
  {
    name: 'frpc, coloured as in a terminal',
    program: 'frpc',
    printed: `
2026-03-01 10:00:00.000 [I] [client/service.go:331] [c2f7] login to server success, get run id [c2f7]
2026-03-01 10:00:00.000 [I] [client/control.go:172] [c2f7] [wx] start proxy success`,
    read: ['ready'],
  },
  {
    name: 'frpc with a wrong token, and with a name that is taken',
    program: 'frpc',
    printed: `
2026-03-01 10:00:00.000 [W] [client/service.go:341] login to the server failed: token in login doesn't match token from configuration. With loginFailExit enabled, no additional retries will be attempted
2026-03-01 10:00:00.000 [W] [client/control.go:168] [c2f7] [wx] start error: router config conflict`,
    read: ['needs-login', 'refused'],
  },
  {
    name: 'ssh, when the server has opened the port',
    program: 'ssh',
    printed: `
debug1: Reading configuration data /etc/ssh/ssh_config
debug1: Remote connections from LOCALHOST:8080 forwarded to local address 127.0.0.1:7788
debug1: remote forward success for: listen 8080, connect 127.0.0.1:7788
debug1: All remote forwarding requests processed`,
    read: ['ready'],
  },
  {
    name: 'ssh that does not get that far',
    program: 'ssh',
    printed: `
debug1: remote forward failure for: listen 80, connect 127.0.0.1:7788
Error: remote port forwarding failed for listen port 80
Host key verification failed.
me@server: Permission denied (publickey,password).`,
    read: ['refused', 'unknown-host', 'needs-login'],
  },
  {
    name: 'tailscale funnel',
    program: 'tailscale',
    printed: `
Available on the internet:

https://my-box.tail1234.ts.net/
|-- proxy http://127.0.0.1:7788

Press Ctrl+C to exit.`,
    read: ['https://my-box.tail1234.ts.net'],
  },
  {
    name: 'tailscale’s address within its own network is no public one',
    program: 'tailscale',
    printed: `
Available within your tailnet:

https://my-box.tail1234.ts.net/
|-- proxy http://127.0.0.1:7788`,
    read: [],
  },
  {
    name: 'tailscale with Funnel switched off, and then on',
    program: 'tailscale',
    printed: `
Funnel is not enabled on your tailnet.
To enable, visit:

         https://login.tailscale.com/f/funnel?node=nWNmPtVzjN11CNTRL

Success.
Available on the internet:
https://my-box.tail1234.ts.net/`,
    read: ['needs-login', 'needs-login', 'https://my-box.tail1234.ts.net'],
  },
  {
    name: 'localtunnel; the address of its cache is another',
    program: 'localtunnel',
    printed: `
your url is: https://ten-towns-join.loca.lt
your cachedUrl is: https://cached.loca.lt`,
    read: ['https://ten-towns-join.loca.lt'],
  },
  {
    name: 'bore',
    program: 'bore',
    printed: `
2026-08-08T08:22:34.641798Z  INFO bore_cli::client: connected to server remote_port=45871
2026-08-08T08:22:34.641798Z  INFO bore_cli::client: listening at bore.pub:45871`,
    read: ['http://bore.pub:45871'],
  },
  {
    name: 'bore at a server that asks for a secret',
    program: 'bore',
    printed: `Error: server requires authentication, but no client secret was provided`,
    read: ['needs-login'],
  },
  {
    name: 'bore on a server of this machine is nothing public',
    program: 'bore',
    printed: `2026-08-08T08:22:34.641798Z  INFO bore_cli::client: listening at 127.0.0.1:45871`,
    read: [],
  },
]

function readAll({ program, printed }: Pick<Case, 'program' | 'printed'>): string[] {
  const read = PROGRAMS[program].createReader()
  return printed.split('\n').flatMap((line) => {
    const sign = read(line)
    if (sign === null) return []
    if (sign.kind === 'address') return readPublicOrigin(sign.url) ?? []
    return sign.kind === 'ready' ? 'ready' : sign.code
  })
}

describe('what a program prints', () => {
  it.each(cases)('is read: $name', ({ read, ...printed }) => {
    expect(readAll(printed)).toEqual(read)
  })

  it('is there for each program', () => {
    expect(new Set(cases.map(({ program }) => program))).toEqual(new Set(tunnelPrograms))
  })

  it.each(tunnelPrograms)('says nothing where it is garbage, or another program’s (%s)', (program) => {
    const garbage = [
      '',
      '\u0000\ufffd\u001b',
      '{',
      '{"msg":',
      '{}',
      'null',
      '[1]',
      'https://',
      'a'.repeat(100_000),
    ]
    expect(readAll({ program, printed: garbage.join('\n') })).toEqual([])
    const others = cases.filter((one) => one.program !== program && !isKin(one.program, program))
    for (const { printed, read } of others) {
      const found = readAll({ program, printed })
      expect(found.filter((one) => one.includes('://') && read.includes(one))).toEqual([])
    }
  })
})

/** cpolar and natapp have the same log. */
function isKin(one: TunnelProgram, other: TunnelProgram): boolean {
  return [one, other].every((program) => ['cpolar', 'natapp'].includes(program))
}

describe('a public address', () => {
  it.each([
    ['https://a.trycloudflare.com', 'https://a.trycloudflare.com'],
    ['https://a.trycloudflare.com/', 'https://a.trycloudflare.com'],
    ['http://bore.pub:45871', 'http://bore.pub:45871'],
    ['https://203.0.113.7', 'https://203.0.113.7'],
  ])('is taken: %s', (text, origin) => {
    expect(readPublicOrigin(text)).toBe(origin)
  })

  it.each([
    'http://127.0.0.1:4040',
    'http://localhost:9200',
    'http://0.0.0.0:1',
    'http://2130706433/',
    'http://[::1]:80',
    'http://[::ffff:127.0.0.1]',
    'http://10.0.0.1',
    'http://192.168.1.2:8080',
    'http://100.101.102.103',
    'http://router',
    'http://nas.local',
    'https://dashboard.ngrok.com/signup',
    'https://developers.cloudflare.com/x',
    'https://login.tailscale.com/f/funnel?node=1',
    'https://me:secret@a.example.com',
    'tcp://0.tcp.jp.ngrok.io:10936',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'nothing',
    '',
  ])('is not taken: %s', (text) => {
    expect(readPublicOrigin(text)).toBeNull()
  })
})

describe('a program', () => {
  const values: { [Program in TunnelProgram]?: TunnelValues<Program> } = {
    cloudflared: { tunnel: 'wx', hostname: 'wx.example.com', config: '/home/me/tunnel.yml' },
    ngrok: { domain: 'a.ngrok.app', config: '/home/me/ngrok.yml' },
    cpolar: { subdomain: 'wx', hostname: 'wx.example.com', region: 'cn_top', config: '/home/me/cpolar.yml' },
    natapp: { config: '/home/me/config.ini' },
    frpc: { config: '/home/me/frpc.toml', address: 'https://wx.example.com' },
    ssh: {
      host: 'server.example.com',
      user: 'me',
      port: '2222',
      remotePort: '8080',
      bind: 'localhost',
      address: 'https://wx.example.com',
    },
    localtunnel: { subdomain: 'wx', host: 'https://lt.example.com' },
    bore: { server: 'bore.example.com' },
  }
  const create = (program: TunnelProgram, given: object) =>
    (PROGRAMS[program] as ProgramRules<TunnelProgram>).createArguments(given, 7788).join(' ')

  it('gets these arguments if every field is filled in', () => {
    const filled = tunnelPrograms.map((program) => [program, create(program, values[program] ?? {})])
    expect(Object.fromEntries(filled)).toMatchInlineSnapshot(`
      {
        "bore": "local --local-host=127.0.0.1 --to=bore.example.com 7788",
        "cloudflared": "tunnel --no-autoupdate --config=/home/me/tunnel.yml --url=http://127.0.0.1:7788 run wx",
        "cpolar": "http -log=stdout -log-level=info -subdomain=wx -hostname=wx.example.com -region=cn_top -config=/home/me/cpolar.yml 127.0.0.1:7788",
        "frpc": "-c /home/me/frpc.toml",
        "localtunnel": "--port=7788 --subdomain=wx --host=https://lt.example.com",
        "natapp": "-config=/home/me/config.ini -log=stdout -loglevel=INFO",
        "ngrok": "http 127.0.0.1:7788 --log=stdout --log-format=json --url=https://a.ngrok.app --config=/home/me/ngrok.yml",
        "ssh": "-N -T -n -a -x -v -o BatchMode=yes -o ExitOnForwardFailure=yes -o PermitLocalCommand=no -o RemoteCommand=none -o ControlMaster=no -o ControlPath=none -o Tunnel=no -o ConnectTimeout=15 -o ServerAliveInterval=15 -o ServerAliveCountMax=3 -oUser=me -oPort=2222 -R localhost:8080:127.0.0.1:7788 -- server.example.com",
        "tailscale": "funnel http://127.0.0.1:7788",
      }
    `)
  })

  it('gets these arguments if only the required fields are', () => {
    const { host, remotePort, address } = values.ssh!
    const least = { natapp: values.natapp, frpc: values.frpc, ssh: { host, remotePort, address } }
    const filled = tunnelPrograms.map((program) => [
      program,
      create(program, (least as Record<string, object>)[program] ?? {}),
    ])
    expect(Object.fromEntries(filled)).toMatchInlineSnapshot(`
      {
        "bore": "local --local-host=127.0.0.1 --to=bore.pub 7788",
        "cloudflared": "tunnel --no-autoupdate --url=http://127.0.0.1:7788",
        "cpolar": "http -log=stdout -log-level=info 127.0.0.1:7788",
        "frpc": "-c /home/me/frpc.toml",
        "localtunnel": "--port=7788",
        "natapp": "-config=/home/me/config.ini -log=stdout -loglevel=INFO",
        "ngrok": "http 127.0.0.1:7788 --log=stdout --log-format=json",
        "ssh": "-N -T -n -a -x -v -o BatchMode=yes -o ExitOnForwardFailure=yes -o PermitLocalCommand=no -o RemoteCommand=none -o ControlMaster=no -o ControlPath=none -o Tunnel=no -o ConnectTimeout=15 -o ServerAliveInterval=15 -o ServerAliveCountMax=3 -R 8080:127.0.0.1:7788 -- server.example.com",
        "tailscale": "funnel http://127.0.0.1:7788",
      }
    `)
  })
})
